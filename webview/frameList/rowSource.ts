import type { Disposable } from '../../src/base/disposable.ts';
import type { FrameRow } from '../../src/contract/framePage.ts';
import type { ListRow } from '../../src/contract/listPage.ts';

/** Characters `start` … `end - 1` of a row's preview. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the frame list takes its rows from. `sessionRows` gives all frames of a session; whatever else can number its rows and
 * fetch them by page, such as the matches of a filter, can stand in its place: put it into the state's `standIn` under the
 * session's id, and take it out again to show everything. Rows are 0-based. The list asks for what is in view and nothing else,
 * keeps the answers, and works with millions of rows as long as `page` answers fast.
 *
 * `session.rowsAt` of the contract gives the rows of any frames by their numbers: enough to write `page` of a source that knows
 * which frames it has.
 */
export interface RowSource extends Disposable {
  /** Rows that exist as far as is known. */
  readonly count: number;
  /** Rows `first` … `first + count - 1`, fewer at the end; `count` is at most 1,000. A rejection is shown to the user. */
  page(first: number, count: number, signal: AbortSignal): Promise<readonly ListRow[]>;
  /** The row at which that frame stands, or the next one that is there. */
  rowOf(frame: number): number | Promise<number>;
  /** The bell: so many frames exist in the session now, or one of them has grown. */
  rang(frames: number): void;
  /** Calls back when `count` is another; `moved` says that rows which were there before may be others now. */
  onChange(listener: (moved: boolean) => void): Disposable;
  /** What to highlight in that frame's preview, in rising order without overlap. */
  highlights?(frame: FrameRow): readonly TextRange[];
}
