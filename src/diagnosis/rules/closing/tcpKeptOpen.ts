import { endingOf, endingQuotes, nowOf, STANDSTILL_MS } from '../../ending.ts';
import type { Rule } from '../../rule.ts';
import { duration } from '../../wording.ts';

/** Both Close frames were exchanged and the server did not end TCP, which is its part (RFC 6455 §7.1.1). */
export const tcpKeptOpen: Rule = (evidence) => {
  const { closing, failure } = evidence;
  if (closing?.clean !== true) return undefined;
  const gaveUp =
    failure?.code === 'CLOSE_TIMEOUT' || (closing.ended?.how === 'abandoned' && closing.ended.by !== 'server');
  const ending = endingOf(evidence);
  const last = closing.answer ?? closing.first;
  const until = closing.ended === undefined ? nowOf(evidence) : closing.ended.at / 1000;
  const waited =
    failure?.timeoutMs ?? (until === undefined || last === undefined ? undefined : Math.max(0, until - last.at / 1000));
  const standsStill = ending?.how === 'lasting' && waited !== undefined && waited >= STANDSTILL_MS;
  if (ending === undefined || (!gaveUp && !standsStill)) return undefined;
  return {
    stage: 'closing',
    cause: 'tcp-kept-open',
    title: 'The closing handshake is done, but the server keeps TCP open',
    explanation: `Both Close frames were exchanged, after which the server ends the TCP connection. It did not${waited === undefined ? '' : ` within ${duration(waited)}`}${standsStill ? ', so far' : ', so we closed it'}.`,
    evidence: endingQuotes(evidence, ending),
    likelyCauses: [
      {
        cause: 'The server forgets to end the socket after the closing handshake',
        because: 'Such connections pile up until it runs out of them.',
      },
      {
        cause: 'A proxy keeps its side open although the server closed',
        because: 'Two TCP connections are behind each other.',
      },
    ],
    remedies: [{ title: 'Have the server end the TCP connection once both Close frames were exchanged' }],
    section: 'RFC 6455 §7.1.1',
  };
};
