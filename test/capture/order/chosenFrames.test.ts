import { expect, test } from 'vitest';
import { FrameTable } from '../../../src/capture/frameTable.ts';
import { ChosenFrames, type FrameChoice } from '../../../src/capture/order/chosenFrames.ts';
import type { Endpoint } from '../../../src/protocol/endpoint.ts';
import type { FrameHeader } from '../../../src/protocol/frame.ts';
import { micros } from '../../../src/base/branded.ts';

type Letter = 'T' | 't' | 'c' | 'C' | 'p' | 'q' | 'x';
/** T text whole, t its first fragment, c a fragment, C the last one; p ping, q pong, x close. */
const KINDS: Record<Letter, readonly [opcode: number, fin: boolean]> = {
  T: [1, true],
  t: [1, false],
  c: [0, false],
  C: [0, true],
  p: [9, true],
  q: [10, true],
  x: [8, true],
};

function add(table: FrameTable, letters: string, from: Endpoint = 'server'): void {
  for (const letter of letters) {
    const [opcode, fin] = KINDS[letter as Letter];
    const header = { opcode, fin, from, lengthForm: 7, payloadLength: 1, headerLength: 2, wireOffset: 0 };
    table.add({ rsv1: false, rsv2: false, rsv3: false, masked: false, ...header } as unknown as FrameHeader, micros(0));
  }
}

async function chosen(table: FrameTable, choice: Partial<FrameChoice>, starts: readonly number[] = []) {
  const whole = { first: 0, fold: false, otherwise: new Set<number>(), mute: new Set<number>(), ...choice };
  const frames = new ChosenFrames(table, whole, (frame) => starts.includes(frame));
  await frames.catchUp();
  return { frames, list: () => Array.from({ length: frames.count }, (_, i) => frames.at(i)) };
}

const tableOf = (letters: string): FrameTable => {
  const table = new FrameTable();
  add(table, letters);
  return table;
};

test('folded messages are shown by their first frame, with control frames between them', async () => {
  const table = tableOf('TtcpcCTtC');
  expect((await chosen(table, { fold: true })).list()).toEqual([0, 1, 3, 6, 7]);
  expect((await chosen(table, { fold: true, otherwise: new Set([1]) })).list()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect((await chosen(table, { otherwise: new Set([7]) })).list()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('muted opcodes, and frames before the first', async () => {
  const table = tableOf('TpqTxT');
  expect((await chosen(table, { mute: new Set([9, 10]) })).list()).toEqual([0, 3, 4, 5]);
  expect((await chosen(table, { mute: new Set([8]), first: 2 })).list()).toEqual([2, 3, 5]);
});

test('each endpoint has a message of its own under way', async () => {
  const table = new FrameTable();
  add(table, 't', 'server');
  add(table, 't', 'client');
  add(table, 'C', 'server');
  add(table, 'T', 'server');
  add(table, 'C', 'client');
  expect((await chosen(table, { fold: true })).list()).toEqual([0, 1, 3]);
});

test('a fragment without a beginning is never hidden', async () => {
  expect((await chosen(tableOf('cCT'), { fold: true })).list()).toEqual([0, 1, 2]);
  // What one attempt left unfinished does not go on in the next.
  expect((await chosen(tableOf('tcC'), { fold: true }, [1])).list()).toEqual([0, 1, 2]);
});

test('places, and only new frames are looked at when it has grown', async () => {
  const table = tableOf('TpT');
  const { frames, list } = await chosen(table, { mute: new Set([9]), fold: true });
  expect([frames.placeOf(0), frames.placeOf(1), frames.placeOf(2), frames.placeOf(3)]).toEqual([0, 1, 1, 2]);
  add(table, 'tc');
  await frames.catchUp();
  add(table, 'CT');
  await Promise.all([frames.catchUp(), frames.catchUp()]);
  expect(list()).toEqual([0, 2, 3, 6]);
});

test('hundreds of thousands, with other work in between', async () => {
  const table = tableOf('Tp'.repeat(150_000));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  const { frames } = await chosen(table, { mute: new Set([9]) });
  clearInterval(timer);
  expect(frames.count).toBe(150_000);
  expect(frames.at(149_999)).toBe(299_998);
  expect(turns).toBeGreaterThan(0);
});
