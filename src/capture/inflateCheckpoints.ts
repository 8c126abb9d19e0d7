import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** At first, a window is kept after that many messages or inflated bytes, whichever comes first. */
const FIRST_INTERVAL_MESSAGES = 64;
const FIRST_INTERVAL_BYTES = 1024 * 1024;
/** Bytes of windows kept at most; then every other one goes, and the intervals double. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Where inflation can begin: after the message that ended with frame `after`. */
export interface InflateCheckpoint {
  readonly after: number;
  readonly window: Uint8Array;
}

interface Kept {
  readonly after: number;
  /** What compressed well once does so again: a window of 32 KiB mostly takes a fifth. */
  readonly packed: Uint8Array;
}

/** Copies of one endpoint's inflater window (RFC 7692 §7.2.2), so that a message can be inflated without all before it. */
export class InflateCheckpoints {
  #kept: Kept[] = [];
  #bytes = 0;
  #scale = 1;
  #messagesSince = 0;
  #inflatedSince = 0;

  get count(): number {
    return this.#kept.length;
  }

  /** What the windows take in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A compressed message ended with `lastFrame` and had `length` bytes inflated; `window` copies what follows from it. */
  passed(lastFrame: number, length: number, window: () => Uint8Array): void {
    this.#messagesSince += 1;
    this.#inflatedSince += length;
    const isDue =
      this.#messagesSince >= FIRST_INTERVAL_MESSAGES * this.#scale ||
      this.#inflatedSince >= FIRST_INTERVAL_BYTES * this.#scale;
    if (!isDue) return;
    this.#messagesSince = 0;
    this.#inflatedSince = 0;
    // A copy of its own length: what zlib gives may stand in a larger buffer.
    const packed = new Uint8Array(deflateRawSync(window(), { level: 1 }));
    this.#kept.push({ after: lastFrame, packed });
    this.#bytes += packed.length;
    if (this.#bytes <= MAX_BYTES) return;
    this.#kept = this.#kept.filter((_, index) => index % 2 === 1);
    this.#bytes = this.#kept.reduce((sum, checkpoint) => sum + checkpoint.packed.length, 0);
    this.#scale *= 2;
  }

  /** The frame after which the last checkpoint before `frame` stands; undefined when there is none. */
  lastBefore(frame: number): number | undefined {
    return this.#find(frame)?.after;
  }

  /** The last checkpoint before `frame`; undefined when inflation has to begin at the first message. */
  before(frame: number): InflateCheckpoint | undefined {
    const found = this.#find(frame);
    return found === undefined ? undefined : { after: found.after, window: inflateRawSync(found.packed) };
  }

  #find(frame: number): Kept | undefined {
    let low = 0;
    let high = this.#kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#kept[middle]?.after ?? 0) < frame) low = middle + 1;
      else high = middle;
    }
    return this.#kept[low - 1];
  }
}
