import { expect, test } from 'vitest';
import { SideTally } from '../../../src/capture/overview/sideTally.ts';

test('kinds, sizes, gaps and the busiest second', () => {
  const side = new SideTally();
  side.add(0, 100, 1, 0, 2);
  side.add(2, 1500, 1, 1, 2);
  side.add(3, 1600, 9, 5, 6);
  side.add(5, 9000, 2, 1024, 4);
  side.addCompressed(10, 40);
  side.addCompressed(5, 60);
  expect(side.summary()).toEqual({
    frames: 4,
    wireBytes: 1030 + 14,
    payloadBytes: 1030,
    kinds: [
      { opcode: 1, frames: 2, payloadBytes: 1 },
      { opcode: 2, frames: 1, payloadBytes: 1024 },
      { opcode: 9, frames: 1, payloadBytes: 5 },
    ],
    sizes: { counts: [1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1] },
    compressed: { messages: 2, wireBytes: 15, inflatedBytes: 100 },
    gaps: expect.objectContaining({ count: 3, min: 100, max: 7400 }) as unknown,
    longestGapBefore: 5,
    busiest: { frames: 2, atMs: 1000 },
  });
});

test('nothing at all', () => {
  expect(new SideTally().summary()).toMatchObject({
    frames: 0,
    kinds: [],
    sizes: { counts: [] },
    longestGapBefore: undefined,
  });
});
