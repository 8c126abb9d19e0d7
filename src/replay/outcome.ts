import type { CloseNotice } from './replayConnection.ts';
import type { StepResult } from './sequence.ts';

/** What a step came to; `problem` is there when it failed. */
export type Outcome = Pick<StepResult, 'problem' | 'skipped' | 'message' | 'expected' | 'actual' | 'captured' | 'loss'>;

export const done: Outcome = { skipped: [] };

export const stopped = 'The run was stopped before this step was done.';

export function fail(problem: string): Outcome {
  return { problem, skipped: [] };
}

/** Failed, because the connection had ended like this. */
export function lost({ cause, problem: title }: CloseNotice, problem: string): Outcome {
  const loss = cause === undefined || title === undefined ? {} : { loss: { cause, title } };
  return { ...fail(problem), ...loss };
}
