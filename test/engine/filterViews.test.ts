import { describe, expect, it, onTestFinished } from 'vitest';
import type { FilterState } from '../../src/contract/filterContract.ts';
import { FilterViews } from '../../src/engine/filterViews.ts';
import { Annotations } from '../../src/engine/list/annotations.ts';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf, FACTS, liveCapture } from '../support/liveCaptures.ts';
import { Conversation, play } from '../support/webSocketStreams.ts';

const talk = () =>
  new Conversation()
    .open()
    .frames('client', { opcode: 1, payload: utf8('tick') })
    .frames('server', { opcode: 1, payload: utf8('tock') })
    .frames('client', { opcode: 1, payload: utf8('tick tick') });

async function viewsOf(capture = captureOf(talk())) {
  const told: Omit<FilterState, 'session'>[] = [];
  const { file } = await capture;
  const notes = new Annotations(file);
  const views = new FilterViews(await capture, notes, (state) => told.push(state));
  onTestFinished(() => views.dispose());
  return { views, notes, told, last: (view: string) => told.findLast((state) => state.view === view) };
}

const frames = (buffer: ArrayBuffer): number[] => [...new Uint32Array(buffer)];

describe('FilterViews', () => {
  it('makes a view that can be asked for its frames, and tells how far it is', async () => {
    const { views, last } = await viewsOf();
    expect(views.start('a', 'tick')).toEqual({ ok: true });
    await expect.poll(() => last('a')).toMatchObject({ count: 2, looked: 3, frames: 3 });
    expect(frames(views.frames('a', 0, 10))).toEqual([0, 2]);
    expect(frames(views.frames('a', 1, 10))).toEqual([2]);
    expect(views.rowOf('a', 1)).toBe(1);
  });

  it('finds what was left at frames, and follows it as it changes', async () => {
    const { views, notes, last } = await viewsOf();
    await notes.change([1], { note: 'Look here' });
    views.start('a', 'note:"look here" or note:marked');
    await expect.poll(() => last('a')).toMatchObject({ count: 1, looked: 3 });
    expect(frames(views.frames('a', 0, 10))).toEqual([1]);
    await notes.change([0, 2], { marked: true });
    views.annotated([2, 0]);
    await expect.poll(() => last('a')).toMatchObject({ count: 3 });
    await notes.change([1], { note: '' });
    views.annotated([1, 99]);
    await expect.poll(() => frames(views.frames('a', 0, 10))).toEqual([0, 2]);
    const from = { frame: 0, offset: undefined };
    const never = new AbortController().signal;
    expect(await views.find({ text: 'note:marked' }, from, 'next', never)).toMatchObject({
      ok: true,
      place: { frame: 2 },
    });
  });

  it('tells of a view without matches, and of an empty capture', async () => {
    const { views, last } = await viewsOf();
    views.start('a', 'nowhere');
    await expect.poll(() => last('a')).toMatchObject({ count: 0, looked: 3 });
    const empty = await viewsOf(Promise.resolve(liveCapture()));
    empty.views.start('b', 'x');
    await expect.poll(() => empty.last('b')).toMatchObject({ count: 0, looked: 0, frames: 0 });
  });

  it('refuses what is no filter, and keeps the view that was there', async () => {
    const { views, last } = await viewsOf();
    views.start('a', 'tick');
    expect(views.start('a', 'from:')).toMatchObject({ ok: false, problem: { offset: 4 } });
    await expect.poll(() => last('a')?.count).toBe(2);
    expect(frames(views.frames('a', 0, 10))).toEqual([0, 2]);
  });

  it('replaces and stops views, and lets go of those that were left behind', async () => {
    const { views, last } = await viewsOf();
    views.start('a', 'tick');
    views.start('a', 'tock');
    await expect.poll(() => last('a')?.count).toBe(1);
    expect(frames(views.frames('a', 0, 10))).toEqual([1]);
    views.stop('a');
    views.stop('a');
    expect(() => views.frames('a', 0, 10)).toThrow('That filter is no longer there. Apply it again.');
    for (let i = 0; i < 10; i++) views.start(`view ${i}`, 'x');
    expect(() => views.rowOf('view 0', 0)).toThrow('no longer there');
    expect(views.rowOf('view 9', 0)).toBe(0);
  });

  it('goes on as the capture grows', async () => {
    const capture = liveCapture();
    const { views, last } = await viewsOf(Promise.resolve(capture));
    const recorder = capture.beginAttempt(FACTS);
    const { events } = talk();
    views.start('a', 'tick');
    for (const event of events.slice(0, -1)) play(recorder, event);
    views.rang();
    await expect.poll(() => last('a')?.count).toBe(1);
    play(recorder, events.at(-1)!);
    views.rang();
    await expect.poll(() => last('a')).toMatchObject({ count: 2, looked: 3 });
  });

  it('shows and finds no frame that the list leaves out anyway', async () => {
    const { views, last } = await viewsOf();
    const within = { first: 1, fold: true, otherwise: [], mute: [9, 10] };
    views.start('a', 'tick', within);
    await expect.poll(() => last('a')).toMatchObject({ count: 1, looked: 3 });
    expect(frames(views.frames('a', 0, 10))).toEqual([2]);
    const { signal } = new AbortController();
    expect(await views.find({ text: 'tick', within }, { frame: 2, offset: 5 }, 'previous', signal)).toMatchObject({
      place: { frame: 2, span: { offset: 0 } },
    });
    expect(await views.find({ text: 'tick', within }, { frame: 2, offset: 0 }, 'previous', signal)).toEqual({
      ok: true,
    });
  });

  it('follows a note at any fragment of a folded message', async () => {
    const fragments = new Conversation()
      .open()
      .frames('server', { opcode: 1, fin: false, payload: utf8('a') }, { opcode: 0, payload: utf8('b') });
    const { views, notes, last } = await viewsOf(captureOf(fragments));
    views.start('a', 'note:marked', { first: 0, fold: true, otherwise: [], mute: [] });
    await expect.poll(() => last('a')).toMatchObject({ count: 0, looked: 2 });
    await notes.change([1], { marked: true });
    views.annotated([1]);
    await expect.poll(() => frames(views.frames('a', 0, 10))).toEqual([0]);
    const within = { first: 0, fold: true, otherwise: [], mute: [] };
    const from = { frame: -1, offset: undefined };
    const { signal } = new AbortController();
    expect(await views.find({ text: 'length:2', within }, from, 'next', signal)).toMatchObject({ place: { frame: 0 } });
  });

  it('finds places', async () => {
    const { views } = await viewsOf();
    const signal = new AbortController().signal;
    const from = { frame: 0, offset: 0 };
    expect(await views.find({ text: 'tick' }, from, 'next', signal)).toEqual({
      ok: true,
      place: { frame: 2, of: 'message', span: { offset: 0, length: 4 } },
    });
    expect(await views.find({ text: '(' }, from, 'next', signal)).toMatchObject({ ok: false, problem: { offset: 0 } });
  });
});
