/** DEFLATE refers back this far at most (RFC 1951 §2). */
export const WINDOW = 32_768;

/** The last 32 KiB of what came out, without a copy of all of it for each small message. */
export class SlidingWindow {
  /** Made by the first output: most connections agree on compression and some never use it. */
  #bytes = new Uint8Array(0);
  #end = 0;

  view(): Uint8Array {
    return this.#bytes.subarray(Math.max(0, this.#end - WINDOW), this.#end);
  }

  replace(window: Uint8Array): void {
    this.#end = 0;
    this.append(window);
  }

  append(output: Uint8Array): void {
    if (this.#bytes.length === 0) this.#bytes = new Uint8Array(2 * WINDOW);
    const added = output.length > WINDOW ? output.subarray(output.length - WINDOW) : output;
    if (this.#bytes.length === 2 * WINDOW && this.#end > WINDOW) {
      const larger = new Uint8Array(8 * WINDOW);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    if (this.#end + added.length > this.#bytes.length) {
      const kept = Math.min(this.#end, WINDOW);
      this.#bytes.copyWithin(0, this.#end - kept, this.#end);
      this.#end = kept;
    }
    this.#bytes.set(added, this.#end);
    this.#end += added.length;
  }
}
