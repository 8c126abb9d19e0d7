// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { el } from '../../../webview/dom.ts';
import {
  HEADER_HEIGHT,
  ROW_HEIGHT,
  createFrameScroller,
  scrollParts,
} from '../../../webview/frameList/frameScroller.ts';
import { MAX_SCROLL_PX } from '../../../webview/frameList/scrollMapping.ts';

const VIEW = 10 * ROW_HEIGHT;

/** A scroller as high as ten rows; happy-dom lays nothing out, so its heights are told. */
function tenRows() {
  const parts = scrollParts(el('div'), el('div'));
  let top = 0;
  Object.defineProperty(parts.scroller, 'clientHeight', { value: VIEW + HEADER_HEIGHT });
  Object.defineProperty(parts.scroller, 'scrollTop', {
    get: () => top,
    set: (value: number) => {
      top = Math.min(value, Number.parseFloat(parts.extent.style.height) - VIEW);
    },
    configurable: true,
  });
  let moves = 0;
  const scroller = createFrameScroller(parts, () => moves++);
  // As painting does it.
  const layOut = (rows: number) => {
    const due = scroller.layOut(rows);
    scroller.settle();
    return due;
  };
  const place = { ...scroller, layOut };
  const scrollTo = (value: number): void => {
    parts.scroller.scrollTop = value;
    parts.scroller.dispatchEvent(new Event('scroll'));
  };
  return { place, parts, scrollTo, moves: () => moves };
}

test('the height is asked for once for each size: asking makes the browser lay the page out', () => {
  const parts = scrollParts(el('div'), el('div'));
  let height = 10 * ROW_HEIGHT + HEADER_HEIGHT;
  let asked = 0;
  Object.defineProperty(parts.scroller, 'clientHeight', {
    get: () => {
      asked += 1;
      return height;
    },
  });
  const place = createFrameScroller(parts, () => undefined);
  for (let rows = 1; rows <= 50; rows++) place.layOut(rows);
  expect(asked).toBe(1);
  height = 5 * ROW_HEIGHT + HEADER_HEIGHT;
  place.resized();
  expect(place.layOut(50)).toMatchObject({ first: 45, end: 50 });
});

test('at the end it follows the tail', () => {
  const { place, parts } = tenRows();
  expect(place.layOut(3)).toMatchObject({ first: 0, end: 3, unseen: 0 });
  expect(place.layOut(50)).toEqual({ first: 40, end: 50, shift: 0, unseen: 0 });
  expect(place.layOut(60)).toMatchObject({ first: 50, end: 60 });
  expect(parts.extent.style.height).toBe(`${60 * ROW_HEIGHT}px`);
});

test('scrolled away it holds still and counts what is new, until the end is reached again', () => {
  const { place, scrollTo } = tenRows();
  place.layOut(50);
  scrollTo(20 * ROW_HEIGHT);
  expect(place.following()).toBe(false);
  expect(place.layOut(50)).toMatchObject({ first: 20, end: 30, unseen: 0 });
  expect(place.layOut(92)).toMatchObject({ first: 20, end: 30, unseen: 42 });
  scrollTo(50 * ROW_HEIGHT);
  expect(place.layOut(92)).toMatchObject({ unseen: 32 });
  scrollTo(82 * ROW_HEIGHT);
  expect(place.layOut(100)).toMatchObject({ first: 90, end: 100, unseen: 0 });
});

test('held at a few rows, what comes into view is not new', () => {
  const { place } = tenRows();
  place.layOut(3);
  place.hold();
  expect(place.layOut(8)).toMatchObject({ unseen: 0 });
  expect(place.layOut(14)).toMatchObject({ first: 0, end: 10, unseen: 4 });
  place.follow();
  expect(place.layOut(14)).toMatchObject({ first: 4, end: 14, unseen: 0 });
});

test('its own scrolling is not taken for the user', () => {
  const { place, parts } = tenRows();
  place.layOut(50);
  parts.scroller.dispatchEvent(new Event('scroll'));
  expect(place.following()).toBe(true);
});

test('ten million rows: both ends by the scrollbar, single rows by the wheel', () => {
  const { place, parts, scrollTo } = tenRows();
  const rows = 10_000_000;
  place.layOut(rows);
  expect(parts.extent.style.height).toBe(`${MAX_SCROLL_PX}px`);
  scrollTo(0);
  expect(place.layOut(rows)).toMatchObject({ first: 0, end: 10 });
  const wheel = new WheelEvent('wheel', { deltaY: 3 * ROW_HEIGHT, cancelable: true });
  parts.scroller.dispatchEvent(wheel);
  expect(wheel.defaultPrevented).toBe(true);
  expect(place.layOut(rows)).toMatchObject({ first: 3, end: 13, shift: 0 });
  scrollTo(MAX_SCROLL_PX - VIEW);
  expect(place.layOut(rows)).toMatchObject({ first: rows - 10, end: rows });
  place.reveal(1_234_567);
  expect(place.layOut(rows)).toMatchObject({ first: rows - 10 });
  place.hold();
  place.reveal(1_234_567);
  expect(place.layOut(rows)).toMatchObject({ first: 1_234_567 });
});

test('with few rows the wheel is left to the browser', () => {
  const { place, parts } = tenRows();
  place.layOut(100);
  const wheel = new WheelEvent('wheel', { deltaY: 10, cancelable: true });
  parts.scroller.dispatchEvent(wheel);
  expect(wheel.defaultPrevented).toBe(false);
});

test('the page is touched when it has to be, and an element that was hidden is put where it stood', () => {
  const { place, parts } = tenRows();
  let put = 0;
  const { scroller } = parts;
  const own = Object.getOwnPropertyDescriptor(scroller, 'scrollTop');
  const watched = {
    ...own,
    set: (value: number) => {
      put += 1;
      own?.set?.call(scroller, value);
    },
    configurable: true,
  };
  Object.defineProperty(scroller, 'scrollTop', watched);
  place.layOut(50);
  place.layOut(50);
  place.layOut(50);
  expect(put).toBe(1);
  place.layOut(51);
  expect(put).toBe(2);
  own?.set?.call(scroller, 0);
  place.resized();
  place.layOut(51);
  expect(scroller.scrollTop).toBe(41 * ROW_HEIGHT);
});

test('what the browser does to the place when the size changes is not taken for the user', () => {
  const { place, parts } = tenRows();
  place.layOut(50);
  place.resized();
  parts.scroller.dispatchEvent(new Event('scroll'));
  expect(place.following()).toBe(true);
});
