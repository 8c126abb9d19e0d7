import { about1006, endingOf, endingQuotes, endingSentence } from '../../ending.ts';
import { knownLimit } from '../../idleTimeouts.ts';
import { answerPings } from './answerPings.ts';
import type { Rule } from '../../rule.ts';
import { duration } from '../../wording.ts';

/** Shorter silences happen in any conversation. */
const SILENCE_MS = 1000;

/** The connection was dropped after a time without traffic: an idle timeout, or a limit on its whole life. */
export const idle: Rule = (evidence) => {
  const { closing } = evidence;
  const ending = endingOf(evidence);
  if (ending === undefined || closing?.clean === true || closing?.first !== undefined || ending.by === 'client')
    return undefined;
  if (ending.how === 'lasting') return undefined;
  const { idleFor, openFor } = ending;
  if (idleFor === undefined) return undefined;
  const limit = knownLimit(idleFor);
  const life = openFor === undefined || idleFor >= openFor * 0.98 ? undefined : knownLimit(openFor);
  if (idleFor < SILENCE_MS && life === undefined) return undefined;
  const about = {
    stage: 'closing' as const,
    evidence: endingQuotes(evidence, ending),
    section: 'RFC 6455 §7.1.5, §5.5.2',
  };
  if (limit === undefined && life !== undefined && openFor !== undefined) {
    return {
      ...about,
      cause: 'lifetime-limit',
      title: `Closed without a Close frame after ${duration(openFor)}: looks like a limit on the whole connection`,
      explanation: `${endingSentence(ending)} ${duration(openFor)} after the connection opened, although a frame had come ${duration(idleFor)} before. ${life.seconds} s is a time limit of ${life.of}. ${about1006}`,
      likelyCauses: [
        {
          cause: 'A proxy or load balancer ends every connection after that time',
          because: `${duration(openFor)} is close to ${life.seconds} s.`,
        },
      ],
      remedies: [
        { title: 'Raise the request timeout of the proxy or load balancer for this path' },
        { title: 'Have the client connect again by itself' },
      ],
    };
  }
  const every = Math.max(1, Math.floor(idleFor / 2000));
  return {
    ...about,
    cause: 'idle-timeout',
    title: `Closed without a Close frame after ${duration(idleFor)} without traffic: looks like an idle timeout`,
    explanation: `${endingSentence(ending)} when nothing had been sent either way for ${duration(idleFor)}.${limit === undefined ? '' : ` ${limit.seconds} s is the default of ${limit.of}.`} ${about1006}`,
    likelyCauses: [
      {
        cause: 'A proxy, load balancer or firewall between us and the server closes idle connections',
        because:
          limit === undefined
            ? `The connection was silent for ${duration(idleFor)}.`
            : `${duration(idleFor)} is close to ${limit.seconds} s, known of ${limit.of}.`,
      },
      {
        cause: 'The server itself drops clients that it has not heard from',
        because: 'It expects messages or Pings from the client.',
      },
    ],
    remedies: [
      ...answerPings(evidence),
      {
        title: `Send a Ping every ${every} s to keep the connection alive`,
        change: { kind: 'option', path: 'keepAlive.interval', value: every * 1000 },
      },
      { title: 'Raise the idle timeout of the proxy for this path (nginx: proxy_read_timeout)' },
    ],
  };
};
