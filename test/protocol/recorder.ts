import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { frameId, micros } from '../../src/base/branded.ts';
import type { ClosingHandshake, StreamEnd } from '../../src/protocol/closingHandshake.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import type { FrameEnd, FrameHeader, Message } from '../../src/protocol/frame.ts';
import type { RequestHead, ResponseHead } from '../../src/protocol/httpHead.ts';
import type { HandshakeResult } from '../../src/protocol/openingHandshake.ts';
import { type PlainRun, tellEach } from '../../src/protocol/plainRun.ts';
import type { ResponseBody } from '../../src/protocol/responseBody.ts';
import { createTranscript, type TranscriptOptions, type TranscriptSink } from '../../src/protocol/transcript.ts';
import type { Violation, ViolationRule } from '../../src/protocol/violation.ts';

/** One piece of a connection: bytes from an endpoint, or the end of its stream. */
export type Piece =
  { readonly from: Endpoint; readonly bytes: Uint8Array } | { readonly from: Endpoint; readonly end: StreamEnd };

export type Told =
  | { readonly kind: 'request'; readonly head: RequestHead }
  | { readonly kind: 'response'; readonly head: ResponseHead }
  | { readonly kind: 'handshake'; readonly result: HandshakeResult }
  | { readonly kind: 'body'; readonly body: ResponseBody }
  | { readonly kind: 'frameStart'; readonly frame: number; readonly header: FrameHeader }
  | { readonly kind: 'frameEnd'; readonly end: FrameEnd }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'violation'; readonly violation: Violation; readonly frame: number | undefined }
  | { readonly kind: 'closing'; readonly state: ClosingHandshake };

/** Everything a transcript told, kept; the time is always 0 so that runs can be compared. */
export class Recorder implements TranscriptSink {
  readonly told: Told[] = [];
  request = (head: RequestHead): void => void this.told.push({ kind: 'request', head });
  response = (head: ResponseHead): void => void this.told.push({ kind: 'response', head });
  handshake = (result: HandshakeResult): void => void this.told.push({ kind: 'handshake', result });
  body = (body: ResponseBody): void => void this.told.push({ kind: 'body', body });
  frameStart = (frame: number, header: FrameHeader): void =>
    void this.told.push({ kind: 'frameStart', frame, header: copyOf(header) });
  frameEnd = (end: FrameEnd): void => void this.told.push({ kind: 'frameEnd', end: { ...end } });
  message = (message: Message): void => void this.told.push({ kind: 'message', message: { ...message } });
  violation = (violation: Violation, frame: number | undefined): void =>
    void this.told.push({ kind: 'violation', violation, frame });
  closing = (state: ClosingHandshake): void => void this.told.push({ kind: 'closing', state });

  of<K extends Told['kind']>(kind: K): Extract<Told, { kind: K }>[] {
    return this.told.filter((each): each is Extract<Told, { kind: K }> => each.kind === kind);
  }

  /** Rules of all violations, those of heads and handshake first. */
  get rules(): ViolationRule[] {
    const handshakes = this.of('handshake').flatMap(({ result }) => result.violations);
    return [...handshakes, ...this.of('violation').map(({ violation }) => violation)].map(({ rule }) => rule);
  }

  /** Every violation in the order of telling; those of a head count once, though the handshake repeats them. */
  get allViolations(): Violation[] {
    const judged = new Set<RequestHead | ResponseHead>(
      this.of('handshake').flatMap(({ result }) => [result.request, result.response]),
    );
    return this.told.flatMap((each): readonly Violation[] => {
      if (each.kind === 'violation') return [each.violation];
      if (each.kind === 'handshake') return each.result.violations;
      return (each.kind === 'request' || each.kind === 'response') && !judged.has(each.head)
        ? each.head.violations
        : [];
    });
  }

  get sentences(): string[] {
    const handshakes = this.of('handshake').flatMap(({ result }) => result.violations);
    return [...handshakes, ...this.of('violation').map(({ violation }) => violation)].map(({ sentence }) => sentence);
  }

  get headers(): FrameHeader[] {
    return this.of('frameStart').map(({ header }) => header);
  }

  get messages(): Message[] {
    return this.of('message').map(({ message }) => message);
  }
}

/** What a header is documented to have: the decoder's own has more, some of it left over from frames before. */
function copyOf(header: FrameHeader): FrameHeader {
  const { from, wireOffset, fin, rsv1, rsv2, rsv3, opcode, masked, maskingKey } = header;
  const { lengthForm, payloadLength, headerLength } = header;
  return {
    ...{ from, wireOffset, fin, rsv1, rsv2, rsv3, opcode, masked, maskingKey },
    ...{ lengthForm, payloadLength, headerLength },
  };
}

/** One that takes messages by runs, and notes each. */
export class RunRecorder extends Recorder {
  plainMessages = (run: PlainRun): void => tellEach(run, this);
}

export const bytesOf = (...parts: readonly (string | Uint8Array | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Uint8Array.from(part))));

/** Bytes written as hexadecimal, spaces as one likes. */
export const hex = (text: string): Uint8Array => Buffer.from(text.replace(/\s/g, ''), 'hex');

export const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
export const ACCEPT = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

export const requestText = (...more: readonly string[]): string =>
  [
    'GET /chat HTTP/1.1',
    'Host: server.example.com',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${KEY}`,
    'Sec-WebSocket-Version: 13',
    ...more,
    '',
    '',
  ].join('\r\n');

export const responseText = (...more: readonly string[]): string =>
  [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${ACCEPT}`,
    ...more,
    '',
    '',
  ].join('\r\n');

export const OFFER = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits';

/** A good opening handshake; `deflate` is the answer to the offer of permessage-deflate, such as `permessage-deflate`. */
export function opening(deflate?: string): Piece[] {
  return [
    { from: 'client', bytes: bytesOf(requestText(OFFER)) },
    {
      from: 'server',
      bytes: bytesOf(deflate === undefined ? responseText() : responseText(`Sec-WebSocket-Extensions: ${deflate}`)),
    },
  ];
}

/** Plays pieces to a new transcript; each is cut into chunks of `chunk` bytes. Whoever takes runs must be told the same. */
export function play(pieces: readonly Piece[], options: TranscriptOptions = {}, chunk = Infinity): Recorder {
  const recorder = playTo(new Recorder(), pieces, options, chunk);
  const byRuns = playTo(new RunRecorder(), pieces, options, chunk);
  if (!isDeepStrictEqual(byRuns.told, recorder.told)) throw new Error('A sink that takes runs is told something else.');
  return recorder;
}

function playTo(recorder: Recorder, pieces: readonly Piece[], options: TranscriptOptions, chunk: number): Recorder {
  const transcript = createTranscript(recorder, { firstFrame: frameId(0), ...options });
  for (const piece of pieces) {
    if ('end' in piece) transcript.end(piece.from, piece.end, micros(0));
    else {
      for (let at = 0; at < piece.bytes.length; at += chunk) {
        // A copy, as a socket gives it, that is overwritten afterwards: nothing may rely on the chunk after the call.
        const part = Buffer.from(piece.bytes.subarray(at, Math.min(piece.bytes.length, at + chunk)));
        transcript.push(piece.from, part, micros(0));
        part.fill(0xee);
      }
    }
  }
  return recorder;
}

/** Plays what the server writes after a good handshake, then FIN. */
export const playServer = (bytes: Uint8Array, deflate?: string, options: TranscriptOptions = {}): Recorder =>
  play([...opening(deflate), { from: 'server', bytes }, { from: 'server', end: 'fin' }], options);
