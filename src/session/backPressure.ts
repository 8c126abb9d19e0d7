/** Above this many unwritten bytes the socket is not read, so that TCP slows the server; below the other it is again. */
const HOLD_ABOVE_BYTES = 64 * 1024 * 1024;
const RELEASE_BELOW_BYTES = 16 * 1024 * 1024;
const RELEASE_POLL_MS = 20;

/** Keeps the server from sending faster than the capture's file can take. */
export class BackPressure {
  readonly #hold: (held: boolean) => void;
  #holding: NodeJS.Timeout | undefined;

  /** `hold` stops the reading, or allows it again. */
  constructor(hold: (held: boolean) => void) {
    this.#hold = hold;
  }

  /** To be called after each chunk; `pendingBytes` were taken and are not yet written. */
  heed(recorder: { readonly pendingBytes: number }): void {
    if (recorder.pendingBytes <= HOLD_ABOVE_BYTES || this.#holding !== undefined) return;
    this.#hold(true);
    this.#holding = setInterval(() => {
      if (recorder.pendingBytes > RELEASE_BELOW_BYTES) return;
      clearInterval(this.#holding);
      this.#holding = undefined;
      this.#hold(false);
    }, RELEASE_POLL_MS);
  }
}
