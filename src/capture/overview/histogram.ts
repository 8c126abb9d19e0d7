import type { FrameTable } from '../frameTable.ts';
import { firstNotBelow } from '../order/frameOrder.ts';

/** Frames and wire bytes of each endpoint, by span of time. */
export interface SpanCounts {
  readonly client: { readonly frames: Float64Array; readonly bytes: Float64Array };
  readonly server: { readonly frames: Float64Array; readonly bytes: Float64Array };
}

const LEVELS = 12;
const FACTOR = 4;
/** Milliseconds of a span of the finest level: FACTOR times more with each level. */
const FINEST_MS = 1;
const MAX_SPANS = 4096;

/** One level's columns: client's frames, client's bytes, server's frames, server's bytes. */
class Level {
  readonly spanMs: number;
  columns = Array.from({ length: 4 }, () => new Float64Array(256));
  count = 0;
  /** It would need more than MAX_SPANS: what is finer than that is read from the frames themselves. */
  full = false;

  constructor(spanMs: number) {
    this.spanMs = spanMs;
  }

  add(atMs: number, side: number, bytes: number): void {
    if (this.full) return;
    const span = Math.max(0, Math.floor(atMs / this.spanMs));
    if (span >= MAX_SPANS) {
      this.full = true;
      this.columns = [];
      return;
    }
    const [first] = this.columns;
    if (first !== undefined && span >= first.length) this.#grow(span + 1);
    this.count = Math.max(this.count, span + 1);
    const frames = this.columns[side * 2];
    const lengths = this.columns[side * 2 + 1];
    if (frames === undefined || lengths === undefined) return;
    frames[span] = (frames[span] ?? 0) + 1;
    lengths[span] = (lengths[span] ?? 0) + bytes;
  }

  #grow(needed: number): void {
    const length = Math.min(MAX_SPANS, 2 ** Math.ceil(Math.log2(needed)));
    this.columns = this.columns.map((before) => {
      const column = new Float64Array(length);
      column.set(before);
      return column;
    });
  }
}

/**
 * How many frames and bytes came when: counted once for each frame, at several widths of a span, so that any part of a long
 * capture is answered from a few thousand numbers or from the few frames that it holds.
 */
export class TimeHistogram {
  readonly #table: FrameTable;
  readonly #startedAt: () => number;
  readonly #levels = Array.from({ length: LEVELS }, (_, i) => new Level(FINEST_MS * FACTOR ** i));
  #looked = 0;

  /** `startedAt` in microseconds, as the table has it. */
  constructor(table: FrameTable, startedAt: () => number) {
    this.#table = table;
    this.#startedAt = startedAt;
  }

  /** Milliseconds since the session began, of the newest frame; 0 without frames. */
  get endMs(): number {
    const { count } = this.#table;
    return count === 0 ? 0 : this.#atMs(count - 1);
  }

  /** Looks at up to `most` frames that came since; true when there are none left. */
  catchUp(most: number): boolean {
    const end = Math.min(this.#table.count, this.#looked + most);
    for (; this.#looked < end; this.#looked += 1) {
      const frame = this.#looked;
      const atMs = this.#atMs(frame);
      for (const level of this.#levels) level.add(atMs, this.#side(frame), this.#bytes(frame));
    }
    return this.#looked === this.#table.count;
  }

  /** Counts for `spans` equal spans from `from` to `to`, milliseconds since the session began. */
  between(from: number, to: number, spans: number): SpanCounts {
    const counts = [0, 1, 2, 3].map(() => new Float64Array(spans));
    const width = (to - from) / spans;
    if (width > 0) {
      const level = this.#levels.findLast((other) => !other.full && other.spanMs * 2 <= width);
      if (level === undefined) this.#fromFrames(counts, from, to, width);
      else fromLevel(counts, level, from, to, width);
    }
    const side = (i: number) => ({
      frames: counts[i] ?? new Float64Array(),
      bytes: counts[i + 1] ?? new Float64Array(),
    });
    return { client: side(0), server: side(2) };
  }

  /** So fine a look is only taken at a part that holds few frames, or at a short capture. */
  #fromFrames(counts: readonly Float64Array[], from: number, to: number, width: number): void {
    const first = firstNotBelow(this.#looked, (frame) => this.#atMs(frame), from);
    for (let frame = first; frame < this.#looked; frame++) {
      const atMs = this.#atMs(frame);
      if (atMs > to) break;
      const span = Math.min((counts[0]?.length ?? 1) - 1, Math.floor((atMs - from) / width));
      const side = this.#side(frame) * 2;
      bump(counts[side], span, 1);
      bump(counts[side + 1], span, this.#bytes(frame));
    }
  }

  #atMs(frame: number): number {
    return (this.#table.at(frame) - this.#startedAt()) / 1000;
  }

  #side(frame: number): number {
    return this.#table.from(frame) === 'client' ? 0 : 1;
  }

  #bytes(frame: number): number {
    return this.#table.payloadLength(frame) + this.#table.headerLength(frame);
  }
}

function fromLevel(counts: readonly Float64Array[], level: Level, from: number, to: number, width: number): void {
  const first = Math.max(0, Math.floor(from / level.spanMs));
  const end = Math.min(level.count, Math.floor(to / level.spanMs) + 1);
  const last = (counts[0]?.length ?? 1) - 1;
  for (let span = first; span < end; span++) {
    const middle = (span + 0.5) * level.spanMs;
    // What is only partly in view counts at the border.
    const into = Math.min(last, Math.max(0, Math.floor((middle - from) / width)));
    for (const [i, column] of level.columns.entries()) bump(counts[i], into, column[span] ?? 0);
  }
}

function bump(column: Float64Array | undefined, at: number, by: number): void {
  if (column !== undefined) column[at] = (column[at] ?? 0) + by;
}
