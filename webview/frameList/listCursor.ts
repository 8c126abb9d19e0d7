import type { ListRow } from '../../src/contract/listPage.ts';
import type { Panel } from '../panel.ts';
import { type Selection, extended, single } from './selection.ts';

/** The row from which the keys go on. Its frame is selected as soon as the row is here. */
export interface ListCursor {
  row(): number | undefined;
  /** The frame that stands there, as far as it is known. */
  frame(): number | undefined;
  /** Goes to a row that the user asked for and brings it into view; with `extend`, what lies between is selected too. */
  move(row: number, extend: boolean): void;
  /** Is on the row of a frame that is selected already; `reveal` brings it into view. */
  put(row: number, frame: number, reveal: boolean): void;
  /** Goes to a row that is here; `selection` becomes what is selected. */
  take(row: number, frame: number | undefined, selection?: Selection): void;
  /** Rows have come: what the cursor waited for may be among them. */
  settle(): void;
  reset(): void;
}

export function createListCursor(
  { store }: Panel,
  rowAt: (index: number) => ListRow | undefined,
  reveal: (row: number) => void,
): ListCursor {
  let at: { readonly row: number; readonly frame: number | undefined } | undefined;
  /** Set while the row is not here: what to do with its frame. */
  let waiting: 'select' | 'extend' | undefined;

  const select = (frame: number | undefined, how: 'select' | 'extend', given?: Selection): void => {
    store.update((state) => {
      const { active } = state;
      if (active === undefined) return {};
      const before = state.selection[active];
      if (frame === undefined) {
        const { [active]: _none, ...selected } = state.selected;
        const { [active]: _nothing, ...selection } = state.selection;
        return { selected, selection };
      }
      const selection = given ?? (how === 'extend' ? extended(before, frame) : single(frame));
      return {
        selected: { ...state.selected, [active]: frame },
        selection: { ...state.selection, [active]: selection },
      };
    });
  };

  const settle = (): void => {
    if (at === undefined || waiting === undefined) return;
    const there = rowAt(at.row);
    if (there === undefined) return;
    const how = waiting;
    waiting = undefined;
    // A row that is no frame keeps what is selected when a selection grows over it.
    if (there.kind === 'event') {
      if (how === 'select') select(undefined, how);
      return;
    }
    at = { row: at.row, frame: there.frame.frame };
    select(there.frame.frame, how);
  };

  return {
    row: () => at?.row,
    frame: () => at?.frame,
    move: (row, extend) => {
      at = { row, frame: undefined };
      waiting = extend ? 'extend' : 'select';
      reveal(row);
      settle();
    },
    put: (row, frame, show) => {
      at = { row, frame };
      waiting = undefined;
      if (show) reveal(row);
    },
    take: (row, frame, selection) => {
      at = { row, frame };
      waiting = undefined;
      select(frame, 'select', selection);
      reveal(row);
    },
    settle,
    reset: () => {
      at = undefined;
      waiting = undefined;
    },
  };
}
