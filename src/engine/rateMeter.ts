const WINDOW_MS = 1000;

interface Sample {
  readonly at: number;
  readonly frames: number;
  readonly bytes: number;
}

/** What came over the last second, from totals that are told now and then. */
export class RateMeter {
  #samples: Sample[];

  /** `now` is when the totals were zero, in milliseconds of any clock. */
  constructor(now: number) {
    this.#samples = [{ at: now, frames: 0, bytes: 0 }];
  }

  /** Takes the totals of this moment; gives how much of them is younger than a second. */
  at(now: number, frames: number, bytes: number): { readonly frames: number; readonly bytes: number } {
    this.#samples.push({ at: now, frames, bytes });
    // The newest sample that is at least a second old is where the second begins.
    const begin = this.#samples.findLastIndex((sample) => sample.at <= now - WINDOW_MS);
    if (begin > 0) this.#samples = this.#samples.slice(begin);
    const [first] = this.#samples;
    return { frames: frames - (first?.frames ?? 0), bytes: bytes - (first?.bytes ?? 0) };
  }
}
