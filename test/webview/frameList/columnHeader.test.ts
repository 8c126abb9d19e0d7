// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { columnHeader } from '../../../webview/frameList/columnHeader.ts';
import { type ListPreferences, firstPreferences, shownColumns } from '../../../webview/frameList/preferences.ts';
import { press } from '../fakePanel.ts';

function header() {
  let list: ListPreferences = firstPreferences;
  let chosen = 0;
  const said: string[] = [];
  const made = columnHeader(
    (next, words) => {
      list = next(list);
      said.push(words);
      made.show(shownColumns(list));
    },
    () => (chosen += 1),
  );
  made.show(shownColumns(list));
  document.body.replaceChildren(made.element);
  const cells = () => [...made.element.querySelectorAll<HTMLElement>('[role=columnheader]')];
  const cell = (name: string) => cells().find((head) => head.dataset['column'] === name)!;
  return { cells, cell, said, list: () => list, chosen: () => chosen };
}

test('one heading is reached by Tab, the others by arrows', () => {
  const { cells } = header();
  expect(cells().map((cell) => cell.tabIndex)).toEqual([0, -1, -1, -1, -1, -1]);
  cells()[0]!.focus();
  press(cells()[0]!, 'ArrowRight');
  expect(document.activeElement).toBe(cells()[1]);
});

test('Alt moves, Shift sizes, Delete hides, Enter opens the list of columns; the focus goes along', () => {
  const { cell, cells, list, said, chosen } = header();
  cell('time').focus();
  press(cell('time'), 'ArrowRight', { altKey: true });
  expect(shownColumns(list()).slice(0, 3)).toEqual(['number', 'from', 'time']);
  expect(document.activeElement).toBe(cell('time'));
  expect(said).toEqual(['Time, ms moved.']);
  press(cell('time'), 'ArrowRight', { shiftKey: true });
  expect(list().widths.time).toBeGreaterThan(0);
  expect(said.at(-1)).toBe(`Time, ms is ${list().widths.time} pixels wide.`);
  press(cell('time'), 'Delete');
  expect(shownColumns(list())).not.toContain('time');
  press(cells()[0]!, 'Enter');
  expect(chosen()).toBe(1);
});

const pointer = (type: string, x: number): PointerEvent =>
  new PointerEvent(type, { bubbles: true, cancelable: true, clientX: x });

test('a border is dragged to size, and a double click lets the content decide', () => {
  const { cell, list } = header();
  const grip = () => cell('time').querySelector<HTMLElement>('.column-grip')!;
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { value: 80, configurable: true });
  grip().dispatchEvent(pointer('pointerdown', 100));
  window.dispatchEvent(pointer('pointermove', 140));
  window.dispatchEvent(pointer('pointerup', 140));
  window.dispatchEvent(pointer('pointermove', 500));
  expect(list().widths.time).toBe(120);
  grip().dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  expect(list().widths.time).toBeUndefined();
});

test('a heading is dragged to the place of another', () => {
  const { cell, cells, list } = header();
  for (const [i, head] of cells().entries()) {
    head.getBoundingClientRect = () => ({ left: i * 100, right: i * 100 + 100 }) as DOMRect;
  }
  cell('number').dispatchEvent(pointer('pointerdown', 50));
  window.dispatchEvent(pointer('pointermove', 250));
  expect(cell('from').classList.contains('drop-here')).toBe(true);
  window.dispatchEvent(pointer('pointerup', 250));
  expect(shownColumns(list()).slice(0, 3)).toEqual(['time', 'from', 'number']);
});

test('a press without a move is no drag', () => {
  const { cell, list } = header();
  cell('number').dispatchEvent(pointer('pointerdown', 50));
  window.dispatchEvent(pointer('pointerup', 52));
  expect(list()).toBe(firstPreferences);
});
