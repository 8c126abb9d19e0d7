import type { Evidence } from '../evidence.ts';
import type { Advice } from './advice.ts';

/** What is known beside the connection itself. */
export interface Surroundings {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** Live connections to the same host, this one included. */
  readonly sameHost: number;
}

export type AdviceRule = (evidence: Evidence, surroundings: Surroundings) => Advice | undefined;
