import type { Durations } from './statistics.ts';

const BUCKETS_PER_OCTAVE = 8;
/** From a microsecond to days. */
const BUCKETS = 40 * BUCKETS_PER_OCTAVE;

/** Collects how long things took, in constant memory: quantiles are right to about 5 %, minimum and maximum exactly. */
export class DurationSketch {
  readonly #counts = new Float64Array(BUCKETS);
  #count = 0;
  #min = Infinity;
  #max = 0;

  /** `ms` in milliseconds; less than 0 counts as 0. */
  add(ms: number): void {
    const value = Math.max(0, ms);
    this.#count += 1;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    const index = bucketOf(value);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  summary(): Durations {
    if (this.#count === 0) return { count: 0, min: 0, p50: 0, p95: 0, max: 0 };
    return {
      count: this.#count,
      min: this.#min,
      p50: this.#quantile(0.5),
      p95: this.#quantile(0.95),
      max: this.#max,
    };
  }

  #quantile(part: number): number {
    let left = Math.ceil(part * this.#count);
    for (let i = 0; i < BUCKETS; i++) {
      left -= this.#counts[i] ?? 0;
      if (left <= 0) return Math.min(this.#max, Math.max(this.#min, middleOf(i)));
    }
    return this.#max;
  }
}

/** In microseconds, eight buckets for each doubling. */
const bucketOf = (ms: number): number =>
  Math.max(0, Math.min(BUCKETS - 1, Math.floor(Math.log2(Math.max(1, ms * 1000)) * BUCKETS_PER_OCTAVE)));

const middleOf = (index: number): number => 2 ** ((index + 0.5) / BUCKETS_PER_OCTAVE) / 1000;
