import { endingOf, endingQuotes, endingSentence, wasOpen, about1006 } from '../../ending.ts';
import type { Rule } from '../../rule.ts';
import { count, duration } from '../../wording.ts';

/** A Ping that was sent right before the end may well have lacked the time for its answer. */
const FAIR_WAIT_MS = 1000;

/** Our Pings stayed without a Pong (RFC 6455 §5.5.2: one must be sent unless a Close came before). */
export const pingsUnanswered: Rule = (evidence) => {
  const { traffic, closing, startedAt } = evidence;
  const ending = endingOf(evidence);
  if (!wasOpen(evidence) || traffic.unansweredPings === 0 || ending === undefined) return undefined;
  const firstClose =
    closing?.first === undefined || startedAt === undefined ? undefined : (closing.first.at - startedAt) / 1000;
  const until = firstClose ?? traffic.endedMs ?? traffic.nowMs;
  const oldest = traffic.oldestUnansweredPingMs;
  const waited = until === undefined || oldest === undefined ? undefined : until - oldest;
  const clean = closing?.clean === true;
  if (waited === undefined ? clean || ending.how === 'lasting' : waited < FAIR_WAIT_MS) return undefined;
  const pings = count(traffic.unansweredPings, 'Ping');
  const lost = !clean && ending.by !== 'server' && ending.how !== 'lasting';
  return {
    stage: 'closing',
    cause: 'pings-unanswered',
    title: `${pings} unanswered${waited === undefined ? '' : ` for ${duration(waited)}`}`,
    explanation:
      `We sent ${pings} and got no Pong${waited === undefined ? '' : `, for ${duration(waited)}`}. ` +
      (clean
        ? 'The connection was closed in good order all the same; a server has to answer each Ping.'
        : `${endingSentence(ending)}.${ending.how === 'lasting' ? '' : ` ${about1006}`}`),
    evidence: endingQuotes(evidence, ending),
    likelyCauses: lost
      ? [
          {
            cause: 'The connection is dead on the way, though neither end was told',
            because: 'Nothing came back for all that time.',
          },
          handling,
        ]
      : [handling],
    remedies: [{ title: 'Have the server answer Pings; most libraries do it by themselves while they are reading' }],
    section: 'RFC 6455 §5.5.2, §5.5.3',
  };
};

const handling = {
  cause: 'The server does not read, or does not handle control frames',
  because: 'Libraries answer Pings only while the application reads.',
};
