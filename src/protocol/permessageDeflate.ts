/**
 * Inflation of RFC 7692 §7.2.2, synchronous. The window goes from message to message as zlib's dictionary; whenever zlib refuses,
 * or cannot judge (a reduced window), the payload is read again by our own reader, which can tell why.
 */
import { inflateRawSync } from 'node:zlib';
import { joinBytes } from '../base/joinBytes.ts';
import { endsWithTail, readPayload, type InflateFault, type PayloadReading } from './deflatePayload.ts';
import { SlidingWindow, WINDOW } from './slidingWindow.ts';

export type { InflateFault } from './deflatePayload.ts';

/** One inflation. `fault` is set when the payload was not what RFC 7692 §7.2 asks for; `bytes` then holds what could be had. */
interface Inflated {
  readonly bytes: Uint8Array;
  readonly fault: InflateFault | undefined;
  /** `bytes` is the whole message, whatever the fault is. */
  readonly whole: boolean;
}

export interface InflaterOptions {
  /** 8–15: what the sender agreed to keep to. */
  readonly maxWindowBits: number;
  readonly noContextTakeover: boolean;
  /** Bytes after which inflation of one message stops. */
  readonly maxLength: number;
  /** The window to go on from, as `Inflater.window()` gave it. */
  readonly window?: Uint8Array;
}

/** Inflates the compressed messages of one endpoint, one after the other (RFC 7692 §7.2.2). */
export interface Inflater {
  /** `payload` is a whole message's payload, fragments joined, without the tail 00 00 FF FF. */
  inflate(payload: Uint8Array): Inflated;
  /** A message was not given to `inflate`: what later ones refer to in it is unknown. */
  skip(): void;
  /** A copy of the last 32 KiB of output; empty when there is no context takeover. */
  window(): Uint8Array;
}

export type CreateInflater = (options: InflaterOptions) => Inflater;

const EMPTY = new Uint8Array(0);
const MARK = Uint8Array.of(0xa5, 0x3c, 0x96, 0x0f);
/** The tail, then a final stored block of our own: its mark comes out last only when the payload ended where it should. */
const CLOSING = Uint8Array.of(0x00, 0x00, 0xff, 0xff, 0x01, 0x04, 0x00, 0xfb, 0xff, ...MARK);

/** `engine` is what zlib's `info` option adds: `bytesWritten` counts the input that was used. */
interface WithEngine {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

/** What zlib makes of a payload that is right in every respect it can judge, else undefined. */
function inflateByZlib(payload: Uint8Array, dictionary: Uint8Array, cap: number): Uint8Array | undefined {
  const input = joinBytes([payload, CLOSING]);
  try {
    const result = inflateRawSync(input, {
      maxOutputLength: cap + MARK.length,
      info: true,
      ...(dictionary.length > 0 ? { dictionary } : {}),
    }) as unknown as WithEngine;
    const length = result.buffer.length - MARK.length;
    const marked = MARK.every((byte, index) => result.buffer[length + index] === byte);
    if (result.engine.bytesWritten !== input.length || !marked) return undefined;
    const bytes = result.buffer.subarray(0, length);
    // A stored block that lacks its last four bytes would swallow the tail.
    return endsWithTail(bytes) ? undefined : bytes;
  } catch {
    // zlib does not say enough: our own reader looks at the payload again.
    return undefined;
  }
}

class MessageInflater implements Inflater {
  readonly #options: InflaterOptions;
  /** Kept also without context takeover: it shows what a message refers to that should not. */
  readonly #window = new SlidingWindow();
  /** Bytes of the window that are surely what the sender's is; counts on from 0 after a fault. */
  #known = Number.POSITIVE_INFINITY;

  constructor(options: InflaterOptions) {
    this.#options = options;
    if (options.window !== undefined) this.#window.append(options.window);
  }

  inflate(payload: Uint8Array): Inflated {
    if (payload.length === 0) {
      const detail = 'has no bytes; even an empty message needs one byte 00';
      return { bytes: EMPTY, fault: { kind: 'empty', detail }, whole: true };
    }
    const { maxLength, maxWindowBits, noContextTakeover } = this.#options;
    const history = this.#window.view();
    if (maxWindowBits === 15 && this.#known >= WINDOW) {
      const bytes = inflateByZlib(payload, noContextTakeover ? EMPTY : history, maxLength);
      if (bytes !== undefined) {
        this.#window.append(bytes);
        return { bytes, fault: undefined, whole: true };
      }
    }
    const reading = readPayload(payload, history, maxLength);
    const reachFault = this.#reachFault(reading, history.length);
    const fault = reading.fault ?? reachFault;
    const right = reading.whole && reachFault?.kind !== 'victim' && reading.reach <= history.length;
    this.#window.replace(reading.window);
    this.#known = right ? this.#known + reading.length : 0;
    return { bytes: reading.output, fault, whole: right && fault?.kind !== 'cap' };
  }

  skip(): void {
    this.#known = 0;
  }

  window(): Uint8Array {
    return this.#options.noContextTakeover ? EMPTY : this.#window.view().slice();
  }

  /** What is wrong with how far the payload's references go back. */
  #reachFault({ maxDistance, reach }: PayloadReading, historyLength: number): InflateFault | undefined {
    const { maxWindowBits, noContextTakeover } = this.#options;
    const size = 2 ** maxWindowBits;
    if (reach > 0 && noContextTakeover) {
      const detail = `refers ${reach} bytes back into earlier messages although its sender agreed to no context takeover`;
      return { kind: 'context', detail };
    }
    if (reach > this.#known) {
      const detail = `refers ${reach} bytes back into earlier messages, one of which could not be inflated`;
      return { kind: 'victim', detail };
    }
    if (reach > historyLength) {
      const detail = `refers ${reach} bytes back, but only ${historyLength} bytes were compressed before it`;
      return { kind: 'context', detail };
    }
    if (maxDistance > size) {
      const detail = `refers ${maxDistance} bytes back; the agreed window has ${size} bytes (${maxWindowBits} bits)`;
      return { kind: 'window', detail };
    }
    return undefined;
  }
}

export const createInflater: CreateInflater = (options) => new MessageInflater(options);
