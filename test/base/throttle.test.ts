import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Throttle } from '../../src/base/throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('rings at once, then once an interval, and never loses the last request', () => {
  const ring = vi.fn();
  const throttle = new Throttle(100, ring);
  for (let i = 0; i < 5; i++) throttle.request();
  expect(ring).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  expect(ring).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1000);
  expect(ring).toHaveBeenCalledTimes(2);
  throttle.request();
  expect(ring).toHaveBeenCalledTimes(3);
});

it('is silent after its end', () => {
  const ring = vi.fn();
  const throttle = new Throttle(100, ring);
  throttle.request();
  throttle.request();
  throttle.dispose();
  throttle.request();
  vi.advanceTimersByTime(1000);
  expect(ring).toHaveBeenCalledTimes(1);
});
