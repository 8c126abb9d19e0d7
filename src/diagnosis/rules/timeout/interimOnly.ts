import { statusQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { count, duration, listing } from '../../wording.ts';

/** Only 1xx answers came, never a final one (RFC 9110 §15.2: a client waits for the final response). */
export const interimOnly: Rule = (evidence) => {
  const { failure, interim } = evidence;
  if (failure === undefined || evidence.response !== undefined || interim.length === 0) return undefined;
  const kinds = [...new Set(interim.map(({ status, reason }) => `${status} ${reason}`.trim()))];
  const ms = failure.timeoutMs ?? evidence.asked.handshakeTimeoutMs;
  const waited = failure.stage === 'timeout';
  const first = interim[0];
  return {
    stage: 'http',
    cause: 'interim-responses-only',
    title: `${count(interim.length, `interim ${kinds.length === 1 ? `${kinds[0] ?? ''} ` : ''}response`)}, but no final one`,
    explanation:
      `The server sent ${listing(kinds)} ${interim.length === 1 ? 'once' : `${interim.length} times in all`}, which only means that it is still working, and ` +
      `${waited ? `gave no final answer within ${duration(ms)}` : 'then the connection ended without a final answer'}. An upgrade is granted by 101 alone.`,
    evidence: first === undefined ? [] : [statusQuote(first)],
    likelyCauses: [
      {
        cause: 'The application never finishes the request',
        because: 'Frameworks send 102 or 103 while a handler is still running.',
      },
      {
        cause: 'The server does not know the upgrade on this path',
        because: 'It treats the request as an ordinary long one.',
      },
    ],
    remedies: [
      { title: 'Look into the handler that the server runs for this path' },
      ...(waited
        ? [
            {
              title: `Wait longer: raise the time-out to ${duration(ms * 3)}`,
              change: { kind: 'timeout' as const, ms: ms * 3 },
            },
          ]
        : []),
    ],
    section: 'RFC 9110 §15.2',
  };
};
