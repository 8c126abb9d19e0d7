import { expect, it } from 'vitest';
import { AS_MESSAGE, IN_PIECES, cutSlices } from '../../../src/capture/filter/slices.ts';
import { captureOf } from '../../support/liveCaptures.ts';
import { Conversation } from '../../support/webSocketStreams.ts';

const bytes = (length: number) => new Uint8Array(length);

it('cuts open frames into slices, and payloads near each other into runs', async () => {
  const conversation = new Conversation()
    .open()
    .frames('server', ...[1000, 1000, 50_000, 10].map((length) => ({ opcode: 2, payload: bytes(length) })))
    .frames('client', { opcode: 2, payload: bytes(20) })
    .frames('server', { opcode: 2, fin: false, payload: bytes(30) }, { opcode: 0, payload: bytes(5) });
  const reader = (await captureOf(conversation)).reader();

  const [all, ...others] = cutSlices(reader, [0, 1, 3, 4, 5, 6], 1e9);
  expect(others).toEqual([]);
  expect(all!.runOf).toEqual([0, 0, 1, 2, AS_MESSAGE, AS_MESSAGE]);
  // The long payload in between is not open, so that it is not read.
  expect(all!.runs.map(({ from, start, end, masked }) => [from, end - start, masked])).toEqual([
    ['server', 2004, []],
    ['server', 10, []],
    ['client', 24, [4]],
  ]);
  expect([all!.starts, all!.ends].map((places) => places.slice(0, 4))).toEqual([
    [0, 1004, 0, 4],
    [1000, 2004, 10, 24],
  ]);

  expect(cutSlices(reader, [0, 1, 2, 3], 1500).map(({ frames }) => frames)).toEqual([[0, 1], [2], [3]]);
});

it('has payloads piece by piece that are too long to be held', async () => {
  const long = bytes(17 * 1024 * 1024);
  const conversation = new Conversation()
    .open()
    .frames('server', { opcode: 2, payload: long })
    .frames('server', { opcode: 2, fin: false, payload: long }, { opcode: 0 });
  const reader = (await captureOf(conversation)).reader();
  expect(cutSlices(reader, [0, 1, 2], 1)[0]!.runOf).toEqual([IN_PIECES]);
  expect(cutSlices(reader, [2], 1)[0]!.runOf).toEqual([IN_PIECES]);
});
