const FIRST_CAPACITY = 1024;

/** Numbers of frames, rising, four bytes each. */
export class MatchList {
  #frames = new Uint32Array(FIRST_CAPACITY);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds frames that are beyond all others, rising. */
  append(frames: Uint32Array): void {
    this.#reserve(frames.length);
    this.#frames.set(frames, this.#count);
    this.#count += frames.length;
  }

  /** Puts the frame in or takes it out; answers whether anything changed. Costs what stands behind it. */
  set(frame: number, isIn: boolean): boolean {
    const place = this.placeOf(frame);
    const was = place < this.#count && this.#frames[place] === frame;
    if (was === isIn) return false;
    if (isIn) {
      this.#reserve(1);
      this.#frames.copyWithin(place + 1, place, this.#count);
      this.#frames[place] = frame;
      this.#count += 1;
    } else {
      this.#frames.copyWithin(place, place + 1, this.#count);
      this.#count -= 1;
    }
    return true;
  }

  /** The place of the frame, or of the next one that is there. */
  placeOf(frame: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#frames[middle] ?? 0) < frame) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A copy of places `first` … `first + count - 1`; shorter at the end. */
  slice(first: number, count: number): Uint32Array<ArrayBuffer> {
    return this.#frames.slice(Math.min(first, this.#count), Math.min(first + count, this.#count));
  }

  #reserve(more: number): void {
    if (this.#count + more <= this.#frames.length) return;
    const larger = new Uint32Array(Math.max(this.#frames.length * 2, this.#count + more));
    larger.set(this.#frames.subarray(0, this.#count));
    this.#frames = larger;
  }
}
