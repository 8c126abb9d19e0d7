import type { Remedy } from '../../diagnosis.ts';
import { endingOf, endingQuotes, wasOpen } from '../../ending.ts';
import type { Evidence } from '../../evidence.ts';
import type { Rule } from '../../rule.ts';
import { count, duration } from '../../wording.ts';

/** A time-out of the user's own ended an open connection: the server was silent, or left our Ping unanswered. */
export const ownTimeout: Rule = (evidence) => {
  const { failure } = evidence;
  const ending = endingOf(evidence);
  if (!wasOpen(evidence) || failure === undefined || ending === undefined) return undefined;
  const told =
    failure.code === 'IDLE_TIMEOUT' ? idle(evidence) : failure.code === 'PONG_TIMEOUT' ? noPong(evidence) : undefined;
  return told && { stage: 'timeout', evidence: endingQuotes(evidence, ending), ...told };
};

const longer = (ms: number, path: string, what: string): Remedy => ({
  title: `Wait longer: raise ${what} from ${duration(ms)} to ${duration(ms * 3)}`,
  change: { kind: 'option', path, value: ms * 3 },
});

function idle({ failure, asked, traffic }: Evidence) {
  const ms = failure?.timeoutMs ?? asked.idleTimeoutMs ?? 0;
  const got = traffic.frames.server;
  return {
    cause: 'own-idle-timeout',
    title: `We closed the connection: the server sent nothing for ${duration(ms)}`,
    explanation: `The connection is set to be closed by us when the server is silent for ${duration(ms)}, and it was. It had sent ${got === 0 ? 'no frame' : count(got, 'frame')} before; nothing shows that anything is broken.`,
    likelyCauses: [
      { cause: 'The server has nothing to say for longer than that', because: 'Silence is legal in RFC 6455.' },
      {
        cause: 'The server waits for a message of ours first',
        because: `We had sent ${traffic.frames.client === 0 ? 'none' : count(traffic.frames.client, 'frame')}.`,
      },
    ],
    remedies: [
      longer(ms, 'idleTimeout', 'the time of silence'),
      { title: 'Send Pings, which the server has to answer', change: pingEach(ms) },
    ],
    section: 'RFC 6455 §5.5.2, §7.1.7',
  };
}

/** Often enough that an answer always comes in time. */
const pingEach = (ms: number) =>
  ({ kind: 'option', path: 'keepAlive.interval', value: Math.max(1, Math.floor(ms / 3)) }) as const;

function noPong({ failure, asked }: Evidence) {
  const ms = failure?.timeoutMs ?? asked.keepAlive?.timeoutMs ?? 0;
  return {
    cause: 'own-pong-timeout',
    title: `We ended the connection: no Pong came within ${duration(ms)} of our Ping`,
    explanation: `Keep-alive sends a Ping each ${duration(asked.keepAlive?.intervalMs ?? 0)}, and RFC 6455 has the server answer it. None came for ${duration(ms)}, so the connection counts as dead and TCP was ended without a Close frame.`,
    likelyCauses: [
      {
        cause: 'The connection is dead on the way, though neither end was told',
        because: 'A Ping was sent and nothing answered it.',
      },
      {
        cause: 'The server does not read, or does not handle control frames',
        because: 'Libraries answer Pings only while the application reads.',
      },
    ],
    remedies: [
      longer(ms, 'keepAlive.timeout', 'the time for a Pong'),
      { title: 'Have the server answer Pings; most libraries do it by themselves while they are reading' },
    ],
    section: 'RFC 6455 §5.5.2, §5.5.3',
  };
}
