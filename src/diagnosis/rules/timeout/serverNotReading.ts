import { wasOpen } from '../../ending.ts';
import type { EvidenceQuote } from '../../diagnosis.ts';
import { frameQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { bytes, count, duration } from '../../wording.ts';

/** A large message on a slow line may well wait for some time, in ms. */
const PATIENCE_MS = 5000;

/** What we send piles up: the server's TCP window is closed, so its application does not read (RFC 9293 §3.8.6). */
export const serverNotReading: Rule = (evidence) => {
  const { traffic } = evidence;
  const { unsent } = traffic;
  if (!wasOpen(evidence) || unsent === undefined || unsent.forMs < PATIENCE_MS) return undefined;
  const waits = `${bytes(unsent.bytes)} of ours ${unsent.bytes === 1 ? 'waits' : 'wait'} to be sent`;
  const last = traffic.lastFrame.client;
  const quotes: EvidenceQuote[] = [
    {
      text: `${waits}; the write under way began ${duration(unsent.forMs)} ago`,
      source: { kind: 'phase', name: 'tcp' },
    },
    ...(last === undefined
      ? []
      : [
          frameQuote(
            last,
            `last frame from the client: frame ${last + 1}, of ${count(traffic.frames.client, 'frame')}`,
          ),
        ]),
  ];
  return {
    stage: 'timeout',
    cause: 'server-not-reading',
    title: `The server does not read: ${waits}, for ${duration(unsent.forMs)}`,
    explanation: `Our messages fill the buffers of both systems and then our own, since the server takes nothing off the connection: ${waits}, and the write under way has not come to its end for ${duration(unsent.forMs)}. TCP holds a sender back like that (flow control); it is not lost, only not read.`,
    evidence: quotes,
    likelyCauses: [
      {
        cause: 'The server’s application is busy or stuck, and does not read its socket',
        because: 'The system there would take the bytes if there was room in the buffer.',
      },
      {
        cause: 'The server waits for us to read, while we wait for it',
        because: `It had sent ${count(traffic.frames.server, 'frame')}.`,
      },
      { cause: 'We send faster than the server can work', because: 'A buffer that stays full looks the same.' },
    ],
    remedies: [
      {
        title: 'Look what the server is doing: a blocking call or a lock in the handler of messages stops its reading',
      },
      { title: 'Send less at a time, and wait for the server’s answers in between' },
    ],
    section: 'RFC 9293 §3.8.6, RFC 6455 §7.1.7',
  };
};
