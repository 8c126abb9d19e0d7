// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { createRowWindow } from '../../../webview/frameList/rowWindow.ts';
import { frameRow } from '../fakePanel.ts';

const numbers = (element: HTMLElement): string[] =>
  [...element.children].map((row) => (row as HTMLElement).dataset['frame'] ?? '');

test('rows stand in order, and a row that stays in view keeps its element', () => {
  const view = createRowWindow();
  const row = (index: number) => frameRow(index);
  view.paint(0, 5, 0, row, undefined);
  const fourth = view.element.children[3];
  view.paint(2, 7, 4, row, 3);
  expect(numbers(view.element)).toEqual(['3', '4', '5', '6', '7']);
  expect(view.element.children[1]).toBe(fourth);
  expect(view.element.children[1]?.getAttribute('aria-selected')).toBe('true');
  expect(view.element.style.transform).toBe('translateY(-4px)');
  view.paint(1, 6, 0, row, 3);
  expect(numbers(view.element)).toEqual(['2', '3', '4', '5', '6']);
  expect(view.element.children[2]).toBe(fourth);
});

test('jumps, growth and shrinking', () => {
  const view = createRowWindow();
  view.paint(0, 3, 0, () => undefined, undefined);
  view.paint(1000, 1004, 0, () => undefined, undefined);
  expect(numbers(view.element)).toEqual(['1001', '1002', '1003', '1004']);
  view.paint(1002, 1004, 0, () => undefined, undefined);
  expect(numbers(view.element)).toEqual(['1003', '1004']);
  view.paint(0, 0, 0, () => undefined, undefined);
  expect(view.element.children).toHaveLength(0);
});
