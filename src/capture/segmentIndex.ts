const PAGE_BITS = 10;
const PAGE = 1 << PAGE_BITS;

class Page {
  /** Stream offset of its first entry. */
  readonly base: number;
  /** Stream offsets after `base`: a packet has at most 64 KiB, so that those of a page fit 32 bits. */
  readonly stream = new Uint32Array(PAGE);
  readonly file = new Float64Array(PAGE);

  constructor(base: number) {
    this.base = base;
  }
}

/**
 * Where the bytes of one direction of one attempt stand in the capture file: one entry a packet, 12 bytes each. Entries
 * come in the order of the stream; each ends where the next begins, and the last one at `end`.
 */
export class SegmentIndex {
  readonly #pages: Page[] = [];
  #count = 0;
  #end = 0;

  get count(): number {
    return this.#count;
  }

  /** Stream offset up to which the bytes are in the file. */
  get end(): number {
    return this.#end;
  }

  /** `length` bytes, at most 64 KiB, from `streamOffset` on stand at `fileOffset`. `streamOffset` is the previous entry's end. */
  add(streamOffset: number, fileOffset: number, length: number): void {
    if (length === 0) return;
    const slot = this.#count & (PAGE - 1);
    let page = this.#pages[this.#count >>> PAGE_BITS];
    if (page === undefined) this.#pages.push((page = new Page(streamOffset)));
    page.stream[slot] = streamOffset - page.base;
    page.file[slot] = fileOffset;
    this.#count += 1;
    this.#end = streamOffset + length;
  }

  /** Where the byte at `streamOffset` stands, and how many bytes of the stream follow there in one piece. */
  locate(streamOffset: number): { readonly fileOffset: number; readonly length: number } | undefined {
    if (streamOffset < 0 || streamOffset >= this.#end) return undefined;
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#streamAt(middle) <= streamOffset) low = middle;
      else high = middle - 1;
    }
    const start = this.#streamAt(low);
    return {
      fileOffset: this.#fileAt(low) + streamOffset - start,
      length: this.#endOf(low) - streamOffset,
    };
  }

  /** Forgets the entries that do not stand as a whole before `fileLength` in the file. */
  truncate(fileLength: number): void {
    while (this.#count > 0) {
      const last = this.#count - 1;
      const start = this.#streamAt(last);
      if (this.#fileAt(last) + this.#end - start <= fileLength) break;
      this.#count = last;
      this.#end = start;
    }
    this.#pages.length = (this.#count + PAGE - 1) >>> PAGE_BITS;
  }

  #endOf(entry: number): number {
    return entry + 1 < this.#count ? this.#streamAt(entry + 1) : this.#end;
  }

  #streamAt(entry: number): number {
    const page = this.#pages[entry >>> PAGE_BITS];
    return (page?.base ?? 0) + (page?.stream[entry & (PAGE - 1)] ?? 0);
  }

  #fileAt(entry: number): number {
    return this.#pages[entry >>> PAGE_BITS]?.file[entry & (PAGE - 1)] ?? 0;
  }
}
