import { createHash } from 'node:crypto';
import { constants, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import { type Micros, micros } from '../../src/base/branded.ts';
import type { AttemptRecorder } from '../../src/capture/capture.ts';
import type { StreamEnd } from '../../src/protocol/closingHandshake.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import { encodeFrame, type FrameToEncode } from '../../src/protocol/frameEncoder.ts';
import { START, utf8 } from './captureStreams.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** One thing that happens on the wire. */
export type WireEvent =
  | { readonly from: Endpoint; readonly bytes: Uint8Array; readonly at: Micros }
  | { readonly from: Endpoint; readonly end: StreamEnd; readonly at: Micros };

/** Builds a conversation; every event comes one millisecond after the one before. */
export class Conversation {
  readonly events: WireEvent[] = [];
  #at: number = START;

  /** The opening handshake; `extensions` is what both sides say. */
  open(extensions?: string): this {
    const line = extensions === undefined ? '' : `Sec-WebSocket-Extensions: ${extensions}\r\n`;
    this.bytes(
      'client',
      utf8(
        'GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          `Sec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n${line}\r\n`,
      ),
    );
    return this.bytes(
      'server',
      utf8(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          `Sec-WebSocket-Accept: ${ACCEPT}\r\n${line}\r\n`,
      ),
    );
  }

  bytes(from: Endpoint, ...parts: readonly Uint8Array[]): this {
    this.events.push({ from, bytes: Buffer.concat(parts), at: this.#next() });
    return this;
  }

  /** Frames in one chunk; the client's are masked. */
  frames(from: Endpoint, ...frames: readonly FrameToEncode[]): this {
    const maskingKey = from === 'client' ? 0xa1b2c3d4 : undefined;
    return this.bytes(from, ...frames.map((frame) => encodeFrame({ maskingKey, ...frame })));
  }

  end(from: Endpoint, end: StreamEnd = 'fin'): this {
    this.events.push({ from, end, at: this.#next() });
    return this;
  }

  playTo(recorder: AttemptRecorder): void {
    for (const event of this.events) play(recorder, event);
  }

  #next(): Micros {
    this.#at += 1000;
    return micros(this.#at);
  }
}

export function play(recorder: AttemptRecorder, event: WireEvent): void {
  if ('bytes' in event) recorder.bytes(event.from, event.bytes, event.at);
  else recorder.end(event.from, event.end, event.at);
}

/** Compresses messages as RFC 7692 §7.2.1 says, with context takeover from one to the next. */
export class Deflater {
  readonly #deflate: DeflateRaw = createDeflateRaw();
  #parts: Buffer[] = [];

  constructor() {
    this.#deflate.on('data', (part: Buffer) => this.#parts.push(part));
  }

  async message(payload: Uint8Array): Promise<Uint8Array> {
    this.#deflate.write(payload);
    await new Promise<void>((resolve) => {
      this.#deflate.flush(constants.Z_SYNC_FLUSH, resolve);
    });
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    // The tail 00 00 FF FF is left out on the wire.
    return bytes.subarray(0, -4);
  }
}
