/**
 * DEFLATE (RFC 1951) read by ourselves. zlib inflates faster, and says nothing of how far references go back, where a stream was
 * cut, or what came out before a fault. This reader is for those questions.
 */
import { buildHuffman, FIXED_DISTANCES, FIXED_LITERALS, type HuffmanTable } from './huffman.ts';
import { entryAt, octetAt } from './octets.ts';

/** `border`: all blocks read and the input used up; `final`: a final block ended before the input did. */
type DeflateStop = 'border' | 'final' | 'truncated' | 'invalid' | 'too-long';

export interface DeflateReading {
  readonly stop: DeflateStop;
  /** What came out, up to the cap. */
  readonly output: Uint8Array;
  /** The last 32 KiB of history and output together. */
  readonly window: Uint8Array;
  /** All bytes that came out, also those beyond the cap. */
  readonly length: number;
  /** Input bytes used; after `border` and `final` the next block or stream begins there. */
  readonly consumed: number;
  /** Payload length of the last block when it was stored, undefined after another kind. */
  readonly lastStored: number | undefined;
  /** The longest distance that was referred to. */
  readonly maxDistance: number;
  /** How far the furthest reference went back before the first byte of this output. */
  readonly reach: number;
  /** Of `invalid`: what and where. */
  readonly problem: string;
}

const WINDOW = 32_768;
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12_289, 16_385, 24_577,
];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** RFC 1951 §3.2.7: the order in which the lengths of the code length code come. */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

type Halt = Exclude<DeflateStop, 'border' | 'final'>;

class Reader {
  readonly #input: Uint8Array;
  readonly #cap: number;
  readonly #workLimit: number;
  #at = 0;
  #bits = 0;
  #bitCount = 0;
  /** History, then output. */
  #out: Uint8Array;
  #outAt: number;
  /** Where output begins in `#out`; falls below 0 when output beyond the cap is let go. */
  #outStart: number;
  #kept: Uint8Array | undefined;
  #maxDistance = 0;
  #reach = 0;
  #lastStored: number | undefined;
  #problem = '';

  constructor(input: Uint8Array, history: Uint8Array, cap: number, workLimit: number) {
    this.#input = input;
    this.#cap = cap;
    this.#workLimit = workLimit;
    this.#out = new Uint8Array(history.length + Math.max(1024, input.length * 4));
    this.#out.set(history);
    this.#outAt = history.length;
    this.#outStart = history.length;
  }

  read(): DeflateReading {
    for (;;) {
      // Between blocks: nothing left, with at most some bits to fill up the last byte.
      if (this.#at >= this.#input.length && this.#bitCount === 0) return this.#reading('border');
      const before = this.#at;
      const final = this.#take(1);
      const kind = this.#take(2);
      if (final === undefined || kind === undefined) return this.#reading('truncated');
      this.#lastStored = undefined;
      const halt =
        kind === 0
          ? this.#stored()
          : kind === 1
            ? this.#symbols(FIXED_LITERALS, FIXED_DISTANCES)
            : kind === 2
              ? this.#dynamic()
              : this.#invalid(`the block at byte ${Math.max(0, before - 1)} has the reserved type 3`);
      if (halt !== undefined) return this.#reading(halt);
      if (final === 1) {
        this.#alignToByte();
        return this.#reading('final');
      }
    }
  }

  #reading(stop: DeflateStop): DeflateReading {
    const length = this.#outAt - this.#outStart;
    return {
      stop,
      output: this.#kept ?? this.#out.subarray(this.#outStart, this.#outAt),
      window: this.#out.slice(Math.max(0, this.#outAt - WINDOW), this.#outAt),
      length,
      consumed: this.#at - (this.#bitCount >> 3),
      lastStored: this.#lastStored,
      maxDistance: this.#maxDistance,
      reach: this.#reach,
      problem: this.#problem,
    };
  }

  #invalid(problem: string): Halt {
    this.#problem = problem;
    return 'invalid';
  }

  /** Fills the bit buffer as far as input goes, to 24 bits or more. */
  #fill(): void {
    while (this.#bitCount <= 24 && this.#at < this.#input.length) {
      this.#bits |= octetAt(this.#input, this.#at) << this.#bitCount;
      this.#at += 1;
      this.#bitCount += 8;
    }
  }

  #take(count: number): number | undefined {
    if (this.#bitCount < count) this.#fill();
    if (this.#bitCount < count) return undefined;
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#bitCount -= count;
    return value;
  }

  /** Drops the bits up to the next byte and gives whole bytes back to the input. */
  #alignToByte(): void {
    this.#at -= this.#bitCount >> 3;
    this.#bits = 0;
    this.#bitCount = 0;
  }

  /** RFC 1951 §3.2.4. */
  #stored(): Halt | undefined {
    this.#alignToByte();
    const input = this.#input;
    const at = this.#at;
    if (input.length - at < 4) return 'truncated';
    const length = octetAt(input, at) | (octetAt(input, at + 1) << 8);
    const complement = octetAt(input, at + 2) | (octetAt(input, at + 3) << 8);
    if (length !== (~complement & 0xffff)) {
      return this.#invalid(`the stored block at byte ${at} has a length whose complement does not fit`);
    }
    const available = Math.min(length, input.length - at - 4);
    this.#room(available);
    this.#out.set(input.subarray(at + 4, at + 4 + available), this.#outAt);
    this.#outAt += available;
    this.#at = at + 4 + available;
    if (available < length) return 'truncated';
    this.#lastStored = length;
    return this.#tooLong() ? 'too-long' : undefined;
  }

  /** RFC 1951 §3.2.7. */
  #dynamic(): Halt | undefined {
    const literalCount = this.#take(5);
    const distanceCount = this.#take(5);
    const codeCount = this.#take(4);
    if (literalCount === undefined || distanceCount === undefined || codeCount === undefined) return 'truncated';
    const literals = literalCount + 257;
    const distances = distanceCount + 1;
    if (literals > 286 || distances > 30) return this.#invalid(`a block at byte ${this.#at} declares too many codes`);
    const codeLengths = new Uint8Array(19);
    for (let index = 0; index < codeCount + 4; index += 1) {
      const length = this.#take(3);
      if (length === undefined) return 'truncated';
      codeLengths[entryAt(CODE_LENGTH_ORDER, index)] = length;
    }
    const lengthCode = buildHuffman(codeLengths, false);
    if (typeof lengthCode === 'string') return this.#invalid(`a block's code length code is ${lengthCode}`);
    const lengths = new Uint8Array(literals + distances);
    for (let at = 0; at < lengths.length;) {
      const symbol = this.#symbol(lengthCode);
      if (typeof symbol === 'string') return symbol;
      if (symbol < 16) {
        lengths[at] = symbol;
        at += 1;
        continue;
      }
      const extra = this.#take(symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
      if (extra === undefined) return 'truncated';
      const times = extra + (symbol === 18 ? 11 : 3);
      if (symbol === 16 && at === 0) return this.#invalid('a block repeats a code length before the first one');
      if (at + times > lengths.length) return this.#invalid('a block gives more code lengths than it declared');
      lengths.fill(symbol === 16 ? octetAt(lengths, at - 1) : 0, at, at + times);
      at += times;
    }
    if (lengths[256] === 0) return this.#invalid('a block has no code for its own end');
    const literalTable = buildHuffman(lengths.subarray(0, literals), true);
    if (typeof literalTable === 'string') return this.#invalid(`a block's literal code is ${literalTable}`);
    const distanceTable = buildHuffman(lengths.subarray(literals), true);
    if (typeof distanceTable === 'string') return this.#invalid(`a block's distance code is ${distanceTable}`);
    return this.#symbols(literalTable, distanceTable);
  }

  #symbol(table: HuffmanTable): number | Halt {
    if (this.#bitCount < table.bits) this.#fill();
    const entry = entryAt(table.entries, this.#bits & ((1 << table.bits) - 1));
    const length = entry & 15;
    if (length > this.#bitCount || (entry === 0 && this.#bitCount < table.bits)) return 'truncated';
    if (entry === 0) return this.#invalid(`the bits at byte ${this.#at} are no code of their block`);
    this.#bits >>>= length;
    this.#bitCount -= length;
    return entry >> 4;
  }

  /** RFC 1951 §3.2.3 and §3.2.5: literals and references up to the block's end. */
  #symbols(literals: HuffmanTable, distances: HuffmanTable): Halt | undefined {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (typeof symbol === 'string') return symbol;
      if (symbol === 256) return undefined;
      if (symbol < 256) {
        this.#room(1);
        this.#out[this.#outAt] = symbol;
        this.#outAt += 1;
      } else {
        const halt = this.#reference(symbol, distances);
        if (halt !== undefined) return halt;
      }
      if (this.#tooLong()) return 'too-long';
    }
  }

  #reference(symbol: number, distances: HuffmanTable): Halt | undefined {
    const base = LENGTH_BASE[symbol - 257];
    if (base === undefined) return this.#invalid(`the length code ${symbol} does not exist`);
    const extra = this.#take(entryAt(LENGTH_EXTRA, symbol - 257));
    if (extra === undefined) return 'truncated';
    const code = this.#symbol(distances);
    if (typeof code === 'string') return code;
    const distanceBase = DISTANCE_BASE[code];
    if (distanceBase === undefined) return this.#invalid(`the distance code ${code} does not exist`);
    const distanceExtra = this.#take(entryAt(DISTANCE_EXTRA, code));
    if (distanceExtra === undefined) return 'truncated';
    this.#copy(base + extra, distanceBase + distanceExtra);
    return undefined;
  }

  #copy(length: number, distance: number): void {
    const produced = this.#outAt - this.#outStart;
    if (distance > this.#maxDistance) this.#maxDistance = distance;
    if (distance - produced > this.#reach) this.#reach = distance - produced;
    this.#room(length);
    const out = this.#out;
    const from = this.#outAt - distance;
    // What lies before all that is known reads as zeros.
    if (from >= 0 && distance >= length) out.copyWithin(this.#outAt, from, from + length);
    else for (let step = 0; step < length; step += 1) out[this.#outAt + step] = octetAt(out, from + step);
    this.#outAt += length;
  }

  #tooLong(): boolean {
    if (this.#kept === undefined && this.#outAt - this.#outStart > this.#cap) {
      this.#kept = this.#out.slice(this.#outStart, this.#outStart + this.#cap);
    }
    return this.#outAt - this.#outStart > this.#workLimit;
  }

  #room(count: number): void {
    if (this.#outAt + count <= this.#out.length) return;
    if (this.#kept !== undefined && this.#outAt > 2 * WINDOW) {
      const dropped = this.#outAt - WINDOW;
      this.#out.copyWithin(0, dropped, this.#outAt);
      this.#outAt -= dropped;
      this.#outStart -= dropped;
    }
    const needed = this.#outAt + count;
    if (needed > this.#out.length) {
      const larger = new Uint8Array(Math.max(needed, this.#out.length * 2));
      larger.set(this.#out.subarray(0, this.#outAt));
      this.#out = larger;
    }
  }
}

/**
 * Reads blocks from the start of `input` until it is used up, a final block ends, or something is wrong. References may go back
 * into `history`. Output beyond `cap` bytes is let go, and reading stops for good after `workLimit` bytes of output.
 */
export function readDeflate(input: Uint8Array, history: Uint8Array, cap: number, workLimit = cap): DeflateReading {
  return new Reader(input, history, cap, workLimit).read();
}
