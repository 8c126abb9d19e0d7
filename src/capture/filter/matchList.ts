import { firstNotBelow } from '../order/frameOrder.ts';

const BLOCK = 4096;
const MASK = BLOCK - 1;

/** Numbers of frames, rising: two bytes each, and next to nothing where each frame of a stretch is there. */
export class MatchList {
  /** Block `n` has the frames from `n × BLOCK` on; blocks behind the last frame are not there. */
  readonly #blocks: Block[] = [];
  /** How many frames stand in the blocks before each. */
  readonly #before: number[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds frames that are beyond all others, rising. */
  append(frames: Uint32Array): void {
    for (let from = 0; from < frames.length;) {
      const number = Math.floor((frames[from] ?? 0) / BLOCK);
      const end = firstNotBelow(frames.length, (place) => frames[place] ?? 0, (number + 1) * BLOCK);
      this.#block(number).append(frames.subarray(from, end));
      this.#count += end - from;
      from = end;
    }
  }

  /** Puts the frame in or takes it out; answers whether anything changed. */
  set(frame: number, isIn: boolean): boolean {
    const number = Math.floor(frame / BLOCK);
    if (number >= this.#blocks.length && !isIn) return false;
    if (!this.#block(number).set(frame & MASK, isIn)) return false;
    const difference = isIn ? 1 : -1;
    for (let later = number + 1; later < this.#before.length; later += 1)
      this.#before[later] = (this.#before[later] ?? 0) + difference;
    this.#count += difference;
    return true;
  }

  /** The place of the frame, or of the next one that is there. */
  placeOf(frame: number): number {
    const number = Math.floor(frame / BLOCK);
    const block = this.#blocks[number];
    return block === undefined ? this.#count : (this.#before[number] ?? 0) + block.placeOf(frame & MASK);
  }

  /** A copy of places `first` … `first + count - 1`; shorter at the end. */
  slice(first: number, count: number): Uint32Array<ArrayBuffer> {
    const frames = new Uint32Array(Math.max(0, Math.min(first + count, this.#count) - first));
    let number = firstNotBelow(this.#before.length, (block) => this.#before[block] ?? 0, first + 1) - 1;
    let place = first - (this.#before[number] ?? 0);
    for (let at = 0; at < frames.length; number += 1, place = 0) {
      const block = this.#blocks[number];
      for (; place < (block?.count ?? 0) && at < frames.length; place += 1, at += 1)
        frames[at] = number * BLOCK + (block?.at(place) ?? 0);
    }
    return frames;
  }

  #block(number: number): Block {
    while (this.#blocks.length <= number) {
      this.#blocks.push(new Block());
      this.#before.push(this.#count);
    }
    return this.#blocks[number] as Block;
  }
}

/** Rows of a block, rising. */
class Block {
  count = 0;
  /** Where there is no list, they follow each other from this one on. */
  #first = 0;
  #rows: Uint16Array | undefined;

  at(place: number): number {
    return this.#rows === undefined ? this.#first + place : (this.#rows[place] ?? 0);
  }

  placeOf(row: number): number {
    if (this.#rows === undefined) return Math.min(Math.max(row - this.#first, 0), this.count);
    return firstNotBelow(this.count, (place) => this.at(place), row);
  }

  append(frames: Uint32Array): void {
    const first = (frames[0] ?? 0) & MASK;
    const last = (frames.at(-1) ?? 0) & MASK;
    if (this.count === 0) this.#first = first;
    if (this.#rows === undefined && this.#first + this.count === first && last - first === frames.length - 1) {
      this.count += frames.length;
      return;
    }
    const rows = this.#list(this.count + frames.length);
    for (let index = 0; index < frames.length; index += 1) rows[this.count + index] = (frames[index] ?? 0) & MASK;
    this.count += frames.length;
  }

  set(row: number, isIn: boolean): boolean {
    const place = this.placeOf(row);
    const was = place < this.count && this.at(place) === row;
    if (was === isIn) return false;
    const rows = this.#list(this.count + 1);
    if (isIn) {
      rows.copyWithin(place + 1, place, this.count);
      rows[place] = row;
      this.count += 1;
    } else {
      rows.copyWithin(place, place + 1, this.count);
      this.count -= 1;
    }
    return true;
  }

  /** From now on there is a list; it has room for so many. */
  #list(room: number): Uint16Array {
    if (this.#rows !== undefined && this.#rows.length >= room) return this.#rows;
    const rows = new Uint16Array(Math.max(room, Math.min(BLOCK, 2 * this.count)));
    for (let place = 0; place < this.count; place += 1) rows[place] = this.at(place);
    return (this.#rows = rows);
  }
}
