import { endingOf, endingQuotes, nowOf, STANDSTILL_MS } from '../../ending.ts';
import type { Evidence } from '../../evidence.ts';
import type { Rule } from '../../rule.ts';
import { duration } from '../../wording.ts';

/** A server far away may well take a second or two to end TCP. */
const LONG_MS = 5000;

/** The end of the socket, in milliseconds since the Unix epoch. */
function endOf({ closing, startedAt, traffic }: Evidence): number | undefined {
  if (closing?.ended?.how === 'abandoned') return closing.ended.at / 1000;
  return startedAt === undefined || traffic.endedMs === undefined ? undefined : startedAt / 1000 + traffic.endedMs;
}

/** Both Close frames were exchanged and the server did not end TCP, which is its part (RFC 6455 §7.1.1). */
export const tcpKeptOpen: Rule = (evidence) => {
  const { closing, failure } = evidence;
  if (closing?.clean !== true) return undefined;
  const ending = endingOf(evidence);
  const last = closing.answer ?? closing.first;
  if (ending === undefined || last === undefined || (ending.by === 'server' && ending.how !== 'lasting'))
    return undefined;
  // Our own FIN follows the Close frames at once; how long the server took is told by the end of the socket.
  const lasting = evidence.traffic.endedMs === undefined && closing.ended?.how !== 'abandoned';
  const until = lasting ? nowOf(evidence) : endOf(evidence);
  const waited = failure?.timeoutMs ?? (until === undefined ? undefined : Math.max(0, until - last.at / 1000));
  const gaveUp = failure?.code === 'CLOSE_TIMEOUT' || closing.ended?.how === 'abandoned';
  const patience = lasting ? STANDSTILL_MS : LONG_MS;
  if (!gaveUp && (waited === undefined || waited < patience)) return undefined;
  return {
    stage: 'closing',
    cause: 'tcp-kept-open',
    title: 'The closing handshake is done, but the server keeps TCP open',
    explanation: `Both Close frames were exchanged, after which the server ends the TCP connection. It did not${waited === undefined ? '' : ` within ${duration(waited)}`}${lasting && !gaveUp ? ', so far' : ', so we closed it'}.`,
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
