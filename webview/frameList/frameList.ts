import type { ListRow } from '../../src/contract/listPage.ts';
import { el, fill, icon, setAttribute, setText } from '../dom.ts';
import { formatCount } from '../numbers.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';
import { trouble } from '../trouble.ts';
import { columnHeader } from './columnHeader.ts';
import { createColumnRoom } from './columnRoom.ts';
import { rowId } from './frameRow.ts';
import { createFrameScroller, scrollParts } from './frameScroller.ts';
import { createListCursor } from './listCursor.ts';
import { listGestures } from './listGestures.ts';
import { emptyState, noFrames } from './noFrames.ts';
import { rememberTop } from './rememberTop.ts';
import { type RowPages, createRowPages } from './rowPages.ts';
import { createRowWindow } from './rowWindow.ts';
import { isSelected } from './selection.ts';
import { type ShownSource, watchSource } from './shownSource.ts';

/** Pixels of a row. */
const ROW_HEIGHTS = { compact: 18, normal: 22, comfortable: 28 } as const;

/** The list of the active session's rows. `enter` is called when the user wants to go on to the selected frame. */
export function frameList(panel: Panel, enter: () => void): HTMLElement {
  const { store, actions } = panel;
  const style = {
    startedAtMs: () => source?.own?.startedAtMs,
    highlights: (frame: Parameters<NonNullable<ShownSource['rows']['highlights']>>[0]) =>
      source?.rows.highlights?.(frame) ?? [],
  };
  const rowWindow = createRowWindow({ columns: [], ...style });
  const header = columnHeader(
    (next, said) => store.update((state) => ({ list: next(state.list), ...(said === '' ? {} : { said }) })),
    () => store.update({ choosingColumns: true }),
  );
  const parts = scrollParts(header.element, rowWindow.element);
  const { scroller } = parts;
  const newLabel = el('span');
  const newFrames = el(
    'button',
    { type: 'button', class: 'new-frames', testid: 'new-frames', on: { click: () => goOn() } },
    icon('arrow-down'),
    newLabel,
  );
  const empty = el('div', { class: 'no-frames' });
  const area = el('div', { class: 'frame-list-area', testid: 'frame-list-area' }, scroller, empty, newFrames);

  let source: ShownSource | undefined;
  let pages: RowPages | undefined;
  let scheduled = false;
  let view = { first: 0, end: 0 };
  /** Whose place is being asked for. */
  let finding: ShownSource | undefined;

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      paint();
    });
  };
  const place = createFrameScroller(parts, () => {
    // Asked for at once, not when it is painted: the answer is then a frame earlier.
    prefetch();
    schedule();
  });
  const row = (index: number): ListRow | undefined => pages?.row(index);
  const cursor = createListCursor(panel, row, (index) => {
    place.hold();
    place.layOut(count());
    place.reveal(index);
  });

  /** Rows shown: while the view is paused, those that there were. */
  const count = (): number => {
    const there = source?.rows.count ?? 0;
    const paused = source === undefined ? undefined : store.get().paused[source.session];
    return paused === undefined ? there : Math.min(paused, there);
  };

  const goOn = (): void => {
    actions.resume();
    place.follow();
  };

  const room = createColumnRoom(scroller, (columns) => {
    rowWindow.restyle({ columns, ...style });
    header.show(columns);
    setAttribute(scroller, 'aria-colcount', columns.length);
  });

  function prefetch(): void {
    const { first, end } = place.layOut(count());
    pages?.want(first, end, count());
  }

  const paint = (): void => {
    const rows = count();
    const due = place.layOut(rows);
    pages?.want(due.first, due.end, rows);
    const behind = rowsBehind(due);
    const { shift, unseen } = due;
    const [first, end] = [due.first - behind, due.end - behind];
    view = { first, end };
    room.fit(store.get().list, rows, rowsBetween(first, end));
    const selection = source === undefined ? undefined : store.get().selection[source.session];
    const current = cursor.row();
    rowWindow.paint({
      first,
      end,
      shift,
      content: row,
      marks: (index, content) => ({
        selected: content?.kind === 'frame' ? isSelected(selection, content.frame.frame) : index === current,
        current: index === current,
      }),
    });
    setAttribute(scroller, 'aria-rowcount', rows + 1);
    const shown = current !== undefined && current >= first && current < end;
    setAttribute(scroller, 'aria-activedescendant', shown ? rowId(current) : undefined);
    const waiting = unseen + (source?.rows.count ?? 0) - rows;
    newFrames.hidden = waiting === 0;
    setText(newLabel, `${formatCount(waiting)} new`);
    empty.hidden = rows > 0;
    // At the end: it makes the browser lay out all that was painted.
    place.settle();
    memory.moved();
  };

  /** Whoever follows a flood sees the newest rows that are here rather than empty ones: how far they are behind. */
  const rowsBehind = (due: { readonly first: number; readonly end: number }): number => {
    const tail = pages?.tail() ?? 0;
    if (!place.following() || tail === 0 || row(due.end - 1) !== undefined) return 0;
    return Math.min(Math.max(0, due.end - tail), due.first);
  };

  const rowsBetween = (first: number, end: number): ListRow[] =>
    Array.from({ length: end - first }, (_, i) => row(first + i)).filter((there) => there !== undefined);

  /** The frame at the top of what is in view, to find the place again when the rows become others. */
  const frameAtTop = (): number | undefined =>
    rowsBetween(view.first, view.end).find((there) => there.kind === 'frame')?.frame.frame;

  const memory = rememberTop(store, () => {
    if (source === undefined || source === finding) return undefined;
    const { session } = source;
    if (place.following()) return { session, frame: undefined };
    const frame = frameAtTop();
    return frame === undefined ? undefined : { session, frame };
  });

  /** What the user reads stays in view when the list gets smaller. */
  const keepSelectedInView = (resize: () => void): void => {
    const current = cursor.row();
    const inView = current !== undefined && current >= view.first && current < view.end;
    resize();
    if (inView && !place.following()) place.reveal(current);
  };

  const showSource = (next: ShownSource | undefined): void => {
    memory.leave();
    const sameSession = next !== undefined && next.session === source?.session;
    const here = place.following() ? undefined : frameAtTop();
    const top = sameSession ? here : store.get().topFrame[next?.session ?? ''];
    pages?.dispose();
    source = next;
    cursor.reset();
    if (!sameSession) {
      place.reset();
      room.reset();
    }
    pages =
      next === undefined
        ? undefined
        : createRowPages(
            (first, amount, signal) => next.rows.page(first, amount, signal),
            () => {
              cursor.settle();
              schedule();
            },
            (error) => store.update(trouble(error)),
          );
    next?.rows.onChange((moved) => {
      if (moved) pages?.moved();
      else pages?.rang();
      // Asked for at once and not when it is painted: the answer comes a frame earlier.
      if (place.following()) pages?.want(Math.max(0, count() - (view.end - view.first)), count(), count());
      schedule();
    });
    store.update({ rows: next?.rows });
    const selected = next === undefined ? undefined : store.get().selected[next.session];
    if (top !== undefined) {
      finding = next;
      void atRowOf(top, (index) => place.startAt(index)).then(() => {
        finding = undefined;
      });
    }
    if (selected !== undefined)
      void atRowOf(selected, (index) => cursor.put(index, selected, !sameSession && top === undefined));
    schedule();
  };

  /** Calls `then` with the row of that frame, unless other rows are shown by then. */
  const atRowOf = async (frame: number, then: (index: number) => void): Promise<void> => {
    const from = source;
    try {
      const index = await from?.rows.rowOf(frame);
      if (index !== undefined && source === from) then(index);
    } catch (error) {
      store.update(trouble(error));
    }
  };

  listGestures(
    panel,
    { scroller, rows: rowWindow.element, area },
    {
      cursor,
      row,
      view: () => ({ ...view, rows: count() }),
      enter,
      follow: () => place.follow(),
    },
  );
  new ResizeObserver(() => {
    keepSelectedInView(() => {
      place.resized();
      place.layOut(count());
    });
    schedule();
  }).observe(scroller);

  watchSource(panel, showSource);
  store.watch(
    (state) => (state.active === undefined ? 0 : (state.frames[state.active] ?? 0)),
    (frames) => source?.rows.rang(frames),
  );
  // The same snapshot bell tells that a frame under way has grown or ended, or that there is a diagnosis.
  store.watch(activeSession, () => {
    source?.rows.rang(store.get().frames[source.session] ?? 0);
    pages?.rang();
    schedule();
  });
  store.watch(emptyState, (state) => fill(empty, ...noFrames(state)));
  store.watch(
    (state) => (state.active === undefined ? undefined : state.selected[state.active]),
    (frame) => {
      if (frame !== undefined && cursor.frame() !== frame)
        void atRowOf(frame, (index) => cursor.put(index, frame, true));
      schedule();
    },
  );
  for (const part of ['selection', 'paused', 'list'] as const) store.watch((state) => state[part], schedule);
  store.watch(
    (state) => state.atEnd,
    (times) => {
      if (times > 0) goOn();
    },
  );
  store.watch(
    (state) => state.annotated[state.active ?? ''] ?? 0,
    (times) => {
      if (times > 0) pages?.moved();
      schedule();
    },
  );
  store.watch(
    (state) => state.density,
    (density) => {
      area.dataset['density'] = density;
      keepSelectedInView(() => {
        place.setRowHeight(ROW_HEIGHTS[density]);
        place.layOut(count());
      });
    },
  );
  return area;
}
