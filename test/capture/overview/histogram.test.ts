import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { micros } from '../../../src/base/branded.ts';
import { FrameTable } from '../../../src/capture/frameTable.ts';
import { TimeHistogram } from '../../../src/capture/overview/histogram.ts';
import type { FrameHeader } from '../../../src/protocol/frame.ts';

const START = 1_000_000;

function histogramOf(moments: readonly number[]) {
  const table = new FrameTable();
  const add = (ms: number): void => {
    const header = {
      opcode: 1,
      from: 'server',
      fin: true,
      lengthForm: 7,
      payloadLength: 8,
      headerLength: 2,
      wireOffset: 0,
    };
    table.add(
      { rsv1: false, rsv2: false, rsv3: false, masked: false, ...header } as unknown as FrameHeader,
      micros(START + ms * 1000),
    );
  };
  for (const ms of moments) add(ms);
  const histogram = new TimeHistogram(table, () => START);
  while (!histogram.catchUp(1000));
  return { histogram, add };
}
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

test('a short capture is counted frame by frame', () => {
  const { histogram, add } = histogramOf([0, 1, 1.5, 9.9]);
  const counts = histogram.between(0, 10, 10);
  expect([...counts.server.frames]).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(sum(counts.server.bytes)).toBe(40);
  expect(sum(counts.client.frames)).toBe(0);
  expect([...histogram.between(1, 2, 2).server.frames]).toEqual([1, 1]);
  add(20);
  expect(histogram.catchUp(10)).toBe(true);
  expect(histogram.endMs).toBe(20);
  expect(sum(histogram.between(0, 20, 4).server.frames)).toBe(5);
});

test('nothing is lost or counted twice, however long the capture and however wide the spans', () => {
  const gaps = fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 400 }), (steps, spans) => {
      let at = 0;
      const moments = steps.map((gap) => (at += gap));
      const { histogram } = histogramOf(moments);
      // A little later than the newest frame, so that no rounding puts it outside.
      const counts = histogram.between(0, histogram.endMs * 1.01 + 10, spans);
      expect(sum(counts.server.frames)).toBe(moments.length);
    }),
    { numRuns: 100 },
  );
});

test('frames stand where they belong, to within a span', () => {
  const { histogram } = histogramOf(Array.from({ length: 10_000 }, (_, i) => i * 10));
  const { frames } = histogram.between(50_000, 60_000, 100).server;
  expect(sum(frames)).toBeGreaterThan(990);
  expect(Math.max(...frames)).toBeLessThan(15);
});

test('without time, and without frames', () => {
  expect(sum(histogramOf([]).histogram.between(0, 0, 5).server.frames)).toBe(0);
  expect(histogramOf([]).histogram.endMs).toBe(0);
});
