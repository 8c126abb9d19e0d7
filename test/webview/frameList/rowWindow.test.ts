// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { createRowWindow } from '../../../webview/frameList/rowWindow.ts';
import { listRow } from '../fakePanel.ts';

const style = { columns: ['number' as const], startedAtMs: () => undefined, highlights: () => [] };
const rows = (element: HTMLElement): number[] =>
  [...element.children].map((row) => Number((row as HTMLElement).dataset['row']));

function windowOf() {
  const view = createRowWindow(style);
  const paint = (first: number, end: number, shift = 0, selected?: number): void =>
    view.paint({
      first,
      end,
      shift,
      content: (index) => listRow(index),
      marks: (index) => ({ selected: index === selected, current: false }),
    });
  return { view, paint };
}

test('rows stand in order, and a row that stays in view keeps its element', () => {
  const { view, paint } = windowOf();
  paint(0, 5);
  const fourth = view.element.children[3];
  paint(2, 7, 4, 3);
  expect(rows(view.element)).toEqual([2, 3, 4, 5, 6]);
  expect(view.element.children[1]).toBe(fourth);
  expect(view.element.children[1]?.getAttribute('aria-selected')).toBe('true');
  expect(view.element.style.transform).toBe('translateY(-4px)');
  paint(1, 6);
  expect(rows(view.element)).toEqual([1, 2, 3, 4, 5]);
  expect(view.element.children[2]).toBe(fourth);
});

test('jumps, growth and shrinking', () => {
  const { view, paint } = windowOf();
  paint(0, 3);
  paint(1000, 1004);
  expect(rows(view.element)).toEqual([1000, 1001, 1002, 1003]);
  paint(1002, 1004);
  expect(rows(view.element)).toEqual([1002, 1003]);
  paint(0, 0);
  expect(view.element.children).toHaveLength(0);
});

test('another style makes the rows anew', () => {
  const { view, paint } = windowOf();
  paint(0, 2);
  view.restyle({ ...style, columns: ['number', 'opcode'] });
  paint(0, 2);
  expect(rows(view.element)).toEqual([0, 1]);
  expect(view.element.querySelectorAll('[role=gridcell]')).toHaveLength(4);
});
