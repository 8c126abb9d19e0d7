import { assertNever } from '../../src/base/assertNever.ts';
import type { HandshakeView, Phase } from '../../src/contract/sessionView.ts';
import { phaseName } from './phaseWords.ts';

/** "Attempt 2: followed a 302 from ws://a.test/; left behind: Cookie" */
export function attemptTitle({ attempt, reason }: Pick<HandshakeView, 'attempt' | 'reason'>): string {
  const why = reasonWords(reason);
  return why === '' ? `Attempt ${attempt}` : `Attempt ${attempt}: ${why}`;
}

function reasonWords(reason: HandshakeView['reason']): string {
  switch (reason.kind) {
    case 'first':
      return '';
    case 'redirect': {
      const left = reason.dropped.length === 0 ? '' : `; left behind: ${reason.dropped.join(', ')}`;
      return `followed a ${reason.status} from ${reason.from}${left}`;
    }
    case 'reconnect':
      return `tried again after ${waited(reason.waitedMs)}: ${reason.after.replace(/\.$/, '')}`;
    default:
      return assertNever(reason);
  }
}

const waited = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

export interface Verdict {
  readonly look: 'good' | 'bad' | 'waiting';
  readonly icon: string;
  readonly words: string;
}

const unanswered = (failed: Phase): string =>
  failed.name === 'request' || failed.name === 'response'
    ? 'the connection ended before the server had answered.'
    : `the step "${phaseName(failed)}" failed.`;

/** What became of an attempt. */
export function verdict({ accepted, response, phases }: HandshakeView): Verdict {
  if (accepted) return { look: 'good', icon: 'pass', words: 'Accepted: the connection was upgraded.' };
  if (response !== undefined) {
    const status = `${response.status} ${response.reason}`.trim();
    return { look: 'bad', icon: 'error', words: `Not accepted: the response was ${status}` };
  }
  // A try of TCP that failed beside one that did not ends nothing.
  const last = phases.findLast(({ ok, name }) => !ok && !phases.some((other) => other.name === name && other.ok));
  return last === undefined
    ? { look: 'waiting', icon: 'circle-large-outline', words: 'No response so far.' }
    : { look: 'bad', icon: 'error', words: `No response: ${unanswered(last)}` };
}
