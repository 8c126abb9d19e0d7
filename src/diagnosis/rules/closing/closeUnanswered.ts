import { endingOf, endingQuotes, endingSentence, nowOf, STANDSTILL_MS } from '../../ending.ts';
import type { Rule } from '../../rule.ts';
import { duration } from '../../wording.ts';

/** We sent Close and no Close came back (RFC 6455 §5.5.1: an endpoint that gets one must send one). */
export const closeUnanswered: Rule = (evidence) => {
  const { closing, failure } = evidence;
  const first = closing?.first;
  const ending = endingOf(evidence);
  if (closing === undefined || first?.from !== 'client' || closing.answer !== undefined || ending === undefined)
    return undefined;
  const until = closing.ended === undefined ? nowOf(evidence) : closing.ended.at / 1000;
  const waited = failure?.timeoutMs ?? (until === undefined ? undefined : Math.max(0, until - first.at / 1000));
  const lasting = ending.how === 'lasting';
  if (lasting && (waited === undefined || waited < STANDSTILL_MS)) return undefined;
  const byServer = ending.by === 'server' && ending.how !== 'abandoned';
  const time = waited === undefined ? '' : ` ${duration(waited)}`;
  const code = first.code ?? 'no code';
  const about = {
    stage: 'closing' as const,
    evidence: endingQuotes(evidence, ending),
    section: 'RFC 6455 §5.5.1, §7.1.1',
  };
  if (byServer) {
    return {
      ...about,
      cause: 'close-answered-by-tcp-only',
      title: `The server ${ending.how === 'reset' ? 'reset the connection' : 'closed TCP'} without answering our Close`,
      explanation: `We sent Close with ${code}. ${endingSentence(ending)}${time} later, with no Close frame of its own, so it is not known whether it got everything that was sent.`,
      likelyCauses: [
        {
          cause: 'The server treats a Close as the end and drops the socket',
          because: 'It ended TCP right on our Close.',
        },
        {
          cause: 'A proxy in between ended the connection',
          because: 'Proxies close TCP without knowing about Close frames.',
        },
      ],
      remedies: [{ title: 'Have the server answer a Close with a Close before it ends TCP' }],
    };
  }
  return {
    ...about,
    cause: 'close-unanswered',
    title: `The server did not answer our Close${waited === undefined ? '' : ` within${time}`}`,
    explanation: `We sent Close with ${code} and waited${time === '' ? '' : time}; no Close frame came back, and the server kept the connection open.${lasting ? '' : ' So we ended it ourselves.'}`,
    likelyCauses: [
      { cause: 'The server does not handle Close frames', because: 'An endpoint that gets one has to send one.' },
      {
        cause: 'The server is stuck, or busy with what came before',
        because: 'A Close waits its turn behind other frames.',
      },
    ],
    remedies: [
      { title: 'Have the server answer a Close with a Close' },
      { title: 'Look whether the server still reacts at all: send a Ping' },
    ],
  };
};
