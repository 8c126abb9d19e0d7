/**
 * Inflation of RFC 7692 §7.2.2, synchronous. The window goes from message to message as zlib's dictionary; whenever zlib refuses,
 * or cannot judge (a reduced window), the payload is read again by our own reader, which can tell why.
 */
import { inflateRawSync } from 'node:zlib';
import { joinBytes } from '../base/joinBytes.ts';
import { readDeflate, type DeflateReading } from './deflateReader.ts';

/** One inflation. `fault` is set when the payload was not what RFC 7692 §7.2 asks for; `bytes` then holds what could be had. */
export interface Inflated {
  readonly bytes: Uint8Array;
  readonly fault: InflateFault | undefined;
  /** `bytes` is the whole message, whatever the fault is. */
  readonly whole: boolean;
}

/**
 * Kinds: not deflate at all, ends inside a block, no payload where one byte 00 is due, refers back beyond the window, longer than
 * the cap, bytes after the final block, refers to earlier messages without leave or before the first, and, without any fault of
 * its own, refers to what an earlier message's fault made unknown.
 */
export interface InflateFault {
  readonly kind: 'garbage' | 'truncated' | 'empty' | 'window' | 'cap' | 'trailing' | 'context' | 'victim';
  /** A clause that goes on after "the compressed payload …". */
  readonly detail: string;
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

const WINDOW = 32_768;
const EMPTY = new Uint8Array(0);
/** RFC 7692 §7.2.1: what every sender cut off. */
const TAIL = Uint8Array.of(0x00, 0x00, 0xff, 0xff);
/** The tail, then a final empty block of our own: zlib reaches its end only when the payload ended where it should. */
const CLOSING = Uint8Array.of(0x00, 0x00, 0xff, 0xff, 0x03, 0x00);
/** A message beyond the cap is read on for its window's sake, up to this many caps. */
const WORK_FACTOR = 4;

const endsWithTail = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && TAIL.every((byte, index) => bytes[bytes.length - 4 + index] === byte);

/** The last 32 KiB of what came out, without a copy of all of it for each small message. */
class Window {
  #bytes = new Uint8Array(2 * WINDOW);
  #end = 0;

  view(): Uint8Array {
    return this.#bytes.subarray(Math.max(0, this.#end - WINDOW), this.#end);
  }

  replace(window: Uint8Array): void {
    this.#end = 0;
    this.append(window);
  }

  append(output: Uint8Array): void {
    const added = output.length > WINDOW ? output.subarray(output.length - WINDOW) : output;
    if (this.#bytes.length === 2 * WINDOW && this.#end > WINDOW) {
      const larger = new Uint8Array(8 * WINDOW);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    if (this.#end + added.length > this.#bytes.length) {
      const kept = Math.min(this.#end, WINDOW);
      this.#bytes.copyWithin(0, this.#end - kept, this.#end);
      this.#end = kept;
    }
    this.#bytes.set(added, this.#end);
    this.#end += added.length;
  }
}

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
      maxOutputLength: Math.max(1, cap),
      info: true,
      ...(dictionary.length > 0 ? { dictionary } : {}),
    }) as unknown as WithEngine;
    if (result.engine.bytesWritten !== input.length) return undefined;
    // A stored block that lacks its last four bytes would swallow the tail.
    return endsWithTail(result.buffer) ? undefined : result.buffer;
  } catch {
    // zlib does not say enough: our own reader looks at the payload again.
    return undefined;
  }
}

interface Reading {
  readonly output: Uint8Array;
  readonly window: Uint8Array;
  readonly maxDistance: number;
  readonly reach: number;
  readonly fault: InflateFault | undefined;
  /** Bytes that came out, also those beyond the cap. */
  readonly length: number;
  /** Every block was read to its end: the window is what the sender's is. */
  readonly whole: boolean;
}

/** What is wrong with how the first stream of blocks stopped; `input` is the payload with its tail. */
function stopFault(reading: DeflateReading, payload: Uint8Array, history: Uint8Array): InflateFault | undefined {
  switch (reading.stop) {
    case 'border':
      return reading.lastStored === 0
        ? undefined
        : { kind: 'truncated', detail: `ends inside a block, after ${reading.length} bytes had come out` };
    case 'final':
      return undefined;
    case 'too-long':
      return { kind: 'cap', detail: `inflates to more than ${reading.length} bytes` };
    case 'invalid':
      return { kind: 'garbage', detail: `is no DEFLATE data: ${reading.problem}` };
    case 'truncated': {
      const whole = readDeflate(payload, history, reading.length + 1);
      return whole.stop === 'border' && endsWithTail(payload)
        ? { kind: 'trailing', detail: 'still ends with 00 00 FF FF, which has to be cut off' }
        : { kind: 'truncated', detail: `ends inside a block, after ${reading.length} bytes had come out` };
    }
  }
}

/** Reads a payload with its tail, over final blocks too (RFC 7692 §7.2.3.4). */
function readPayload(payload: Uint8Array, history: Uint8Array, cap: number): Reading {
  const input = joinBytes([payload, TAIL]);
  const first = readDeflate(input, history, cap, cap * WORK_FACTOR);
  let { output, window, maxDistance, reach, length, stop } = first;
  let fault = stopFault(first, payload, history);
  let at = first.consumed;
  // Whether the message is whole: so it is when only what follows its last block is wrong.
  let whole = fault === undefined || fault.kind === 'trailing';
  while (stop === 'final' && length <= cap) {
    if (at >= payload.length) {
      fault = {
        kind: 'truncated',
        detail: 'ends with a final block; the byte 00 of an empty block is missing after it',
      };
      break;
    }
    const next = readDeflate(input.subarray(at), window, cap - length, cap * WORK_FACTOR);
    fault = stopFault(next, payload, history);
    if (fault !== undefined && fault.kind !== 'cap') {
      fault = { kind: 'trailing', detail: `goes on for ${payload.length - at} bytes after its final block` };
      break;
    }
    whole = fault === undefined;
    if (next.length > 0) output = joinBytes([output, next.output]);
    window = next.window;
    maxDistance = Math.max(maxDistance, next.maxDistance);
    reach = Math.max(reach, next.reach - length);
    at += next.consumed;
    length += next.length;
    stop = next.stop;
  }
  if (length > cap) fault = { kind: 'cap', detail: `inflates to more than ${cap} bytes` };
  return { output, window, maxDistance, reach, fault, length, whole };
}

class MessageInflater implements Inflater {
  readonly #options: InflaterOptions;
  /** Kept also without context takeover: it shows what a message refers to that should not. */
  readonly #window = new Window();
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
      if (bytes !== undefined && bytes.length <= maxLength) {
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
  #reachFault({ maxDistance, reach }: Reading, historyLength: number): InflateFault | undefined {
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
