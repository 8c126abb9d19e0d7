import type { ListRow } from '../../src/contract/listPage.ts';
import { el } from '../dom.ts';
import { type RowMarks, type RowStyle, type RowView, createRow } from './frameRow.ts';

/** What is to be painted: rows `first` … `end - 1`, and how far, in pixels, the first is scrolled out at the top. */
interface PaintedRows {
  readonly first: number;
  readonly end: number;
  readonly shift: number;
  readonly content: (index: number) => ListRow | undefined;
  readonly marks: (index: number, content: ListRow | undefined) => RowMarks;
}

/** The rows in view, in the order of the page. A row that stays in view keeps its element, so that scrolling by one paints one. */
export interface RowWindow {
  readonly element: HTMLElement;
  paint(rows: PaintedRows): void;
  /** Paints all rows anew from now on, in another style. */
  restyle(style: RowStyle): void;
}

export function createRowWindow(first: RowStyle): RowWindow {
  const element = el('div', { class: 'rows', role: 'presentation' });
  let style = first;
  let views: RowView[] = [];
  let shownFirst = 0;

  /** Moves the elements of rows that went out at one end to the other end. */
  const turn = (by: number): void => {
    if (by === 0 || Math.abs(by) >= views.length) return;
    views = [...views.slice(by), ...views.slice(0, by)];
  };

  const resize = (count: number): void => {
    while (views.length < count) views.push(createRow(style));
    views = views.slice(0, count);
  };

  const settleOrder = (): void => {
    for (const [i, view] of views.entries()) {
      const there = element.children[i];
      if (there !== view.element) element.insertBefore(view.element, there ?? null);
    }
    while (element.children.length > views.length) element.lastElementChild?.remove();
  };

  return {
    element,
    paint: ({ first: top, end, shift, content, marks }) => {
      turn(top - shownFirst);
      resize(end - top);
      settleOrder();
      shownFirst = top;
      element.style.transform = `translateY(${-shift}px)`;
      views.forEach((view, i) => {
        const row = content(top + i);
        view.paint(top + i, row, marks(top + i, row));
      });
    },
    restyle: (another) => {
      style = another;
      views = [];
    },
  };
}
