import type { SessionSnapshot } from '../../src/contract/sessionView.ts';

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

type Pace = { readonly kind: 'reply' } | { readonly kind: 'timing'; readonly factor: number; readonly ahead: boolean };

/** The pace that is set, or what is wrong with it. */
export function paceOf({ timing, factor, ahead }: ReplaySettings): Pace | { readonly problem: string } {
  if (!timing) return { kind: 'reply' };
  const times = Number(factor.trim().replace(',', '.'));
  if (factor.trim() === '' || !(times >= 0) || times > 1_000) {
    return { problem: 'The factor is a number from 0 to 1000: 0.5 is twice as fast as recorded.' };
  }
  return { kind: 'timing', factor: times, ahead };
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
