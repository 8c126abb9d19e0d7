import type { FrameRow } from '../../src/contract/framePage.ts';
import { el } from '../dom.ts';
import { type RowView, createRow } from './frameRow.ts';

/** The rows in view, in the order of the page. A row that stays in view keeps its element, so that scrolling by one paints one. */
export interface RowWindow {
  readonly element: HTMLElement;
  /** `shift` is how far, in pixels, the first row is scrolled out at the top. */
  paint(first: number, end: number, shift: number, row: RowSource, selected: number | undefined): void;
}

type RowSource = (index: number) => FrameRow | undefined;

export function createRowWindow(): RowWindow {
  const element = el('div', { class: 'rows', role: 'presentation' });
  let views: RowView[] = [];
  let shownFirst = 0;

  /** Moves the elements of rows that went out at one end to the other end. */
  const turn = (by: number): void => {
    if (Math.abs(by) >= views.length) return;
    if (by > 0) views = [...views.slice(by), ...views.slice(0, by)];
    else if (by < 0) views = [...views.slice(by), ...views.slice(0, by)];
  };

  const resize = (count: number): void => {
    while (views.length < count) views.push(createRow());
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
    paint: (first, end, shift, row, selected) => {
      turn(first - shownFirst);
      resize(end - first);
      settleOrder();
      shownFirst = first;
      element.style.transform = `translateY(${-shift}px)`;
      views.forEach((view, i) => view.paint(first + i, row(first + i), selected === first + i));
    },
  };
}
