import type { Endpoint } from './endpoint.ts';
import { violationOf, type Violation } from './violation.ts';

const SHOWN = 16;

/** Bytes that follow a Close frame and are no frame (RFC 6455 §5.5.1): counted, the first ones kept for the sentence. */
export class BytesAfterClose {
  readonly #from: Endpoint;
  readonly #offset: number;
  readonly #first: number[] = [];
  #count = 0;

  /** `offset` of the first of them. */
  constructor(from: Endpoint, offset: number) {
    this.#from = from;
    this.#offset = offset;
  }

  push(bytes: Uint8Array, start: number): void {
    for (const byte of bytes.subarray(start, start + SHOWN - this.#first.length)) this.#first.push(byte);
    this.#count += bytes.length - start;
  }

  /** Said when the stream ended and all of them are known. */
  violation(): Violation {
    const count = this.#count;
    const shown = this.#first.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const what = count === 1 ? '1 byte that is no frame' : `${count} bytes that are no frames`;
    const sentence = `After its Close frame the ${this.#from} sent ${what} (${shown}${count > SHOWN ? ' …' : ''}).`;
    return violationOf('bytes-after-close', this.#from, this.#offset, count, sentence);
  }
}
