import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ordered, panned, timeAt, wholeTime, xOf, zoomed } from '../../../webview/timeline/timeScale.ts';

const span = { from: 100, to: 300 };

test('pixels and moments', () => {
  expect([0, 50, 100, -5, 999].map((x) => timeAt(span, x, 100))).toEqual([100, 200, 300, 100, 300]);
  expect([100, 200, 400].map((ms) => xOf(span, ms, 100))).toEqual([0, 50, 150]);
  expect([timeAt(span, 5, 0), xOf({ from: 1, to: 1 }, 1, 100)]).toEqual([100, 0]);
  expect(ordered(5, 2)).toEqual({ from: 2, to: 5 });
});

test('zooming keeps the moment under the pointer, and all of the time is live', () => {
  expect(zoomed(span, 200, 0.5, 1000)).toEqual({ from: 150, to: 250 });
  expect(zoomed(span, 100, 0.5, 1000)).toEqual({ from: 100, to: 200 });
  expect(zoomed(span, 200, 10, 1000)).toBe(wholeTime);
  expect(zoomed({ from: 0, to: 0 }, 0, 2, 0)).toBe(wholeTime);
});

test('panning', () => {
  expect(panned(span, 0.5, 1000)).toEqual({ from: 200, to: 400 });
  expect(panned(span, -5, 1000)).toEqual({ from: 0, to: 200 });
  expect(panned(span, 9, 1000)).toEqual({ from: 800, to: 1000 });
  expect(panned(span, 1, 150)).toBe(wholeTime);
});

test('whatever is zoomed and panned stays within the time', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      part,
      fc.double({ min: 0.1, max: 4, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (at, factor, by) => {
        const view = zoomed(span, 100 + at * 200, factor, 1000);
        const next = view.to === undefined ? view : panned({ from: view.from, to: view.to }, by, 1000);
        expect(next.from).toBeGreaterThanOrEqual(0);
        expect(next.to ?? 1000).toBeLessThanOrEqual(1000.000001);
      },
    ),
  );
});
