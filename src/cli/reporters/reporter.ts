import type { Difference, StepResult } from '../../replay/sequence.ts';

/** A sequence that ran, for the last time if it was tried again. */
export interface FileResult {
  /** As it was given on the command line, or found by a pattern. */
  readonly file: string;
  readonly ok: boolean;
  readonly durationMs: number;
  /** Why it failed, where that is no step's own failure. */
  readonly problem?: string;
  /** From the recorded replies; undefined when the file has none. */
  readonly differences?: readonly Difference[];
  /** How often it ran: more than once when it was tried again. */
  readonly attempts: number;
  /** Of the last attempt. */
  readonly steps: readonly StepResult[];
  /** Line of each step in the file, 1-based, by index. */
  readonly lines: readonly number[];
  /** Where the captures of the last attempt are kept. */
  readonly captures?: readonly string[];
}

/** Tells of a run on standard output. */
export interface Reporter {
  /** A step ended; `attempt` counts from 1. */
  step(file: string, result: StepResult, attempt: number): Promise<void>;
  file(result: FileResult): Promise<void>;
  /** All are done. */
  end(results: readonly FileResult[]): Promise<void>;
}

/** The step that made it fail, if it was a step. */
export function failedStep({ steps }: FileResult): StepResult | undefined {
  // A block fails with the step in it, which says why.
  return steps.find(({ ok }) => !ok);
}
