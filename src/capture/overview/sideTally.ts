import { DurationSketch } from './durations.ts';
import type { SideStatistics } from './statistics.ts';

const MAX_EXPONENT = 54;
const SECOND_MS = 1000;

/** What is counted of one endpoint's frames, a frame at a time. */
export class SideTally {
  readonly #frames = new Float64Array(16);
  readonly #payloadBytes = new Float64Array(16);
  readonly #sizes = new Float64Array(MAX_EXPONENT);
  readonly #gaps = new DurationSketch();
  #wireBytes = 0;
  #lastAt: number | undefined;
  #longest = -1;
  #longestBefore: number | undefined;
  #second = -1;
  #inSecond = 0;
  #busiest = { frames: 0, atMs: 0 };
  readonly #compressed = { messages: 0, wireBytes: 0, inflatedBytes: 0 };

  /** `atMs` milliseconds since the session began; lengths in bytes. */
  add(frame: number, atMs: number, opcode: number, payloadLength: number, headerLength: number): void {
    this.#frames[opcode] = (this.#frames[opcode] ?? 0) + 1;
    this.#payloadBytes[opcode] = (this.#payloadBytes[opcode] ?? 0) + payloadLength;
    this.#wireBytes += payloadLength + headerLength;
    const size = payloadLength === 0 ? 0 : Math.min(MAX_EXPONENT - 1, Math.floor(Math.log2(payloadLength)) + 1);
    this.#sizes[size] = (this.#sizes[size] ?? 0) + 1;
    this.#gap(frame, atMs);
    this.#rate(atMs);
  }

  /** A compressed message became whole. */
  addCompressed(wireBytes: number, inflatedBytes: number): void {
    this.#compressed.messages += 1;
    this.#compressed.wireBytes += wireBytes;
    this.#compressed.inflatedBytes += inflatedBytes;
  }

  summary(): SideStatistics {
    const kinds = Array.from(this.#frames, (frames, opcode) => ({
      opcode,
      frames,
      payloadBytes: this.#payloadBytes[opcode] ?? 0,
    })).filter(({ frames }) => frames > 0);
    const last = this.#sizes.findLastIndex((count) => count > 0);
    return {
      frames: sum(this.#frames),
      wireBytes: this.#wireBytes,
      payloadBytes: sum(this.#payloadBytes),
      kinds,
      sizes: { counts: [...this.#sizes.subarray(0, last + 1)] },
      compressed: { ...this.#compressed },
      gaps: this.#gaps.summary(),
      longestGapBefore: this.#longestBefore,
      busiest: { ...this.#busiest },
    };
  }

  #gap(frame: number, atMs: number): void {
    if (this.#lastAt !== undefined) {
      const gap = atMs - this.#lastAt;
      this.#gaps.add(gap);
      if (gap > this.#longest) {
        this.#longest = gap;
        this.#longestBefore = frame;
      }
    }
    this.#lastAt = atMs;
  }

  #rate(atMs: number): void {
    const second = Math.floor(atMs / SECOND_MS);
    this.#inSecond = second === this.#second ? this.#inSecond + 1 : 1;
    this.#second = second;
    if (this.#inSecond > this.#busiest.frames) this.#busiest = { frames: this.#inSecond, atMs: second * SECOND_MS };
  }
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
