// Kept apart from the rules: the panel's page shows advice, and must not need what the evidence is made of.
import type { Remedy } from '../diagnosis.ts';

/** Something about a connection that works and yet could be better. `cause` is kebab-case and stable. */
export interface Advice {
  readonly cause: string;
  readonly title: string;
  /** Specific to this connection. */
  readonly explanation: string;
  readonly remedy?: Remedy;
  readonly section: string;
}
