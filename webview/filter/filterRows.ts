import { Emitter } from '../../src/base/emitter.ts';
import type { FilterState } from '../../src/contract/filterContract.ts';
import { decodeListPage } from '../../src/contract/listPage.ts';
import type { ListFolding } from '../../src/contract/listView.ts';
import type { SessionId } from '../../src/contract/sessionView.ts';
import type { RowSource } from '../frameList/rowSource.ts';
import type { Panel } from '../panel.ts';

export interface FilterRows extends RowSource {
  /** The view went forward. */
  tell(state: FilterState): void;
}

/** An engine's view by its name, and which messages are one row in it. */
interface FilteredView {
  readonly view: string;
  readonly folding: ListFolding;
}

/** The rows of a filtered view of the engine's, in the place of all rows of the session. */
export function filterRows(
  call: Panel['call'],
  session: SessionId,
  { view, folding }: FilteredView,
  highlights: NonNullable<RowSource['highlights']>,
): FilterRows {
  const changed = new Emitter<boolean>();
  let count = 0;
  let moves = 0;
  return {
    get count() {
      return count;
    },
    page: async (first, amount, signal) => {
      const found = await call('session.filter.frames', { session, view, first, count: amount }, { signal });
      const frames = [...new Uint32Array(found)];
      if (frames.length === 0) return [];
      return decodeListPage(await call('session.rowsAt', { session, frames, folding }, { signal })).rows;
    },
    rowOf: async (frame) => (await call('session.filter.rowOf', { session, view, frame })).row,
    // The engine tells by itself what new frames mean for the view.
    rang: () => undefined,
    onChange: changed.event,
    highlights,
    tell: (state) => {
      const moved = state.moves !== moves;
      if (!moved && state.count === count) return;
      moves = state.moves;
      count = state.count;
      changed.fire(moved);
    },
    dispose: () => changed.dispose(),
  };
}
