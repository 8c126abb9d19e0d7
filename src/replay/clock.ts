import type { Disposable } from '../base/disposable.ts';

/** Where a run's time comes from, so that tests can hold it. */
export interface Clock {
  /** Milliseconds since any fixed moment; never runs backwards. */
  now(): number;
  /** Calls `run` once after that many milliseconds, unless disposed before. */
  setTimer(ms: number, run: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer: (ms, run) => {
    const timer = setTimeout(run, ms);
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};
