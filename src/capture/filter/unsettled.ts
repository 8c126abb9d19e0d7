import type { CaptureReader } from '../captureReader.ts';
import { COLUMN_ROWS, FRAME_FLAG } from '../frameTable.ts';

/** Frames beyond this many are taken for settled, the oldest first: a stream that never settles must not cost more and more. */
const MAX_FRAMES = 20_000;

/**
 * Frames of which more may become known: they grow, their message is not whole, or the connection may break off after them.
 * `changed` gives those of which more became known since it was asked last.
 */
export class Unsettled {
  readonly #reader: CaptureReader;
  readonly #room = new Uint32Array(COLUMN_ROWS);
  /** What was known of each when it was judged. */
  readonly #known = new Map<number, string>();

  constructor(reader: CaptureReader) {
    this.#reader = reader;
  }

  /** To be called before the frames are judged. */
  watch(first: number, end: number): void {
    const { table } = this.#reader.capture.ledger;
    for (let start = first; start < end;) {
      const { first: base, count, flags, message } = table.columns(start);
      const messages = message.first(count, this.#room);
      const stop = Math.min(end, base + count);
      for (let frame = start; frame < stop; frame++) {
        const row = frame - base;
        const settled =
          ((flags[row] ?? 0) & FRAME_FLAG.COMPLETE) !== 0 && messages[row] !== 0 && frame + 1 < table.count;
        if (!settled) this.#known.set(frame, this.#knowledge(frame));
      }
      start = stop;
    }
    for (const frame of this.#known.keys()) {
      if (this.#known.size <= MAX_FRAMES) break;
      this.#known.delete(frame);
    }
  }

  /** Rising. */
  changed(): number[] {
    const frames: number[] = [];
    for (const [frame, known] of this.#known) {
      const now = this.#knowledge(frame);
      if (now !== known) frames.push(frame);
      if (this.#isSettled(frame)) this.#known.delete(frame);
      else if (now !== known) this.#known.set(frame, now);
    }
    return frames.sort((a, b) => a - b);
  }

  #isSettled(frame: number): boolean {
    const { table } = this.#reader.capture.ledger;
    return table.complete(frame) && table.message(frame) !== 0 && frame + 1 < table.count;
  }

  #knowledge(frame: number): string {
    const { ledger } = this.#reader.capture;
    const { table } = ledger;
    const broken = frame + 1 === table.count ? (this.#reader.capture.attemptOf(frame).closing?.ended?.how ?? '') : '';
    return `${table.complete(frame)} ${table.message(frame)} ${table.violations(frame)} ${table.inflatedLength(frame)} ${broken}`;
  }
}
