import { type Micros, micros } from '../base/branded.ts';

/** Where time comes from, so that tests can hold it. */
export interface Clock {
  /** Microseconds since the Unix epoch; never runs backwards within one process. */
  now(): Micros;
}

export const systemClock: Clock = {
  now: () => micros((performance.timeOrigin + performance.now()) * 1000),
};

/** Milliseconds between two moments, exact to the microsecond. */
export function millisecondsBetween(start: Micros, end: Micros): number {
  return Math.round(end - start) / 1000;
}
