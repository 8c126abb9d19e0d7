import type { EvidenceQuote } from './diagnosis.ts';
import { opcodeName } from '../protocol/opcode.ts';
import type { Evidence, Failure, Traffic } from './evidence.ts';
import { frameQuote } from './quotes.ts';
import { bytes, count, duration, systemWords } from './wording.ts';

/** How a connection that was open came to its end, in numbers. Milliseconds. */
export interface Ending {
  readonly by: 'client' | 'server' | 'network';
  /** `lasting` when it has not ended, and the times count to the present. */
  readonly how: 'fin' | 'reset' | 'abandoned' | 'lasting';
  /** From the opening of the connection to its end. */
  readonly openFor: number | undefined;
  /** From the last frame, of either side, to the end; from the opening when there was none. */
  readonly idleFor: number | undefined;
}

/** True once the opening handshake was accepted by the client. */
export function wasOpen(evidence: Evidence): boolean {
  // The endpoint may refuse what we find legal, such as a server that selects no subprotocol.
  const { traffic, handshake, failure } = evidence;
  return traffic.openedMs !== undefined || (handshake?.accepted === true && failure === undefined);
}

/** The end of an open connection, or the present moment where the evidence has one; undefined while it lasts otherwise. */
export function endingOf(evidence: Evidence): Ending | undefined {
  const { traffic, closing, startedAt } = evidence;
  const ended = closing?.ended;
  const lasts = ended === undefined && traffic.endedMs === undefined;
  if (!wasOpen(evidence) || (lasts && traffic.nowMs === undefined)) return undefined;
  // The moment at which the first stream ended; the socket may be gone only later.
  const endMs =
    ended !== undefined && startedAt !== undefined ? (ended.at - startedAt) / 1000 : (traffic.endedMs ?? traffic.nowMs);
  const frames = [traffic.lastFrameMs.client, traffic.lastFrameMs.server].filter((ms) => ms !== undefined);
  const last = frames.length === 0 ? traffic.openedMs : Math.max(...frames);
  const openFor =
    endMs === undefined || traffic.openedMs === undefined ? undefined : Math.max(0, endMs - traffic.openedMs);
  const idleFor = endMs === undefined || last === undefined ? undefined : Math.max(0, endMs - last);
  return {
    // An endpoint does not abandon its own stream: we gave up reading it.
    by: ended?.how === 'abandoned' && ended.by === 'server' ? 'client' : (ended?.by ?? 'network'),
    how: ended?.how ?? (lasts ? 'lasting' : 'abandoned'),
    openFor,
    // A frame may come together with the 101, before the client calls the connection open.
    idleFor: idleFor === undefined ? undefined : Math.min(idleFor, openFor ?? idleFor),
  };
}

/** The present moment in milliseconds since the Unix epoch, when the evidence is about a connection that lasts. */
export function nowOf({ startedAt, traffic }: Evidence): number | undefined {
  return startedAt === undefined || traffic.nowMs === undefined ? undefined : startedAt / 1000 + traffic.nowMs;
}

/** What stands still for less long may go on by itself. */
export const STANDSTILL_MS = 1000;

/** `The server closed TCP (FIN)`, and so on. */
export function endingSentence({ by, how }: Ending): string {
  if (how === 'reset' && by === 'server') return 'The server (or something on the way) reset the TCP connection (RST)';
  const subject = by === 'server' ? 'The server' : by === 'client' ? 'Our side' : 'The network';
  if (how === 'lasting') return 'The connection is still open';
  if (how === 'fin') return `${subject} ended its half of the TCP connection (FIN)`;
  if (how === 'reset') return `${subject} reset the TCP connection (RST)`;
  return by === 'network' ? 'The connection was lost' : 'We gave the TCP connection up';
}

/** The last frame each way and the numbers, as quotes. */
export function endingQuotes(evidence: Evidence, ending: Ending): EvidenceQuote[] {
  const { traffic, closing, failure } = evidence;
  const source = endSource(evidence);
  const quotes: EvidenceQuote[] = [
    {
      text: `${endingSentence(ending)}${ending.openFor === undefined ? '' : ` ${duration(ending.openFor)} after the connection opened`}${ending.idleFor === undefined || traffic.frames.client + traffic.frames.server === 0 ? '' : `, ${duration(ending.idleFor)} after the last frame`}`,
      source,
    },
  ];
  for (const from of ['server', 'client'] as const) {
    const frame = traffic.lastFrame[from];
    const at = traffic.lastFrameMs[from];
    if (frame === undefined) continue;
    const when = at === undefined ? '' : ` at ${duration(at)}`;
    quotes.push(
      frameQuote(
        frame,
        `last frame from the ${from}: frame ${frame + 1}${when}, of ${count(traffic.frames[from], 'frame')}`,
      ),
    );
  }
  const { unfinishedMessage, lastFrame } = traffic;
  if (unfinishedMessage !== undefined)
    quotes.push({
      text: unfinishedSentence(unfinishedMessage),
      source: lastFrame.server === undefined ? source : { kind: 'frame', frame: lastFrame.server },
    });
  for (const close of [closing?.first, closing?.answer]) {
    if (close === undefined) continue;
    const code = close.code === undefined ? 'no code' : String(close.code);
    quotes.push(
      frameQuote(
        close.frame,
        `Close from the ${close.from}: ${code}${close.reason === '' ? '' : ` "${close.reason}"`}`,
      ),
    );
  }
  if (failure !== undefined && failure.stage !== 'cancelled' && !saysNothing(failure, ending)) {
    quotes.push({ text: `${failure.code}: ${systemWords(failure.message)}`, source });
  }
  return quotes;
}

/** `A text message was under way: 2 fragments (6 bytes) had come, and its last had not`. */
export function unfinishedSentence({
  opcode,
  fragments,
  bytes: length,
}: NonNullable<Traffic['unfinishedMessage']>): string {
  return `A ${opcodeName(opcode)} message was under way: ${count(fragments, 'fragment')} (${bytes(length)}) had come, and its last had not`;
}

/** Where an end of the open connection is to be looked up: at its last frame, or at TCP when there was none. */
export function endSource({ traffic: { lastFrame, lastFrameMs } }: Evidence): EvidenceQuote['source'] {
  const [latest] = (['server', 'client'] as const)
    .flatMap((from) => {
      const frame = lastFrame[from];
      return frame === undefined ? [] : [{ frame, at: lastFrameMs[from] ?? 0 }];
    })
    .sort((a, b) => b.at - a.at);
  return latest === undefined ? { kind: 'phase', name: 'tcp' } : { kind: 'frame', frame: latest.frame };
}

/** A reset is told with its time already; its bare code adds nothing. */
const saysNothing = ({ code, message }: Failure, { how }: Ending): boolean =>
  how === 'reset' && message.replace(/^The connection ended with |\.$/g, '') === code;

/** What the code means: it never crosses the wire (RFC 6455 §7.1.5). */
export const about1006 = 'The code 1006 is not from the wire: it is how a client reports an end without a Close frame.';
