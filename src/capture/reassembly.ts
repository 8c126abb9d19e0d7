import { copyBytes } from '../base/copyBytes.ts';

/** Bytes kept of segments that came before what stands in front of them. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;
const MAX_HELD_SEGMENTS = 20_000;

interface Held {
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly fileOffset: number;
}

/** `bytes` last for the call only; they stand at `fileOffset` in the file. */
type Deliver = (bytes: Uint8Array, fileOffset: number) => void;

/**
 * One direction of a TCP connection put in order (RFC 9293 §3.4): segments may come early, twice, or overlap. Of bytes
 * that came twice the first ones count.
 */
export class Reassembly {
  readonly #deliver: Deliver;
  #next: number | undefined;
  #held: Held[] = [];
  #heldBytes = 0;
  #delivered = 0;
  #over = false;

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  /** The sequence number due next; undefined before anything was seen. */
  get next(): number | undefined {
    return this.#next;
  }

  /** It delivered bytes. */
  get alive(): boolean {
    return this.#delivered > 0;
  }

  /** The first byte has that sequence number. */
  startAt(seq: number): void {
    this.#next ??= seq >>> 0;
  }

  /** A sentence when too much is held for what stands before it: the direction then ends there. */
  push(seq: number, bytes: Uint8Array, fileOffset: number): string | undefined {
    if (this.#over || bytes.length === 0) return undefined;
    this.#next ??= seq;
    if (distance(this.#next, seq) > 0) return this.#hold(seq, bytes, fileOffset);
    this.#take(seq, bytes, fileOffset);
    this.#drain();
    return undefined;
  }

  /** No more will come. A sentence when bytes are missing before what is held. */
  finish(): string | undefined {
    const sentence = this.#missing();
    this.#over = true;
    this.#held = [];
    return sentence;
  }

  #take(seq: number, bytes: Uint8Array, fileOffset: number): void {
    const known = -distance(this.#next ?? seq, seq);
    if (known >= bytes.length) return;
    const fresh = known > 0 ? bytes.subarray(known) : bytes;
    this.#next = (seq + bytes.length) >>> 0;
    this.#delivered += fresh.length;
    this.#deliver(fresh, fileOffset + known);
  }

  #hold(seq: number, bytes: Uint8Array, fileOffset: number): string | undefined {
    this.#held.push({ seq, bytes: copyBytes(bytes), fileOffset });
    this.#heldBytes += bytes.length;
    if (this.#heldBytes <= MAX_HELD_BYTES && this.#held.length <= MAX_HELD_SEGMENTS) return undefined;
    return this.finish();
  }

  #drain(): void {
    if (this.#held.length === 0) return;
    const next = this.#next ?? 0;
    this.#held.sort((a, b) => distance(next, a.seq) - distance(next, b.seq));
    let taken = 0;
    for (const { seq, bytes, fileOffset } of this.#held) {
      if (distance(this.#next ?? seq, seq) > 0) break;
      this.#take(seq, bytes, fileOffset);
      this.#heldBytes -= bytes.length;
      taken += 1;
    }
    this.#held.splice(0, taken);
  }

  #missing(): string | undefined {
    const next = this.#next ?? 0;
    const gap = Math.min(...this.#held.map(({ seq }) => distance(next, seq)));
    if (this.#held.length === 0) return undefined;
    const bytes = gap === 1 ? '1 byte is' : `${gap} bytes are`;
    return `${bytes} missing after byte ${this.#delivered}, and the ${this.#heldBytes} bytes that follow cannot be read without them`;
  }
}

/** Signed, so that it is right across the wrap at 2^32 (RFC 9293 §3.4). */
const distance = (from: number, to: number): number => (to - from) | 0;
