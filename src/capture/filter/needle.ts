/**
 * Bytes that are looked for in many payloads. Payloads that stand in one buffer, in rising order, are searched by one pass over
 * the buffer, headers between them included: what is found there lies in no payload and is passed over.
 */
export class Needle {
  readonly bytes: Buffer;
  #buffer: Buffer | undefined;
  /** Where the search of `#buffer` began, and the first place of the needle from there on. */
  #from = 0;
  #place = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Whether the needle stands in `buffer[start..end)`; the buffer must not change while it is asked about. */
  isIn(buffer: Buffer, start: number, end: number): boolean {
    if (end - start < this.bytes.length) return false;
    if (this.#buffer !== buffer || start < this.#from || start > this.#place) {
      const found = buffer.indexOf(this.bytes, start);
      this.#buffer = buffer;
      this.#from = start;
      this.#place = found < 0 ? Infinity : found;
    }
    return this.#place + this.bytes.length <= end;
  }

  /** Every place of the needle in the bytes, none overlapping another. */
  placesIn(bytes: Uint8Array, most: number): number[] {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const places: number[] = [];
    for (let at = buffer.indexOf(this.bytes); at >= 0 && places.length < most;) {
      places.push(at);
      at = buffer.indexOf(this.bytes, at + this.bytes.length);
    }
    return places;
  }

  /** Lets go of the buffer searched last. */
  rest(): void {
    this.#buffer = undefined;
  }
}
