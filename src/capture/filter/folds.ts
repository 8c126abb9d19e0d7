import { FRAME_FLAG, type FrameColumns, type FrameTable } from '../frameTable.ts';
import type { FillColumn, PageFacts } from './columns.ts';
import type { Filter } from './language/filter.ts';
import { NO } from './verdict.ts';

/** What a filter picks from, and what it takes for one. */
export interface FilterScope {
  /** Frames that can be picked at all; asked of each frame by itself. */
  readonly within: Filter;
  /** Whether the message of several fragments that begins with that frame (0-based) is one row. */
  readonly folds: (first: number) => boolean;
}

/** A whole message of several fragments that is judged as one, at its first frame. */
export interface Fold {
  /** 0-based, rising. */
  readonly frames: readonly number[];
  /** Bytes of payload in all of them, as on the wire. */
  readonly length: number;
  /** The same with their headers. */
  readonly wireLength: number;
}

const { FIN, OPCODE_SHIFT } = FRAME_FLAG;
const CONTROL = 8;

/** The folded messages that begin on the page. One that is not whole yet is judged by its first frame alone. */
export function foldsOn(
  { first, count, flags, message }: FrameColumns,
  table: FrameTable,
  framesOf: (frame: number) => readonly number[] | undefined,
  folds: FilterScope['folds'],
): readonly Fold[] {
  const found: Fold[] = [];
  for (let row = 0; row < count; row++) {
    const bits = flags[row] ?? 0;
    const opcode = (bits >>> OPCODE_SHIFT) & 15;
    if ((bits & FIN) !== 0 || opcode === 0 || opcode >= CONTROL || message.at(row) === 0 || !folds(first + row))
      continue;
    const frames = framesOf(first + row) ?? [];
    const length = frames.reduce((sum, frame) => sum + table.payloadLength(frame), 0);
    const headers = frames.reduce((sum, frame) => sum + table.headerLength(frame), 0);
    found.push({ frames, length, wireLength: length + headers });
  }
  return found;
}

/** The strongest verdict on any of the message's frames; `mask` has those of the page. */
export function anyOf(fill: FillColumn, page: PageFacts, { frames }: Fold, mask: Uint8Array): number {
  let verdict = NO;
  for (let index = 0; index < frames.length;) {
    const frame = frames[index] ?? 0;
    const here = frame < page.first + page.count;
    const other = here ? page : page.pageOf(frame);
    const verdicts = here ? mask : filled(fill, other);
    for (; index < frames.length; index++) {
      const row = (frames[index] ?? 0) - other.first;
      if (row >= other.count) break;
      verdict = Math.max(verdict, verdicts[row] ?? NO);
    }
  }
  return verdict;
}

function filled(fill: FillColumn, page: PageFacts): Uint8Array {
  const mask = new Uint8Array(page.count);
  fill(page, mask);
  return mask;
}
