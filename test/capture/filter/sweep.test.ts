import { expect, it } from 'vitest';
import { FilterProgram } from '../../../src/capture/filter/program.ts';
import { Sweep, type Swept } from '../../../src/capture/filter/sweep.ts';
import { utf8 } from '../../support/captureStreams.ts';
import { readFilter } from '../../support/filterReading.ts';
import { captureOf } from '../../support/liveCaptures.ts';
import { Conversation } from '../../support/webSocketStreams.ts';

/** 10,000 frames on three pages of the table; every hundredth holds the word. */
async function reader() {
  const conversation = new Conversation().open();
  for (let block = 0; block < 100; block++) {
    conversation.frames(
      'server',
      ...Array.from({ length: 100 }, (_, i) => ({
        opcode: 1,
        payload: utf8(i === 50 ? 'needle' : 'hay'),
      })),
    );
  }
  return (await captureOf(conversation)).reader();
}

async function all(frames: AsyncIterable<Swept>): Promise<Swept[]> {
  const steps: Swept[] = [];
  for await (const step of frames) steps.push({ ...step, frames: step.frames.slice() });
  return steps;
}

const never = new AbortController().signal;

it('decides every frame of the range once, in order', async () => {
  const capture = await reader();
  for (const text of ['needle', 'n:>5000', '-/hay/']) {
    const steps = await all(new Sweep(capture, new FilterProgram(readFilter(text))).over(150, 9_950, never));
    expect(steps.map(({ upTo }) => upTo)).toEqual([...steps.map(({ upTo }) => upTo)].sort((a, b) => a - b));
    expect(steps.at(-1)?.upTo).toBe(9_950);
    const frames = steps.flatMap((step) => [...step.frames]);
    const expected = Array.from({ length: 10_000 }, (_, frame) => frame).filter(
      (frame) => frame >= 150 && frame < 9_950 && (text === 'n:>5000' ? frame >= 5000 : frame % 100 === 50),
    );
    expect(frames).toEqual(expected);
  }
});

it('finds words in what both endpoints say by turns, masked or not, whole or in fragments', async () => {
  const conversation = new Conversation().open();
  const expected: number[] = [];
  let frame = 0;
  for (let i = 0; i < 3000; i++) {
    const from = i % 2 === 0 ? 'client' : 'server';
    const text = i % 7 === 0 ? `some needle ${i}` : i % 11 === 0 ? 'need' : 'hay';
    if (i % 13 === 0) {
      const [a, b] = [text.slice(0, 6), text.slice(6)];
      conversation.frames(from, { opcode: 1, fin: false, payload: utf8(a) }, { opcode: 0, payload: utf8(b) });
      if (text.includes('needle')) expected.push(frame, frame + 1);
      frame += 2;
    } else {
      conversation.frames(from, { opcode: 1, payload: utf8(text) });
      if (text.includes('needle')) expected.push(frame);
      frame += 1;
    }
  }
  const capture = (await captureOf(conversation)).reader();
  for (const text of ['needle', 'opcode:text,continuation "needle" -nothing', '-(-needle)']) {
    const steps = await all(new Sweep(capture, new FilterProgram(readFilter(text))).over(0, frame, never));
    expect(steps.flatMap(({ frames }) => [...frames])).toEqual(expected);
  }
});

it('has nothing to tell of an empty range', async () => {
  expect(await all(new Sweep(await reader(), new FilterProgram(readFilter('x'))).over(5, 5, never))).toEqual([]);
});

it('stops when it is told to', async () => {
  const stop = new AbortController();
  const sweep = new Sweep(await reader(), new FilterProgram(readFilter('needle')));
  const seen: number[] = [];
  const work = async (): Promise<void> => {
    for await (const { upTo } of sweep.over(0, 10_000, stop.signal)) {
      seen.push(upTo);
      stop.abort(new Error('enough'));
    }
  };
  await expect(work()).rejects.toThrow('enough');
  expect(seen).toHaveLength(1);
});

it('reads nothing when the columns decide', async () => {
  const capture = await reader();
  const bytes = {
    readThrough: () => Promise.reject(new Error('The file was read.')),
  } as unknown as typeof capture.bytes;
  const sweep = new Sweep({ ...capture, bytes }, new FilterProgram(readFilter('needle from:client')));
  expect((await all(sweep.over(0, 10_000, never))).flatMap(({ frames }) => [...frames])).toEqual([]);
});
