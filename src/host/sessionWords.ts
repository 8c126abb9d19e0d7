import type { SessionSnapshot } from '../contract/sessionView.ts';

/** A session's state as VS Code's own places show it: an icon's name, its colour, and a word. */
export interface SessionWords {
  readonly icon: string;
  /** A theme colour's id; undefined for the default one. */
  readonly color: string | undefined;
  readonly word: string;
}

const OPEN = { icon: 'circle-filled', color: 'testing.iconPassed', word: 'Open' };

export function sessionWords({ state, cancelled, retry, opened }: SessionSnapshot): SessionWords {
  if (opened?.interruption !== undefined) return { icon: 'debug-disconnect', color: undefined, word: 'Ended' };
  switch (state) {
    case 'connecting':
      return { icon: 'loading~spin', color: undefined, word: retry === undefined ? 'Connecting' : 'Waiting to retry' };
    case 'open':
      return OPEN;
    case 'closing':
      return { icon: 'loading~spin', color: undefined, word: 'Closing' };
    case 'closed':
      return { icon: 'debug-disconnect', color: undefined, word: 'Closed' };
    case 'failed':
      return cancelled
        ? { icon: 'circle-slash', color: undefined, word: 'Cancelled' }
        : { icon: 'error', color: 'testing.iconFailed', word: 'Failed' };
  }
}

const COUNT = new Intl.NumberFormat('en-US');

/** "Open, 1,204 frames". */
export function sessionSummary(session: SessionSnapshot): string {
  const frames = session.client.frames + session.server.frames;
  const counted = frames === 0 ? '' : `, ${COUNT.format(frames)} ${frames === 1 ? 'frame' : 'frames'}`;
  return `${sessionWords(session).word}${counted}`;
}

/** One line for each side, and how it ended. */
export function sessionDetails(session: SessionSnapshot): string {
  const side = (name: string, { messages, frames, payloadBytes }: SessionSnapshot['client']): string =>
    `From ${name}: ${COUNT.format(messages)} messages in ${COUNT.format(frames)} frames, ${COUNT.format(payloadBytes)} bytes of payload`;
  const { close, diagnoses, violations } = session;
  return [
    session.title,
    session.url,
    sessionWords(session).word,
    side('client', session.client),
    side('server', session.server),
    ...(violations === 0 ? [] : [`Broken rules: ${COUNT.format(violations)}`]),
    ...(close === undefined ? [] : [`Closed with code ${close.code}`]),
    ...(diagnoses[0] === undefined ? [] : [diagnoses[0].title]),
  ].join('\n');
}
