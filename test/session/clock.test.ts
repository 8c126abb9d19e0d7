import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { millisecondsBetween, systemClock } from '../../src/session/clock.ts';

test('tells the time of day in microseconds and never runs backwards', () => {
  const before = Date.now();
  const readings = Array.from({ length: 1000 }, () => systemClock.now());
  // The day's clock may have been set since the process began, so only the magnitude is sure.
  expect(Math.abs(readings[0]! / 1000 - before)).toBeLessThan(24 * 3600 * 1000);
  expect(readings).toEqual(readings.toSorted((a, b) => a - b));
});

test('measures to the microsecond', () => {
  expect(millisecondsBetween(micros(1_000_000), micros(1_002_345.4))).toBe(2.345);
  expect(millisecondsBetween(micros(5), micros(5))).toBe(0);
});
