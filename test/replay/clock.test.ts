import { expect, it } from 'vitest';
import { systemClock } from '../../src/replay/clock.ts';

it.each([0, 0.4, 1.9, 2.1, 20.7])('calls after %d milliseconds, never before', async (ms) => {
  const before = systemClock.now();
  await new Promise<void>((resolve) => systemClock.setTimer(ms, resolve));
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(ms);
});

it('does not call what was disposed', async () => {
  let called = false;
  for (const ms of [0, 1, 5]) systemClock.setTimer(ms, () => (called = true)).dispose();
  const waiting = systemClock.setTimer(6, () => (called = true));
  // By now it looks at the clock at every turn.
  systemClock.setTimer(5, () => waiting.dispose());
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(called).toBe(false);
});
