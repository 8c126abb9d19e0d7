/** At first, a window is kept after that many messages or inflated bytes, whichever comes first. */
const FIRST_INTERVAL_MESSAGES = 64;
const FIRST_INTERVAL_BYTES = 1024 * 1024;
/** Windows kept at most, 32 KiB each; then every other one goes, and the intervals double. */
const MAX_CHECKPOINTS = 512;

/** Where inflation can begin: after the message that ended with frame `after`. */
export interface InflateCheckpoint {
  readonly after: number;
  readonly window: Uint8Array;
}

/** Copies of one endpoint's inflater window (RFC 7692 §7.2.2), so that a message can be inflated without all before it. */
export class InflateCheckpoints {
  #checkpoints: InflateCheckpoint[] = [];
  #scale = 1;
  #messages = 0;
  #bytes = 0;

  get count(): number {
    return this.#checkpoints.length;
  }

  /** A compressed message ended with `lastFrame` and had `length` bytes inflated; `window` copies what follows from it. */
  passed(lastFrame: number, length: number, window: () => Uint8Array): void {
    this.#messages += 1;
    this.#bytes += length;
    if (this.#messages < FIRST_INTERVAL_MESSAGES * this.#scale && this.#bytes < FIRST_INTERVAL_BYTES * this.#scale) {
      return;
    }
    this.#messages = 0;
    this.#bytes = 0;
    this.#checkpoints.push({ after: lastFrame, window: window() });
    if (this.#checkpoints.length >= MAX_CHECKPOINTS) {
      this.#checkpoints = this.#checkpoints.filter((_, index) => index % 2 === 1);
      this.#scale *= 2;
    }
  }

  /** The last checkpoint before `frame`; undefined when inflation has to begin at the first message. */
  before(frame: number): InflateCheckpoint | undefined {
    let low = 0;
    let high = this.#checkpoints.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#checkpoints[middle]?.after ?? 0) < frame) low = middle + 1;
      else high = middle;
    }
    return this.#checkpoints[low - 1];
  }
}
