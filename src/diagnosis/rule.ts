import type { Diagnosis } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';

/** Knows one cause, or one tight family of causes. Pure: the same evidence gives the same diagnosis. */
export type Rule = (evidence: Evidence) => Diagnosis | undefined;
