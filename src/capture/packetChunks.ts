import type { PacketQueue } from './pcapngWriter.ts';

const CHUNK_BYTES = 256 * 1024;

/** Packets on their way to somebody who takes them from time to time, as chunks of bytes. */
export class PacketChunks implements PacketQueue {
  view = new DataView(new ArrayBuffer(CHUNK_BYTES));
  length = 0;
  readonly stopped = false;
  #staging = new Uint8Array(this.view.buffer);
  #staged = 0;
  #sealed = 0;
  #chunks: Uint8Array[] = [];

  reserve(length: number): number {
    if (this.#staged + length > this.#staging.length) {
      this.#seal();
      this.#staging = new Uint8Array(CHUNK_BYTES);
      this.view = new DataView(this.#staging.buffer);
      this.#staged = 0;
      this.#sealed = 0;
    }
    const at = this.#staged;
    this.#staged += length;
    this.length += length;
    return at;
  }

  /** At most a whole packet of TCP. */
  append(bytes: Uint8Array): void {
    const at = this.reserve(bytes.length);
    this.#staging.set(bytes, at);
  }

  hold(bytes: Uint8Array): void {
    this.#seal();
    this.#chunks.push(bytes);
    this.length += bytes.length;
  }

  /** Whoever takes the chunks does so between packets. */
  commit(): void {
    return undefined;
  }

  /** All that is whole, in order; the chunks belong to the caller. */
  take(): readonly Uint8Array[] {
    this.#seal();
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }

  #seal(): void {
    if (this.#staged > this.#sealed) this.#chunks.push(this.#staging.subarray(this.#sealed, this.#staged));
    this.#sealed = this.#staged;
  }
}
