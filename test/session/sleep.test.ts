import { expect, test, vi } from 'vitest';
import { Cancellation } from '../../src/base/cancellation.ts';
import { sleep } from '../../src/session/sleep.ts';

test('lasts its time, or until the signal is raised, and leaves no timer behind', async () => {
  vi.useFakeTimers();
  try {
    const cancellation = new Cancellation();
    let over = 0;
    void sleep(100, cancellation).then(() => (over += 1));
    void sleep(1000, cancellation).then(() => (over += 1));
    await vi.advanceTimersByTimeAsync(99);
    expect(over).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(over).toBe(1);
    cancellation.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(over).toBe(2);
    await sleep(1000, cancellation);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
