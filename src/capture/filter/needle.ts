/** Where the search of a buffer began, and the first place of the needle from there on. */
interface Searched {
  readonly buffer: Buffer;
  from: number;
  place: number;
}

/** Payloads of both endpoints come by turns, those of each in a buffer of its own. */
const BUFFERS_KNOWN = 4;

/**
 * Bytes that are looked for in many payloads. Payloads that stand in one buffer, in rising order, are searched by one pass over
 * the buffer, headers between them included: what is found there lies in no payload and is passed over.
 */
export class Needle {
  readonly bytes: Buffer;
  /** The one that was asked about last is the last. */
  readonly #searched: Searched[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Whether the needle stands in `buffer[start..end)`; the buffer must not change while it is asked about. */
  isIn(buffer: Buffer, start: number, end: number): boolean {
    if (end - start < this.bytes.length) return false;
    const searched = this.#searchOf(buffer);
    if (start < searched.from || start > searched.place) {
      const found = buffer.indexOf(this.bytes, start);
      searched.from = start;
      searched.place = found < 0 ? Infinity : found;
    }
    return searched.place + this.bytes.length <= end;
  }

  #searchOf(buffer: Buffer): Searched {
    const all = this.#searched;
    const last = all.at(-1);
    if (last?.buffer === buffer) return last;
    const index = all.findIndex((searched) => searched.buffer === buffer);
    const [known = { buffer, from: 0, place: -1 }] = index < 0 ? [] : all.splice(index, 1);
    all.push(known);
    if (all.length > BUFFERS_KNOWN) all.shift();
    return known;
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

  /** Lets go of all buffers. */
  rest(): void {
    this.#searched.length = 0;
  }
}
