import { expect, it } from 'vitest';
import { systemClock } from '../../src/replay/clock.ts';

it('measures and calls in milliseconds', async () => {
  const before = systemClock.now();
  await new Promise<void>((resolve) => systemClock.setTimer(20, resolve));
  expect(systemClock.now() - before).toBeGreaterThan(15);
});

it('does not call what was disposed', async () => {
  let called = false;
  systemClock.setTimer(1, () => (called = true)).dispose();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(called).toBe(false);
});
