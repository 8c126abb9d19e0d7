import type { Clock } from './clock.ts';
import type { ReadFile } from './encodePayload.ts';
import type { HiddenValues } from './hiddenValues.ts';
import type { InboxLimits } from './inbox.ts';
import type { Pace } from './pace.ts';
import type { Difference, Json, Step, StepResult } from './sequence.ts';

export interface RunOptions {
  readonly clock: Clock;
  /** Stops the run at once; the step at work fails, saying so. */
  readonly signal?: AbortSignal;
  /** Called as each step ends, failed ones too. */
  readonly onStep?: (result: StepResult) => void;
  /** Called before each step; what it gives is run in the step's place, once it gives it. */
  readonly gate?: Gate;
  /** Reply by reply when left out. */
  readonly pace?: Pace;
  /** Values that go before those of the file. */
  readonly variables?: Readonly<Record<string, Json>>;
  /** Knows names that no sequence sets, such as `env:TOKEN`. */
  readonly outside?: (name: string) => Json | undefined;
  /** Masked in all that the run tells, besides what comes from `outside`. */
  readonly hidden?: HiddenValues;
  readonly readFile?: ReadFile;
  readonly limits?: InboxLimits;
}

export type Gate = (at: {
  readonly index: number;
  readonly step: Step;
  readonly variables: Readonly<Record<string, Json>>;
}) => Promise<Step>;

export interface RunResult {
  readonly ok: boolean;
  /** The steps that were run, in the order in which they ended; of very many the first and the failed ones. */
  readonly steps: readonly StepResult[];
  /** Why the run failed, where that is no step's own failure. */
  readonly problem?: string;
  /** From the recorded replies; undefined when nothing was recorded. */
  readonly differences?: readonly Difference[];
}
