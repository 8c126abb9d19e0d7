import type { AttemptRecord } from '../capture/attemptRecord.ts';
import type { CaptureReader } from '../capture/captureReader.ts';
import type { Endpoint } from '../protocol/endpoint.ts';

/** Short enough that what is done with it keeps no other work of the thread waiting. */
export const WINDOW_BYTES = 128 * 1024;

/** What an endpoint wrote in an attempt, for whoever reads it from its start to its end. */
export class StreamWindow {
  readonly #read: (offset: number) => Promise<Uint8Array>;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor({ bytes }: CaptureReader, record: AttemptRecord, from: Endpoint) {
    const { segments } = record.directions[from];
    const room = (length: number): Uint8Array => new Uint8Array(length);
    this.#read = (offset) => bytes.readThrough(segments, offset, WINDOW_BYTES, room);
  }

  /** At most `WINDOW_BYTES` bytes, which stay as they are; fewer when the file does not hold them all. */
  async bytes(offset: number, length: number): Promise<Uint8Array> {
    if (offset < this.#start || offset + length > this.#start + this.#bytes.length) {
      this.#bytes = await this.#read(offset);
      this.#start = offset;
    }
    return this.#bytes.subarray(offset - this.#start, offset - this.#start + length);
  }
}
