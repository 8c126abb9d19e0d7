import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/replay/clock.ts';

it.each([0, 0.4, 1.9, 2.1, 20.7])('calls after %d milliseconds, never before', async (ms) => {
  const before = systemClock.now();
  await new Promise<void>((resolve) => systemClock.setTimer(ms, resolve));
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(ms);
});

describe('what was disposed is not called', () => {
  afterEach(() => vi.useRealTimers());

  it.each([
    ['at once', 0],
    ['while its timer runs', 3],
    ['while it looks at the clock at every turn', 5],
  ])('%s', async (_when, after) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'] });
    const called = vi.fn();
    const waiting = systemClock.setTimer(6, called);
    await vi.advanceTimersByTimeAsync(after);
    expect(called).not.toHaveBeenCalled();
    waiting.dispose();
    await vi.advanceTimersByTimeAsync(20);
    expect(called).not.toHaveBeenCalled();
  });
});
