import type { SessionId } from '../../src/contract/sessionView.ts';
import type { ListFrames, ListView } from '../../src/contract/listView.ts';
import type { Panel } from '../panel.ts';
import type { PanelState } from '../panelState.ts';
import { trouble } from '../trouble.ts';
import type { RowSource } from './rowSource.ts';
import { type SessionRows, sessionRows } from './sessionRows.ts';

/** What the list shows at the moment, and whose it is. */
export interface ShownSource {
  readonly session: SessionId;
  readonly rows: RowSource;
  /** Set when it shows all frames and nothing stands in. */
  readonly own: SessionRows | undefined;
}

/** Which frames of a session its list shows, with a filter or without. */
export const shownFrames = ({ list, cleared, otherwise }: PanelState, session: SessionId): ListFrames => ({
  first: cleared[session] ?? 0,
  fold: list.fold,
  otherwise: [...(otherwise[session] ?? [])],
  mute: [...list.mute],
});

/** Which rows the active session's list has. */
export const viewOf = (state: PanelState): ListView => ({
  ...shownFrames(state, state.active ?? ''),
  events: state.list.events,
});

/** Calls `show` with the rows of the active session, or with what stands in for them, each time these become others. */
export function watchSource({ store, call }: Panel, show: (source: ShownSource | undefined) => void): void {
  let own: SessionRows | undefined;
  store.watch(
    (state) => {
      const standIn = state.standIn[state.active ?? ''];
      return standIn ?? (state.active === undefined ? undefined : JSON.stringify([state.active, viewOf(state)]));
    },
    () => {
      const state = store.get();
      const session = state.active;
      own?.dispose();
      own = undefined;
      if (session === undefined) {
        show(undefined);
        return;
      }
      const standIn = state.standIn[session];
      if (standIn === undefined) {
        const failed = (error: unknown): void => store.update(trouble(error));
        own = sessionRows(call, session, viewOf(state), state.frames[session] ?? 0, failed);
      }
      const rows = standIn ?? own;
      if (rows !== undefined) show({ session, rows, own });
    },
  );
}
