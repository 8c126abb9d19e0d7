import type { Disposable } from '../base/disposable.ts';

/** Where a run's time comes from, so that tests can hold it. */
export interface Clock {
  /** Milliseconds since any fixed moment; never runs backwards. */
  now(): number;
  /** Calls `run` once after that many milliseconds, unless disposed before. */
  setTimer(ms: number, run: () => void): Disposable;
}

/** A timer of Node.js is true to a millisecond or two: for the rest of the time each turn of the event loop looks at the clock. */
const FINE_MS = 2;

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer: (ms, run) => {
    const due = performance.now() + ms;
    let immediate: NodeJS.Immediate | undefined;
    const look = (): void => {
      if (performance.now() >= due) run();
      else immediate = setImmediate(look);
    };
    const timer = ms > FINE_MS ? setTimeout(look, ms - FINE_MS) : undefined;
    if (timer === undefined) immediate = setImmediate(look);
    return {
      dispose: () => {
        clearTimeout(timer);
        clearImmediate(immediate);
      },
    };
  },
};
