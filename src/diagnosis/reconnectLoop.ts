import type { Diagnosis } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { duration, quoted } from './wording.ts';

/** So many short lives in a row are no accident. */
const LOOP = 3;
/** A connection that stood longer did its work, in ms. */
const SHORT_MS = 10_000;

/** One attempt of a session and what ended it. */
export interface Life {
  readonly evidence: Evidence;
  readonly diagnosis: Diagnosis | undefined;
}

/** Milliseconds that it was open; undefined when it never was. */
function stood({ evidence: { traffic } }: Life): number | undefined {
  return traffic.openedMs === undefined || traffic.endedMs === undefined
    ? undefined
    : Math.max(0, traffic.endedMs - traffic.openedMs);
}

/** Opened and lost again and again: what the ends have in common leads. Undefined when it is no loop. */
export function reconnectLoop(lives: readonly Life[]): Diagnosis | undefined {
  const times: number[] = [];
  for (const life of lives.toReversed()) {
    const ms = stood(life);
    if (ms === undefined || ms > SHORT_MS || life.diagnosis === undefined) break;
    times.unshift(ms);
  }
  if (times.length < LOOP) return undefined;
  const looped = lives.slice(-times.length);
  const titles = new Set(looped.map(({ diagnosis }) => diagnosis?.cause));
  const last = looped.at(-1)?.diagnosis;
  const span =
    Math.max(...times) - Math.min(...times) < 500
      ? duration(Math.max(...times))
      : `${duration(Math.min(...times))} to ${duration(Math.max(...times))}`;
  return {
    stage: last?.stage ?? 'closing',
    cause: 'reconnect-loop',
    title: `Opened and lost ${times.length} times in a row, each time after ${span}`,
    explanation: `Each handshake was accepted, and each connection ended soon after.${last === undefined ? '' : ` ${titles.size === 1 ? 'All ended alike' : 'The last one ended so'}: ${last.title.replace(/\.$/, '')}.`} Reconnecting alone does not help, and servers count such clients as an attack.`,
    evidence: looped.map(({ diagnosis }, i) => ({
      text: `attempt ${lives.length - times.length + i + 1}: open for ${duration(times[i] ?? 0)}${diagnosis === undefined ? '' : `, then ${quoted(diagnosis.title)}`}`,
      source: { kind: 'phase', name: 'tcp' },
    })),
    likelyCauses: [
      ...(last?.likelyCauses.slice(0, 2) ?? []),
      {
        cause:
          'The server accepts everybody and refuses only after the upgrade, for credentials or a first message that is missing',
        because: 'It answers 101 each time, and never keeps the connection.',
      },
    ],
    remedies: [
      ...(last?.remedies ?? []),
      {
        title:
          'Have the client wait longer after each short connection, and give up after a few (exponential back-off)',
      },
    ],
    section: last?.section ?? 'RFC 6455 §7.2.3',
  };
}
