import type { Disposable } from './disposable.ts';

/** Rings at once, then at most once in `everyMs` for as long as it is asked to; the last request is never lost. */
export class Throttle implements Disposable {
  readonly #everyMs: number;
  readonly #ring: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;
  #disposed = false;

  constructor(everyMs: number, ring: () => void) {
    this.#everyMs = everyMs;
    this.#ring = ring;
  }

  /** Costs next to nothing while a ring is due already. */
  request(): void {
    if (this.#timer !== undefined) {
      this.#asked = true;
      return;
    }
    if (this.#disposed) return;
    this.#ring();
    this.#wait();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    this.#asked = false;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#asked) this.request();
    }, this.#everyMs);
  }
}
