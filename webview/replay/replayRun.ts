import type { PanelNotices } from '../../src/contract/panelContract.ts';
import type { StepResult } from '../../src/replay/sequence.ts';

/** A replay as far as it came. */
export interface ReplayRun {
  readonly run: string;
  readonly title: string;
  readonly session: string | undefined;
  readonly steps: readonly { readonly kind: string; readonly title: string }[];
  /** By step; a step without one has not ended. */
  readonly results: Readonly<Record<number, StepResult>>;
  readonly ended: { readonly ok: boolean; readonly problem?: string } | undefined;
}

export type StepState = 'passed' | 'failed' | 'running' | 'waiting' | 'not reached';

export function started(notice: PanelNotices['sequence.started']): ReplayRun {
  return { ...notice, results: {}, ended: undefined };
}

/** A notice of another run changes nothing: it came late, after a newer one began. */
export function stepped(replay: ReplayRun | undefined, notice: PanelNotices['sequence.step']): ReplayRun | undefined {
  if (replay?.run !== notice.run) return replay;
  return { ...replay, results: { ...replay.results, [notice.result.index]: notice.result } };
}

export function ended(replay: ReplayRun | undefined, notice: PanelNotices['sequence.ended']): ReplayRun | undefined {
  if (replay?.run !== notice.run) return replay;
  const problem = notice.problem === undefined ? {} : { problem: notice.problem };
  return { ...replay, ended: { ok: notice.ok, ...problem } };
}

export function stepState(replay: ReplayRun, index: number): StepState {
  const result = replay.results[index];
  if (result !== undefined) return result.ok ? 'passed' : 'failed';
  if (replay.ended !== undefined) return 'not reached';
  const first = replay.steps.findIndex((_, i) => replay.results[i] === undefined);
  return index === first ? 'running' : 'waiting';
}
