/** The smallest buffer that is made. */
const LEAST_BYTES = 64 * 1024;

/** Buffers that are used again: making large ones anew for every read would keep the collector busy. */
export class LentBuffers {
  readonly #buffers: Buffer[] = [];
  #lent = 0;

  /** A buffer of that length, whatever is in it; good until `takeBack`. */
  readonly lend = (length: number): Buffer => {
    let buffer = this.#buffers[this.#lent];
    if (buffer === undefined || buffer.length < length) {
      buffer = Buffer.allocUnsafeSlow(Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(length))));
      this.#buffers[this.#lent] = buffer;
    }
    this.#lent += 1;
    return buffer.subarray(0, length);
  };

  /** Keeps no memory until something is lent again. */
  letGo(): void {
    this.takeBack();
    this.#buffers.length = 0;
  }

  /** All that was lent is free again. */
  takeBack(): void {
    this.#lent = 0;
  }
}
