// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { type TreeItem, treeView } from '../../../webview/detail/treeView.ts';
import { press } from '../fakePanel.ts';

const leaf = (name: string): TreeItem => ({ content: () => [name] });
const branch = (name: string, children: readonly TreeItem[], open = false): TreeItem => ({
  content: () => [name],
  children: () => children,
  open,
});

/** The items of this suite hold a text alone. */
const named = (item: TreeItem): string =>
  item
    .content()
    .map((part) => (typeof part === 'string' ? part : ''))
    .join('');

function shown(...roots: TreeItem[]) {
  const chosen: string[] = [];
  const { element } = treeView('Tree', roots, (item) => chosen.push(named(item)));
  document.body.replaceChildren(element);
  const rows = (): string[] =>
    [...element.children].map((row) => `${row.getAttribute('aria-level') ?? ''}${row.textContent}`);
  const focus = (): void => element.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  const keys = (...names: string[]): string => {
    for (const name of names) press(document.activeElement as HTMLElement, name);
    return document.activeElement?.textContent ?? '';
  };
  return { element, rows, focus, keys, chosen };
}

test('moves, unfolds and folds by keys', () => {
  const { rows, focus, keys, chosen } = shown(branch('a', [leaf('b'), branch('c', [leaf('d')])]), leaf('e'));
  expect(rows()).toEqual(['1a', '1e']);
  focus();
  expect(keys('ArrowRight')).toBe('a');
  expect(rows()).toEqual(['1a', '2b', '2c', '1e']);
  expect(keys('ArrowRight', 'ArrowDown')).toBe('c');
  expect(keys('Enter', 'ArrowDown')).toBe('d');
  expect(rows()).toEqual(['1a', '2b', '2c', '3d', '1e']);
  expect(keys('ArrowLeft')).toBe('c');
  expect(keys('Home', 'ArrowLeft')).toBe('a');
  expect(rows()).toEqual(['1a', '1e']);
  expect(keys('End')).toBe('e');
  expect(keys('ArrowDown', 'ArrowUp', 'x')).toBe('a');
  expect(chosen).toEqual(['b', 'c', 'd', 'c', 'a', 'e', 'a']);
});

test('what begins unfolded is there at once, and * unfolds all siblings', () => {
  const { element, rows, focus, keys } = shown(branch('a', [leaf('b')], true), branch('c', [leaf('d')]));
  expect(rows()).toEqual(['1a', '2b', '1c']);
  focus();
  keys('*');
  expect(rows()).toEqual(['1a', '2b', '1c', '2d']);
  expect([...element.children].map((row) => row.getAttribute('aria-expanded'))).toEqual(['true', null, 'true', null]);
  expect(element.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
});

test('the mouse: a click chooses, the twisty and a double click unfold', () => {
  const { element, rows, chosen } = shown(branch('a', [leaf('b')]));
  (element.firstElementChild as HTMLElement).click();
  expect([rows(), chosen]).toEqual([['1a'], ['a']]);
  element.querySelector<HTMLElement>('.twisty')?.click();
  expect(rows()).toEqual(['1a', '2b']);
  element.firstElementChild?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  expect(rows()).toEqual(['1a']);
});

test('a long list comes in parts', () => {
  const { element, rows, focus, keys } = shown(
    branch(
      'a',
      Array.from({ length: 450 }, (_, i) => leaf(`${i}.`)),
      true,
    ),
  );
  expect(rows()).toHaveLength(202);
  focus();
  expect(keys('End')).toBe('200 more of 250');
  expect(keys('Enter')).toBe('200.');
  expect(element.children).toHaveLength(402);
  keys('End', 'Enter');
  expect(rows()).toHaveLength(451);
  expect(element.lastElementChild?.getAttribute('aria-posinset')).toBe('450');
});
