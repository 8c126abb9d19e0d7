import type { FrameRow } from '../../src/contract/framePage.ts';
import { el, fill, icon, setAttribute, setText } from '../dom.ts';
import { formatCount } from '../numbers.ts';
import type { Panel } from '../panel.ts';
import { activeSession } from '../panelState.ts';
import { trouble } from '../trouble.ts';
import { createColumnFit } from './columnFit.ts';
import { type FramePages, createFramePages } from './framePages.ts';
import { rowId } from './frameRow.ts';
import { createFrameScroller, scrollParts } from './frameScroller.ts';
import { noFrames } from './noFrames.ts';
import { rowForKey } from './rowKeys.ts';
import { createRowWindow } from './rowWindow.ts';
import { shownState } from '../wording.ts';

const COLUMNS = ['number', 'time', 'from', 'opcode', 'length', 'preview'] as const;
const HEADINGS = {
  number: '#',
  time: 'Time, ms',
  from: 'From',
  opcode: 'Opcode',
  length: 'Length',
  preview: 'Payload',
};

/** The list of the active session's frames. `enter` is called when the user wants to go on to the selected one. */
export function frameList({ store, actions, call }: Panel, enter: () => void): HTMLElement {
  const rowWindow = createRowWindow();
  const parts = scrollParts(header(), rowWindow.element);
  const { scroller } = parts;
  const newLabel = el('span');
  const newFrames = el(
    'button',
    { type: 'button', class: 'new-frames', testid: 'new-frames', on: { click: () => place.follow() } },
    icon('arrow-down'),
    newLabel,
  );
  const empty = el('div', { class: 'no-frames' });
  const area = el('div', { class: 'frame-list-area' }, scroller, empty, newFrames);

  let pages: FramePages | undefined;
  let session: string | undefined;
  let rows = 0;
  let view = { first: 0, end: 0 };
  let scheduled = false;

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      paint();
    });
  };
  const place = createFrameScroller(parts, schedule);

  const selectedFrame = (): number | undefined => (session === undefined ? undefined : store.get().selected[session]);

  const columns = createColumnFit(scroller);
  const inView = (first: number, end: number): FrameRow[] =>
    Array.from({ length: end - first }, (_, i) => pages?.row(first + i)).filter((row) => row !== undefined);

  const paint = (): void => {
    const { first, end, shift, unseen } = place.layOut(rows);
    view = { first, end };
    const selected = selectedFrame();
    pages?.want(first, end, rows);
    rowWindow.paint(first, end, shift, (index) => pages?.row(index), selected);
    columns.fit(rows, inView(first, end));
    setAttribute(scroller, 'aria-rowcount', rows + 1);
    const shown = selected !== undefined && selected >= first && selected < end;
    setAttribute(scroller, 'aria-activedescendant', shown ? rowId(selected) : undefined);
    newFrames.hidden = unseen === 0;
    setText(newLabel, `${formatCount(unseen)} new`);
    empty.hidden = rows > 0;
  };

  const showSession = (active: string | undefined): void => {
    pages?.dispose();
    session = active;
    place.reset();
    columns.reset();
    pages =
      active === undefined
        ? undefined
        : createFramePages(
            (first, count, signal) => call('session.page', { session: active, first, count }, { signal }),
            schedule,
            (error) => store.update(trouble(error)),
          );
    const selected = selectedFrame();
    if (selected !== undefined) showSelected(selected);
    schedule();
  };

  const showSelected = (frame: number): void => {
    place.hold();
    place.layOut(rows);
    place.reveal(frame);
  };

  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') enter();
    if (event.key === 'Escape') actions.select(undefined);
    const row = rowForKey(event.key, selectedFrame(), { ...view, rows });
    if (row === undefined) return;
    event.preventDefault();
    actions.select(row);
    // End goes on with the tail: what comes next is shown too.
    if (event.key === 'End') place.follow();
  };
  scroller.addEventListener('keydown', pressed);
  rowWindow.element.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-frame]') : null;
    if (row !== null) actions.select(Number(row.dataset['frame']) - 1);
  });
  new ResizeObserver(schedule).observe(scroller);

  store.watch(
    (state) => (state.active === undefined ? 0 : (state.frames[state.active] ?? 0)),
    (count) => {
      rows = count;
      pages?.rang();
      schedule();
    },
  );
  store.watch((state) => state.active, showSession);
  // The same snapshot bell tells that a frame under way has grown or ended.
  store.watch(activeSession, () => {
    pages?.rang();
    schedule();
  });
  store.watch(
    (state) => shownState(activeSession(state)),
    (state) => fill(empty, ...noFrames(state)),
  );
  store.watch(
    (state) => (state.active === undefined ? undefined : state.selected[state.active]),
    (frame) => {
      if (frame !== undefined) showSelected(frame);
      schedule();
    },
  );
  return area;
}

function header(): HTMLElement {
  const cells = COLUMNS.map((name) => el('span', { role: 'columnheader', class: `cell ${name}` }, HEADINGS[name]));
  const row = el('div', { role: 'row', class: 'frame-headings', 'aria-rowindex': 1 }, ...cells);
  return el('div', { role: 'rowgroup', class: 'rows-header' }, row);
}
