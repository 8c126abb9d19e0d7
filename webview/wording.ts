import type { Interruption, SessionSnapshot, SessionState } from '../src/contract/sessionView.ts';

export interface StateWords {
  readonly icon: string;
  readonly word: string;
}

/** A session's state as the user sees it: what the user gave up did not fail. */
export type ShownState = SessionState | 'none' | 'cancelled' | 'interrupted';

export function shownState(session: Pick<SessionSnapshot, 'state' | 'cancelled' | 'opened'> | undefined): ShownState {
  if (session === undefined) return 'none';
  if (session.opened?.interruption !== undefined) return 'interrupted';
  return session.state === 'failed' && session.cancelled ? 'cancelled' : session.state;
}

const STATES: Readonly<Record<ShownState, StateWords>> = {
  none: { icon: 'circle-large-outline', word: 'Not connected' },
  connecting: { icon: 'loading', word: 'Connecting' },
  open: { icon: 'circle-filled', word: 'Open' },
  closing: { icon: 'loading', word: 'Closing' },
  closed: { icon: 'debug-disconnect', word: 'Closed' },
  failed: { icon: 'error', word: 'Failed' },
  cancelled: { icon: 'circle-slash', word: 'Cancelled' },
  interrupted: { icon: 'debug-disconnect', word: 'Ended' },
};

export const stateWords = (state: ShownState): StateWords => STATES[state];

const INTERRUPTED: Readonly<Record<Interruption, string>> = {
  window: 'It was live until the window was closed or reloaded; this is its capture.',
  engine: 'It was live until the engine stopped; this is its capture.',
};

/** Why a session that was live is only a capture now. */
export const interruptedWords = (interruption: Interruption): string => INTERRUPTED[interruption];

const WHO: Readonly<Record<string, string>> = {
  client: 'by the client',
  server: 'by the server',
  network: 'by the network',
};

/** Who ended it, in words that fit after "closed". */
export const byWhom = (by: string): string => WHO[by] ?? `by ${by}`;

/** The last thing that matters about a session, as one sentence for the live region. */
export function announcement(session: SessionSnapshot): string {
  const { state, close, diagnoses, opened } = session;
  if (state === 'connecting') return `Connecting to ${session.url}.`;
  if (state === 'open') {
    return session.subprotocol === undefined ? 'Connected.' : `Connected, subprotocol ${session.subprotocol}.`;
  }
  if (state === 'closing') return 'The closing handshake began.';
  if (opened?.interruption !== undefined) return `The session ended. ${interruptedWords(opened.interruption)}`;
  const diagnosis = diagnoses[0] === undefined ? '' : ` ${diagnoses[0].title}`;
  if (shownState(session) === 'cancelled') return 'Cancelled before the connection opened.';
  if (state === 'failed') return `The connection failed.${diagnosis}`;
  return close === undefined ? `The connection closed.${diagnosis}` : `Closed with code ${close.code}.${diagnosis}`;
}
