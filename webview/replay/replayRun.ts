import type { PanelNotices } from '../../src/contract/panelContract.ts';
import type { Difference, StepResult } from '../../src/replay/sequence.ts';

/** A replay as far as it came. */
export interface ReplayRun {
  readonly run: string;
  readonly title: string;
  readonly session: string | undefined;
  /** The sequence's URI. */
  readonly file: string;
  /** The steps that a run pauses before. */
  readonly breakpoints: readonly number[];
  readonly steps: readonly { readonly kind: string; readonly title: string; readonly depth: number }[];
  /** By step; a step without one has not ended. */
  readonly results: Readonly<Record<number, StepResult>>;
  /** By step: the session that it ran on. */
  readonly sessions: Readonly<Record<number, string>>;
  /** The step that waits until it is told to go on. */
  readonly paused: PanelNotices['sequence.paused']['paused'];
  readonly ended:
    { readonly ok: boolean; readonly problem?: string; readonly differences?: readonly Difference[] } | undefined;
}

export type StepState = 'passed' | 'failed' | 'running' | 'paused' | 'waiting' | 'not reached';

/** Breakpoints stay from one run of a file to the next. */
export function started(notice: PanelNotices['sequence.started'], before?: ReplayRun): ReplayRun {
  const breakpoints = before !== undefined && before.file === notice.file ? before.breakpoints : [];
  return { ...notice, breakpoints, results: {}, sessions: {}, paused: undefined, ended: undefined };
}

/** Sets or takes away the breakpoint of a step. */
export function withBreakpoint(replay: ReplayRun, index: number): ReplayRun {
  const { breakpoints } = replay;
  const others = breakpoints.filter((one) => one !== index);
  return { ...replay, breakpoints: others.length < breakpoints.length ? others : [...breakpoints, index] };
}

/** A notice of another run changes nothing: it came late, after a newer one began. */
export function stepped(replay: ReplayRun | undefined, notice: PanelNotices['sequence.step']): ReplayRun | undefined {
  if (replay?.run !== notice.run) return replay;
  const { index } = notice.result;
  const sessions = notice.session === undefined ? replay.sessions : { ...replay.sessions, [index]: notice.session };
  return { ...replay, sessions, results: { ...replay.results, [index]: notice.result } };
}

export function ended(replay: ReplayRun | undefined, notice: PanelNotices['sequence.ended']): ReplayRun | undefined {
  if (replay?.run !== notice.run) return replay;
  const { run: _run, ...ended } = notice;
  return { ...replay, paused: undefined, ended };
}

export function stopped(replay: ReplayRun | undefined, notice: PanelNotices['sequence.paused']): ReplayRun | undefined {
  return replay?.run === notice.run ? { ...replay, paused: notice.paused } : replay;
}

export function stepState(replay: ReplayRun, index: number): StepState {
  if (replay.paused?.index === index) return 'paused';
  const result = replay.results[index];
  if (result !== undefined) return result.ok ? 'passed' : 'failed';
  if (replay.ended !== undefined) return 'not reached';
  // A block ends after what it holds, and so does the mark that something is under way.
  const first = replay.steps.findIndex((_, i) => replay.results[i] === undefined);
  return index === first ? 'running' : 'waiting';
}
