import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DurationSketch } from '../../../src/capture/overview/durations.ts';

test('nothing yet', () => {
  expect(new DurationSketch().summary()).toEqual({ count: 0, min: 0, p50: 0, p95: 0, max: 0 });
});

test('ends are exact, quantiles nearly', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.001, max: 1e7, noNaN: true }), { minLength: 1 }), (values) => {
      const sketch = new DurationSketch();
      for (const value of values) sketch.add(value);
      const sorted = [...values].sort((a, b) => a - b);
      const exact = (part: number): number => sorted[Math.ceil(part * sorted.length) - 1]!;
      const { count, min, max, p50, p95 } = sketch.summary();
      expect([count, min, max]).toEqual([values.length, sorted[0], sorted.at(-1)]);
      for (const [found, wanted] of [
        [p50, exact(0.5)],
        [p95, exact(0.95)],
      ] as const) {
        expect(Math.abs(found / wanted - 1)).toBeLessThan(0.1);
      }
    }),
  );
});

test('a clock that went back counts as no time', () => {
  const sketch = new DurationSketch();
  sketch.add(-5);
  expect(sketch.summary()).toMatchObject({ count: 1, min: 0, max: 0 });
});
