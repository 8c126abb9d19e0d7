import { paceFactor } from '../../src/contract/paceFactor.ts';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import type { Pace } from '../../src/replay/pace.ts';

/** How the next replay goes. */
export interface ReplaySettings {
  /** `file`: as the sequence's file says; `ask`; or the id of a session that is open. */
  readonly on: string;
  /** At the recorded times, in place of as fast as the replies come. */
  readonly timing: boolean;
  /** As it was typed: how many times as long the run takes. */
  readonly factor: string;
  /** Waits for no reply before the client's next recorded time. */
  readonly ahead: boolean;
}

export const firstSetup: ReplaySettings = { on: 'file', timing: false, factor: '1', ahead: false };

/** The pace that is set, or what is wrong with it. */
export function paceOf({ timing, factor, ahead }: ReplaySettings): Pace | { readonly problem: string } {
  if (!timing) return { kind: 'reply' };
  const times = paceFactor(factor);
  return typeof times === 'number' ? { kind: 'timing', factor: times, ahead } : times;
}

/** The settings with the pace that a run has, so that the next one has it too. */
export function withPace(settings: ReplaySettings, pace: Pace | undefined): ReplaySettings {
  if (pace === undefined) return settings;
  if (pace.kind === 'reply') return { ...settings, timing: false };
  return { ...settings, timing: true, factor: String(pace.factor), ahead: pace.ahead };
}

interface Chosen {
  readonly replaySetup: ReplaySettings;
  readonly sessions: readonly Pick<SessionSnapshot, 'id' | 'title' | 'state'>[];
}

export const openSessions = ({ sessions }: Pick<Chosen, 'sessions'>) =>
  sessions.filter(({ state }) => state === 'open');

type ReplayPlace =
  { readonly kind: 'file' } | { readonly kind: 'ask' } | { readonly kind: 'session'; readonly session: string };

/** Where the next replay runs. A session that has closed since is no place for it. */
export function placeOf(state: Chosen): ReplayPlace {
  const { on } = state.replaySetup;
  if (on === 'ask') return { kind: 'ask' };
  return openSessions(state).some(({ id }) => id === on) ? { kind: 'session', session: on } : { kind: 'file' };
}
