import type { Step } from './sequence.ts';
import { listSteps } from './stepList.ts';

/** When what the client does is done. */
export type Pace =
  /** As soon as the step before is done. */
  | { readonly kind: 'reply' }
  /** At its recorded time, times `factor`; with `ahead` even when the replies before it have not come yet. */
  | { readonly kind: 'timing'; readonly factor: number; readonly ahead: boolean };

/** Whether the server is waited for: with `ahead` such a step holds back none of the client's. */
export function isWaiting({ kind }: Step): boolean {
  return kind === 'expect' || kind === 'expectPing' || kind === 'expectPong' || kind === 'expectClose';
}

/** Whether anything of it has a recorded time to be done at; without one every pace is the same. */
export function isTimed(steps: readonly Step[]): boolean {
  return listSteps(steps).some(({ step }) => step.at !== undefined && !isWaiting(step));
}

/** When to begin the step, on the clock of `since`; undefined for at once. */
export function timeOf(step: Step, pace: Pace, since: number): number | undefined {
  if (pace.kind === 'reply' || step.at === undefined || isWaiting(step)) return undefined;
  return since + step.at * pace.factor;
}
