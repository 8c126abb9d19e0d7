/**
 * Where framing was lost, looks for the place from which frames make sense again. What it finds depends on the bytes alone, never
 * on how they were cut into chunks.
 */
import { isUtf8 } from 'node:buffer';
import type { Endpoint } from './endpoint.ts';
import { headerLengthOf, readHeader, WireFrameHeader } from './frameDecoder.ts';
import { isPlainHeader } from './frameRules.ts';
import { isControl, OPCODE } from './opcode.ts';
import { octetAt, uint16At } from './octets.ts';
import { statusCodeFault } from './statusCode.ts';

/** Bytes after the doubtful header's start that are searched. */
export const SEARCH_LIMIT = 65_536;
/** Frames in a row that have to be in order, empty ones not counted: random bytes hardly ever hold so many. */
const CONVINCING = 3;

interface Candidate {
  /** Where its first frame begins, and where its next one is due. */
  readonly start: number;
  next: number;
  frames: number;
  /** Whether a fragmented message is open there. */
  open: boolean;
}

export interface Found {
  /** The place from which frames are in order, in bytes from the doubtful header's start. */
  readonly start: number;
  /** How many bytes it took to know. */
  readonly knownAt: number;
}

export interface SearchOptions {
  readonly from: Endpoint;
  readonly deflate: boolean;
  /** A fragmented message was open before framing was lost. */
  readonly messageOpen: boolean;
  /** One is open after the doubtful frame, should that be what it says. */
  readonly openAfter: boolean;
  /** Where the doubtful header says that its frame ends, from its own start; one frame in order there is enough. */
  readonly declaredEnd: number;
}

export class FrameSearch {
  readonly #options: SearchOptions;
  readonly #header: WireFrameHeader;
  #bytes = new Uint8Array(1024);
  #length = 0;
  #tried = 1;
  #candidates: Candidate[] = [];

  constructor(options: SearchOptions) {
    this.#options = options;
    this.#header = new WireFrameHeader(options.from);
  }

  /** Everything from the doubtful header's first byte on. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  get full(): boolean {
    return this.#length >= SEARCH_LIMIT;
  }

  /** Takes `bytes[start..end)` as far as the limit goes; returns where it stopped. */
  push(bytes: Uint8Array, start: number, end: number): number {
    const taken = Math.min(end - start, SEARCH_LIMIT - this.#length);
    if (this.#length + taken > this.#bytes.length) {
      const larger = new Uint8Array(Math.min(SEARCH_LIMIT, Math.max(this.#length + taken, this.#bytes.length * 2)));
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(start, start + taken), this.#length);
    this.#length += taken;
    return start + taken;
  }

  /** The place from which frames are in order, as soon as enough of them are whole: of several, the one known first. */
  find(): Found | undefined {
    for (; this.#tried < this.#length; this.#tried += 1) {
      const { messageOpen, openAfter, declaredEnd } = this.#options;
      const open = this.#tried === declaredEnd ? openAfter : messageOpen;
      this.#candidates.push({ start: this.#tried, next: this.#tried, frames: 0, open });
    }
    let best: Candidate | undefined;
    this.#candidates = this.#candidates.filter((candidate) => {
      const alive = this.#advance(candidate);
      if (alive && candidate.frames >= this.#wanted(candidate) && (best === undefined || candidate.next < best.next)) {
        best = candidate;
      }
      return alive;
    });
    return best === undefined ? undefined : { start: best.start, knownAt: best.next };
  }

  /** The place from which whole frames reach exactly to the stream's end. */
  findAtEnd(): number | undefined {
    if (this.#length === this.#options.declaredEnd) return this.#length;
    return this.#candidates.find((candidate) => candidate.frames > 0 && candidate.next === this.#length)?.start;
  }

  #wanted(candidate: Candidate): number {
    return candidate.start === this.#options.declaredEnd ? 1 : CONVINCING;
  }

  /** Steps over the whole frames that have come; false when one is not in order. */
  #advance(candidate: Candidate): boolean {
    const header = this.#header;
    while (candidate.frames < this.#wanted(candidate) && this.#length - candidate.next >= 2) {
      const length = headerLengthOf(octetAt(this.#bytes, candidate.next + 1));
      if (this.#length - candidate.next < length) {
        readHeader(header, this.#bytes, candidate.next);
        return header.masked === (header.from === 'client');
      }
      readHeader(header, this.#bytes, candidate.next);
      if (!isPlainHeader(header, this.#options.deflate)) return false;
      if (!isControl(header.opcode)) {
        if ((header.opcode === OPCODE.continuation) !== candidate.open) return false;
      }
      const end = candidate.next + length + header.payloadLength;
      if (end > this.#length) return end <= SEARCH_LIMIT;
      if (!this.#makesSense(candidate.next + length, end)) return false;
      if (!isControl(header.opcode)) candidate.open = !header.fin;
      if (header.payloadLength > 0) candidate.frames += 1;
      candidate.next = end;
    }
    return true;
  }

  /** A guess at a frame has to hold more than a header in order. */
  #makesSense(start: number, end: number): boolean {
    const { opcode, fin, rsv1, masked } = this.#header;
    if (masked) return true;
    const payload = this.#bytes.subarray(start, end);
    if (opcode === OPCODE.text && fin && !rsv1) return isUtf8(payload);
    if (opcode !== OPCODE.close || payload.length === 0) return true;
    return payload.length > 1 && statusCodeFault(uint16At(payload, 0)) === undefined;
  }
}
