/** Collects the bytes of one HTTP head until the empty line that ends it (RFC 9112 §2.1). */
import { octetAt } from './octets.ts';

export interface HeadLimits {
  readonly maxBytes: number;
  readonly maxLines: number;
}

/** Far above what any server accepts, far below what would hurt. */
const HEAD_LIMITS: HeadLimits = { maxBytes: 262_144, maxLines: 10_000 };

/** `foreign`: the bytes cannot be the start of an HTTP message. */
export type HeadState = 'incomplete' | 'complete' | 'foreign' | 'too-large' | 'too-many-lines';

/** As many bytes as are looked at before a foreign protocol is named: a TLS alert has seven. */
const FOREIGN_SAMPLE = 7;

const CR = 0x0d;
const LF = 0x0a;

/** Says of the first bytes after empty lines whether a message may begin so; undefined while too few have come. */
export type StartTest = (bytes: Uint8Array) => boolean | undefined;

export const startsLikeResponse: StartTest = (bytes) => {
  const wanted = 'http/';
  for (let index = 0; index < wanted.length; index += 1) {
    const byte = bytes[index];
    if (byte === undefined) return undefined;
    if (String.fromCharCode(byte).toLowerCase() !== wanted.charAt(index)) return false;
  }
  return true;
};

/** A method is a token (RFC 9110 §9.1), and every registered one begins with a letter. */
export const startsLikeRequest: StartTest = (bytes) => {
  const [first] = bytes;
  return first === undefined ? undefined : (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a);
};

export class HeadCollector {
  readonly #starts: StartTest;
  readonly #limits: HeadLimits;
  #bytes = new Uint8Array(1024);
  #length = 0;
  #lines = 0;
  /** Bytes of the line that has begun, without its CR. */
  #lineLength = 0;
  #begun = false;
  #likely: boolean | undefined;
  #startAt = 0;

  constructor(starts: StartTest, limits: HeadLimits = HEAD_LIMITS) {
    this.#starts = starts;
    this.#limits = limits;
  }

  /** A copy of what was collected. */
  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  get length(): number {
    return this.#length;
  }

  /** Lines that came whole. */
  get lines(): number {
    return this.#lines;
  }

  /** What the collected bytes are when no more will come. */
  end(): HeadState {
    return this.#likely === false ? 'foreign' : 'incomplete';
  }

  /** Takes bytes from `start` on up to the head's last one; `next` is the first byte that was not taken. */
  push(bytes: Uint8Array, start: number): { readonly state: HeadState; readonly next: number } {
    let next = start;
    while (next < bytes.length) {
      const byte = octetAt(bytes, next);
      next += 1;
      const state = this.#take(byte);
      if (state !== 'incomplete') return { state, next };
    }
    return { state: 'incomplete', next };
  }

  #take(byte: number): HeadState {
    this.#append(byte);
    if (byte === LF) {
      this.#lines += 1;
      const empty = this.#lineLength === 0;
      this.#lineLength = 0;
      if (this.#likely === false) return 'foreign';
      if (empty && this.#begun) return 'complete';
      if (this.#lines >= this.#limits.maxLines) return 'too-many-lines';
    } else if (byte !== CR || this.#lineLength > 0) {
      if (!this.#begun) this.#startAt = this.#length - 1;
      this.#begun = true;
      this.#lineLength += 1;
      if (this.#likely !== true) this.#likely = this.#starts(this.#bytes.subarray(this.#startAt, this.#length));
    }
    if (this.#likely === false && this.#length - this.#startAt >= FOREIGN_SAMPLE) return 'foreign';
    return this.#length >= this.#limits.maxBytes ? 'too-large' : 'incomplete';
  }

  #append(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
}
