import { joinBytes } from '../base/joinBytes.ts';

/** `bytes` in the place of `length` bytes (at least one) that stand at `offset` of what an endpoint wrote. */
export interface StreamEdit {
  readonly offset: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** One endpoint's bytes on their way into a copy, changed by edits that rise and do not overlap. */
export class EditedStream {
  readonly #edits: AsyncIterator<StreamEdit, unknown, undefined>;
  /** Known edits that are not over yet. */
  #known: StreamEdit[] = [];
  #over = false;
  #offset = 0;

  constructor(edits: AsyncIterator<StreamEdit, unknown, undefined>) {
    this.#edits = edits;
  }

  /** Whether all edits of the next `length` bytes are known. */
  isReadyFor(length: number): boolean {
    return this.#over || (this.#known.at(-1)?.offset ?? 0) >= this.#offset + length;
  }

  /** Asks for the edits of the next `length` bytes. */
  async readyFor(length: number): Promise<void> {
    while (!this.isReadyFor(length)) {
      const { value, done } = await this.#edits.next();
      if (done === true) this.#over = true;
      else this.#known.push(value);
    }
  }

  /**
   * The next bytes as they are in the copy, once it is ready for them. An edit's bytes come as the bytes come that they replace: as many
   * of them in proportion, and the last with the last.
   */
  take(bytes: Uint8Array): Uint8Array {
    const start = this.#offset;
    const end = start + bytes.length;
    this.#offset = end;
    if ((this.#known[0]?.offset ?? end) >= end) return bytes;
    const parts: Uint8Array[] = [];
    let at = start;
    let over = 0;
    for (const edit of this.#known) {
      if (edit.offset >= end) break;
      const from = Math.max(edit.offset, start);
      const editEnd = edit.offset + edit.length;
      const to = Math.min(editEnd, end);
      parts.push(bytes.subarray(at - start, from - start), edit.bytes.subarray(shareOf(edit, from), shareOf(edit, to)));
      at = to;
      if (editEnd <= end) over += 1;
    }
    parts.push(bytes.subarray(at - start));
    this.#known = this.#known.slice(over);
    return joinBytes(parts);
  }
}

/** How many of its bytes have come when all before `offset` have. */
const shareOf = ({ offset: start, length, bytes }: StreamEdit, offset: number): number =>
  Math.floor((bytes.length * (offset - start)) / length);
