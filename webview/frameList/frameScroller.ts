import { el } from '../dom.ts';
import {
  type ScrollMapping,
  clampTop,
  contentHeight,
  isCompressed,
  maxTop,
  rowsInView,
  scrollHeight,
  scrollTopOf,
  topOf,
  topToReveal,
} from './scrollMapping.ts';

/** Of a list that nobody has given another density. */
export const ROW_HEIGHT = 22;
/** Must equal the height in frameList.css. */
export const HEADER_HEIGHT = 24;

interface ScrolledRows {
  readonly first: number;
  readonly end: number;
  /** Pixels of the first row that are above the window. */
  readonly shift: number;
  /** Rows before this one have been in view while the tail was left, or existed when it was. */
  readonly unseen: number;
}

/**
 * The place in the list: kept in rows' pixels, with the browser's scrollbar following. At the end it follows the tail; anywhere
 * else it holds still while rows are added.
 */
export interface FrameScroller {
  /** Answers which rows are in view when there are so many. Costs nothing: the page is not touched. */
  layOut(rows: number): ScrolledRows;
  /** Gives the scrolled element the height and place of the last answer: to be called once the rows stand there. */
  settle(): void;
  reveal(row: number): void;
  /** That row is the first in view. */
  startAt(row: number): void;
  follow(): void;
  hold(): void;
  /** Back to the tail with nothing unseen: another session is shown. */
  reset(): void;
  readonly following: () => boolean;
  /** The scrolled element may be of another height. */
  resized(): void;
  /** Rows are that high from now on; the row at the top stays there. */
  setRowHeight(pixels: number): void;
}

export function createFrameScroller({ scroller, extent, view }: ScrollParts, moved: () => void): FrameScroller {
  let mapping: ScrollMapping = { rows: 0, rowHeight: ROW_HEIGHT, viewHeight: 0 };
  let top = 0;
  let following = true;
  let seen = 0;
  let ownScrollTop = 0;
  /** The element may stand elsewhere by now: one that was hidden stands at its top again. */
  let displaced = true;
  /** Asking for it makes the browser lay the page out: once for each size is enough. */
  let viewHeight: number | undefined;

  const goTo = (place: number): void => {
    top = clampTop(mapping, place);
    following = top >= maxTop(mapping) - 1;
    moved();
  };

  // Our own setting of scrollTop comes back as an event too; only what differs was the user.
  const scrolled = (): void => {
    const { scrollTop } = scroller;
    if (Math.abs(scrollTop - ownScrollTop) < 1) return;
    ownScrollTop = scrollTop;
    goTo(topOf(mapping, scrollTop));
  };

  const wheeled = (event: WheelEvent): void => {
    if (event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = [1, mapping.rowHeight, mapping.viewHeight][event.deltaMode] ?? 1;
    goTo(top + event.deltaY * unit);
  };

  // Where the scrollbar's pixel is many rows, the wheel moves by ours. Elsewhere the browser scrolls best by itself.
  let wheelIsOurs = false;
  const takeWheel = (ours: boolean): void => {
    if (ours === wheelIsOurs) return;
    wheelIsOurs = ours;
    if (ours) scroller.addEventListener('wheel', wheeled, { passive: false });
    else scroller.removeEventListener('wheel', wheeled);
  };

  scroller.addEventListener('scroll', scrolled, { passive: true });

  return {
    layOut: (rows) => {
      viewHeight ??= Math.max(0, scroller.clientHeight - HEADER_HEIGHT);
      mapping = { ...mapping, rows, viewHeight };
      top = following ? maxTop(mapping) : clampTop(mapping, top);
      takeWheel(isCompressed(mapping));
      const { first, end } = rowsInView(mapping, top);
      seen = following ? rows : Math.max(seen, Math.floor((top + mapping.viewHeight) / mapping.rowHeight));
      return { first, end, shift: top - first * mapping.rowHeight, unseen: Math.max(0, rows - seen) };
    },
    settle: () => {
      const height = `${scrollHeight(mapping)}px`;
      const grown = extent.style.height !== height;
      if (grown) extent.style.height = height;
      // No higher than what is in view: a sticky element that reaches beyond its parent's end is pushed up.
      const windowHeight = `${Math.min(mapping.viewHeight, contentHeight(mapping))}px`;
      if (view.style.height !== windowHeight) view.style.height = windowHeight;
      const wanted = scrollTopOf(mapping, top);
      // Where it was put it still is, unless the browser could not go so far then.
      if (!grown && !displaced && Math.abs(ownScrollTop - wanted) < 1) return;
      displaced = false;
      scroller.scrollTop = wanted;
      ownScrollTop = scroller.scrollTop;
    },
    reveal: (row) => {
      top = topToReveal(mapping, top, row);
      moved();
    },
    startAt: (row) => {
      following = false;
      top = clampTop(mapping, row * mapping.rowHeight);
      moved();
    },
    follow: () => {
      following = true;
      moved();
    },
    hold: () => {
      following = false;
    },
    reset: () => {
      top = 0;
      following = true;
      seen = 0;
    },
    following: () => following,
    resized: () => {
      viewHeight = undefined;
      displaced = true;
    },
    setRowHeight: (pixels) => {
      top = (top / mapping.rowHeight) * pixels;
      mapping = { ...mapping, rowHeight: pixels };
      moved();
    },
  };
}

/** The scrolled element, its full-height content, and the window inside that stays in view. */
export interface ScrollParts {
  readonly scroller: HTMLElement;
  readonly extent: HTMLElement;
  readonly view: HTMLElement;
}

export function scrollParts(header: HTMLElement, rows: HTMLElement): ScrollParts {
  const view = el('div', { class: 'rows-window', role: 'rowgroup' }, rows);
  const extent = el('div', { class: 'rows-extent', role: 'presentation' }, view);
  const scroller = el(
    'div',
    { class: 'frame-list', role: 'grid', testid: 'frame-list', tabindex: 0, 'aria-label': 'Frames' },
    header,
    extent,
  );
  return { scroller, extent, view };
}
