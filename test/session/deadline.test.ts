import { afterEach, expect, test, vi } from 'vitest';
import { Arrears } from '../../src/session/arrears.ts';
import { Deadline } from '../../src/session/deadline.ts';

afterEach(() => vi.useRealTimers());

const begin = (): { readonly arrears: Arrears; readonly deadline: Deadline; readonly missed: () => number } => {
  vi.useFakeTimers();
  const arrears = new Arrears();
  let count = 0;
  const deadline = new Deadline(arrears, 100, () => (count += 1));
  return { arrears, deadline, missed: () => count };
};

test('is missed once, when its time is over', () => {
  const { missed } = begin();
  vi.advanceTimersByTime(99);
  expect(missed()).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(missed()).toBe(1);
});

test('is not missed when it was met, before or after its clock was wound up', () => {
  const early = begin();
  early.deadline.met();
  early.arrears.settle();
  vi.advanceTimersByTime(1000);
  expect(early.missed()).toBe(0);

  const late = begin();
  late.arrears.settle();
  expect(vi.getTimerCount()).toBeGreaterThan(0);
  late.deadline.met();
  vi.advanceTimersByTime(1000);
  expect(late.missed()).toBe(0);
});
