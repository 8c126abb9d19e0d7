import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Capture } from '../../../src/capture/capture.ts';
import { FilteredFrames } from '../../../src/capture/filter/filteredFrames.ts';
import type { Filter } from '../../../src/capture/filter/language/filter.ts';
import { readFilter as read } from '../../support/filterReading.ts';
import { printFilter } from '../../../src/capture/filter/language/print.ts';
import { utf8 } from '../../support/captureStreams.ts';
import { anyTalk, conversationOf } from '../../support/conversations.ts';
import { anyFilter } from '../../support/filters.ts';
import { captureOf, FACTS, liveCapture, opened } from '../../support/liveCaptures.ts';
import { naiveMatches } from '../../support/naiveFilter.ts';
import { Conversation, Deflater, play } from '../../support/webSocketStreams.ts';

function filtered(capture: Capture, filter: Filter | string, changed: () => void = () => undefined): FilteredFrames {
  const frames = new FilteredFrames(capture.reader(), typeof filter === 'string' ? read(filter) : filter, changed);
  onTestFinished(() => frames.dispose());
  return frames;
}

async function matches(capture: Capture, filter: Filter | string): Promise<number[]> {
  const frames = new FilteredFrames(
    capture.reader(),
    typeof filter === 'string' ? read(filter) : filter,
    () => undefined,
  );
  await frames.catchUp();
  expect(frames.progress.problem).toBeUndefined();
  expect(frames.progress.looked).toBe(capture.frameCount);
  const all = [...frames.page(0, 1e9)];
  frames.dispose();
  return all;
}

describe('FilteredFrames', () => {
  it('finds what asking for everything of every frame finds, live and in the file opened later', async () => {
    await fc.assert(
      fc.asyncProperty(anyTalk, fc.array(anyFilter, { minLength: 1, maxLength: 6 }), async (talk, filters) => {
        const capture = liveCapture();
        const recorder = capture.beginAttempt(FACTS);
        const { events } = await conversationOf(talk);
        const live = filters.map((filter) => filtered(capture, filter));
        for (const event of events) {
          play(recorder, event);
          await Promise.all(live.map((frames) => frames.catchUp()));
        }
        await capture.flush();
        const later = await opened(capture.file);
        for (const [index, filter] of filters.entries()) {
          const text = printFilter(filter);
          expect([text, await matches(later, filter)]).toEqual([text, await naiveMatches(later, filter)]);
          // A file that ends early is read as a connection that broke off; while it lives, it has not.
          expect([text, [...live[index]!.page(0, 1e9)]]).toEqual([text, await naiveMatches(capture, filter)]);
        }
        later.dispose();
        capture.dispose();
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('judges a folded message as one, at its first frame, live and in the file opened later', async () => {
    const everything = { within: { kind: 'all' }, folds: () => true } as const;
    await fc.assert(
      fc.asyncProperty(anyTalk, fc.array(anyFilter, { minLength: 1, maxLength: 6 }), async (talk, filters) => {
        const capture = liveCapture();
        const recorder = capture.beginAttempt(FACTS);
        const { events } = await conversationOf(talk);
        const over = (read: Capture, filter: Filter) =>
          new FilteredFrames(read.reader(), filter, () => undefined, everything);
        const live = filters.map((filter) => over(capture, filter));
        for (const event of events) {
          play(recorder, event);
          await Promise.all(live.map((frames) => frames.catchUp()));
        }
        await capture.flush();
        const later = await opened(capture.file);
        for (const [index, filter] of filters.entries()) {
          const text = printFilter(filter);
          const frames = over(later, filter);
          await frames.catchUp();
          const all = [...frames.page(0, 1e9)];
          expect([text, all]).toEqual([text, await naiveMatches(later, filter, () => true)]);
          const shown = [...live[index]!.page(0, 1e9)];
          expect([text, shown]).toEqual([text, await naiveMatches(capture, filter, () => true)]);
          frames.dispose();
          live[index]!.dispose();
        }
        later.dispose();
        capture.dispose();
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('reads the text of the whole message in each of its fragments, compressed or not', async () => {
    const conversation = new Conversation()
      .open('permessage-deflate')
      .frames(
        'server',
        { opcode: 1, fin: false, payload: utf8('nee') },
        { opcode: 9, payload: utf8('dle') },
        { opcode: 0, payload: utf8('dle') },
      );
    const packed = await new Deflater().message(utf8('a needle'));
    conversation.frames(
      'client',
      { opcode: 1, rsv1: true, fin: false, payload: packed.subarray(0, 3) },
      { opcode: 0, payload: packed.subarray(3) },
    );
    const capture = await captureOf(conversation);
    expect(await matches(capture, 'needle')).toEqual([0, 2, 3, 4]);
    expect(await matches(capture, 'dle')).toEqual([0, 1, 2, 3, 4]);
    expect(await matches(capture, '/^a nee/')).toEqual([3, 4]);
    expect(await matches(capture, 'ratio:>0 fragment:last')).toEqual([4]);
  });

  it('shows a frame once its message is whole, before others that were shown already', async () => {
    const capture = liveCapture();
    const recorder = capture.beginAttempt(FACTS);
    const { events } = new Conversation()
      .open()
      .frames('server', { opcode: 1, fin: false, payload: utf8('nee') })
      .frames('client', { opcode: 1, payload: utf8('a needle') })
      .frames('server', { opcode: 0, payload: utf8('dle') });
    const frames = filtered(capture, 'needle');
    for (const event of events.slice(0, -1)) play(recorder, event);
    await frames.catchUp();
    expect([...frames.page(0, 10)]).toEqual([1]);
    expect(frames.progress.moves).toBe(0);
    play(recorder, events.at(-1)!);
    await frames.catchUp();
    expect([...frames.page(0, 10)]).toEqual([0, 1, 2]);
    expect(frames.progress.moves).toBe(1);
  });

  it('knows after which frame the connection broke off', async () => {
    const capture = liveCapture();
    const recorder = capture.beginAttempt(FACTS);
    const { events } = new Conversation()
      .open()
      .frames('server', { opcode: 1 }, { opcode: 9 })
      .end('server', 'reset')
      .end('client');
    const frames = filtered(capture, 'close:1006');
    for (const event of events.slice(0, -2)) play(recorder, event);
    await frames.catchUp();
    expect(frames.progress.count).toBe(0);
    for (const event of events.slice(-2)) play(recorder, event);
    await frames.catchUp();
    expect([...frames.page(0, 10)]).toEqual([1]);
  });

  it('tells its progress while it goes, and stops when it is disposed', async () => {
    const conversation = new Conversation().open();
    const payload = utf8(`${'x'.repeat(1000)}needle`);
    for (let i = 0; i < 60; i++)
      conversation.frames('server', ...Array.from({ length: 50 }, () => ({ opcode: 1, payload })));
    const capture = await captureOf(conversation);
    const counts: number[] = [];
    const frames = filtered(capture, 'needle', () => counts.push(frames.progress.count));
    await frames.catchUp();
    expect(counts.length).toBeGreaterThan(1);
    expect(counts[0]).toBeLessThan(3000);
    expect(counts.at(-1)).toBe(3000);
    expect(frames.placeOf(1500)).toBe(1500);

    const stopped = filtered(capture, 'needle', () => stopped.dispose());
    await stopped.catchUp();
    expect(stopped.progress.count).toBeGreaterThan(0);
    expect(stopped.progress.count).toBeLessThan(3000);
    expect(stopped.progress.problem).toBeUndefined();
  });

  it('gives up an expression that takes for ever on one payload after the other, and says so', async () => {
    const payload = utf8(`${'a'.repeat(40)}b`);
    const conversation = new Conversation().open();
    conversation.frames('server', ...Array.from({ length: 20 }, () => ({ opcode: 1, payload })));
    const frames = filtered(await captureOf(conversation), '/^(a+)+$/');
    await frames.catchUp();
    expect(frames.progress.unjudged.tooSlow).toBe(8);
    expect(frames.progress.problem).toMatch(/takes too long .* write it without them/);
  }, 30_000);

  it('goes on after a single payload on which an expression takes for ever', async () => {
    const conversation = new Conversation().open();
    for (const text of ['aaa', `${'a'.repeat(40)}b`, 'aa'])
      conversation.frames('server', { opcode: 1, payload: utf8(text) });
    const frames = filtered(await captureOf(conversation), '/^(a+)+$/');
    await frames.catchUp();
    expect([...frames.page(0, 10)]).toEqual([0, 2]);
    expect(frames.progress.unjudged.tooSlow).toBe(1);
  });

  it('searches what is there of payloads that are not in the file', async () => {
    const capture = liveCapture({ maxFileBytes: 4000 });
    const conversation = new Conversation().open();
    for (let i = 0; i < 20; i++)
      conversation.frames('server', { opcode: 1, payload: utf8(`${'x'.repeat(500)}needle`) });
    conversation.playTo(capture.beginAttempt(FACTS));
    await capture.flush();
    const frames = filtered(capture, 'needle');
    await frames.catchUp();
    expect(frames.progress.count).toBeGreaterThan(0);
    expect(frames.progress.unjudged.unreadable).toBe(20 - frames.progress.count);
  });

  it('looks for words in payloads too long to be held', async () => {
    const long = Buffer.alloc(17 * 1024 * 1024, 'x');
    long.write('needle', 4 * 1024 * 1024 - 3);
    const conversation = new Conversation()
      .open()
      .frames('server', { opcode: 2, payload: long }, { opcode: 1, payload: utf8('needle') });
    conversation.frames('client', { opcode: 2, payload: long });
    const capture = await captureOf(conversation);
    expect(await matches(capture, 'needle')).toEqual([0, 1, 2]);
    const frames = filtered(capture, '/needle/');
    await frames.catchUp();
    expect([...frames.page(0, 10)]).toEqual([1]);
    expect(frames.progress.unjudged.tooLong).toBe(2);
  });
});
