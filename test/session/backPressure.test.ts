import { expect, test, vi } from 'vitest';
import { BackPressure } from '../../src/session/backPressure.ts';

const MIB = 1024 * 1024;

test('stops reading above 64 MiB and allows it again below 16', () => {
  vi.useFakeTimers();
  try {
    const held: boolean[] = [];
    const pressure = new BackPressure((hold) => held.push(hold));
    const recorder = { pendingBytes: 64 * MIB };
    pressure.heed(recorder);
    expect(held).toEqual([]);
    recorder.pendingBytes += 1;
    pressure.heed(recorder);
    pressure.heed(recorder);
    expect(held).toEqual([true]);
    recorder.pendingBytes = 16 * MIB + 1;
    vi.advanceTimersByTime(100);
    expect(held).toEqual([true]);
    recorder.pendingBytes = 16 * MIB;
    vi.advanceTimersByTime(100);
    expect(held).toEqual([true, false]);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
