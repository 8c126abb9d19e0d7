import type { ListRow } from '../../src/contract/listPage.ts';
import type { Panel } from '../panel.ts';
import type { ListCursor } from './listCursor.ts';
import { menuContext } from './menuContext.ts';
import { rowForKey } from './rowKeys.ts';
import { extended, isSelected, single, toggled } from './selection.ts';

export interface ListParts {
  readonly scroller: HTMLElement;
  readonly rows: HTMLElement;
  readonly area: HTMLElement;
}

export interface ListControls {
  readonly cursor: ListCursor;
  row(index: number): ListRow | undefined;
  view(): { readonly first: number; readonly end: number; readonly rows: number };
  enter(): void;
  follow(): void;
}

/** What mouse and keys do in the list. */
export function listGestures(panel: Panel, { scroller, rows }: ListParts, controls: ListControls): void {
  const { store, actions } = panel;
  const { cursor } = controls;
  const selection = () => store.get().selection[store.get().active ?? ''];

  const rowUnder = (target: EventTarget | null): { index: number; content: ListRow | undefined } | undefined => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    if (element === null) return undefined;
    const index = Number(element.dataset['row']);
    return { index, content: controls.row(index) };
  };

  rows.addEventListener('click', (event) => {
    const under = rowUnder(event.target);
    if (under === undefined) return;
    const { index, content } = under;
    if (content === undefined) {
      cursor.move(index, event.shiftKey);
      return;
    }
    if (content.kind === 'event') {
      // What broke the rule is what one wants to see.
      const { frame } = content.event;
      cursor.take(index, undefined);
      if (frame === undefined) return;
      actions.select(frame);
      store.update({ reading: true });
      return;
    }
    const { frame } = content.frame;
    if (event.target instanceof Element && event.target.closest('.fold') !== null) actions.turnFold(frame);
    else if (event.shiftKey) cursor.take(index, frame, extended(selection(), frame));
    else if (event.ctrlKey || event.metaKey) {
      const next = toggled(selection(), frame);
      cursor.take(index, next.ranges.length === 0 ? undefined : frame, next);
    } else {
      cursor.take(index, frame, single(frame));
      store.update({ reading: true });
    }
  });

  // VS Code's menu acts on what is selected: the row that it opens at has to be.
  rows.addEventListener('contextmenu', (event) => {
    const under = rowUnder(event.target);
    if (under?.content?.kind !== 'frame') return;
    const { frame, aside } = under.content;
    if (!isSelected(selection(), frame.frame)) cursor.take(under.index, frame.frame, single(frame.frame));
    const row = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    const context = menuContext(store.get().active ?? '', frame, aside, selection());
    row?.setAttribute('data-vscode-context', JSON.stringify(context));
  });

  rows.addEventListener('dblclick', () => controls.enter());

  const foldKey = (key: string): boolean => {
    const content = cursor.row() === undefined ? undefined : controls.row(cursor.row() ?? 0);
    if (content?.kind !== 'frame' || content.aside.fragments === undefined) return false;
    const { folded } = content.aside.fragments;
    if ((key === 'ArrowLeft') === folded) return false;
    actions.turnFold(content.frame.frame);
    return true;
  };

  scroller.addEventListener('keydown', (event) => {
    if (event.target !== scroller || event.altKey) return;
    const chord = event.ctrlKey || event.metaKey;
    if (chord && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      actions.selectAll();
      return;
    }
    if (chord && event.key !== 'Home' && event.key !== 'End') return;
    if (event.key === 'Enter') controls.enter();
    if (event.key === 'Escape') {
      cursor.reset();
      actions.select(undefined);
    }
    if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && foldKey(event.key)) event.preventDefault();
    const row = rowForKey(event.key, cursor.row(), controls.view());
    if (row === undefined) return;
    event.preventDefault();
    cursor.move(row, event.shiftKey);
    // End goes on with the tail: what comes next is shown too.
    if (event.key === 'End' && !event.shiftKey) controls.follow();
  });

  // Ctrl+C comes as this event in every VS Code, from the keyboard and from its menu.
  document.addEventListener('copy', (event) => {
    if (document.activeElement !== scroller || selection() === undefined) return;
    event.preventDefault();
    void actions.copy('text');
  });
}
