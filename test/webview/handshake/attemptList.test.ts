// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { el } from '../../../webview/dom.ts';
import { attemptList } from '../../../webview/handshake/attemptList.ts';
import { createMemory } from '../../../webview/handshake/memory.ts';

const make = (count: number): HTMLElement[] =>
  Array.from({ length: count }, (_, index) => el('article', {}, String(index + 1)));
const texts = (parent: ParentNode): (string | null)[] => [...parent.children].map((child) => child.textContent);

test('a few stand in the open', () => {
  const list = attemptList(createMemory());
  list.show(make(5));
  expect(texts(list.element)).toEqual(['1', '2', '3', '4', '5']);
});

test('of many the earlier ones are folded together', () => {
  const memory = createMemory();
  memory.at('earlier').keep(true);
  const list = attemptList(memory);
  const attempts = make(8);
  list.show(attempts.slice(0, 7));
  list.show(attempts);
  expect(texts(list.element)).toEqual(['5 earlier attempts12345', '6', '7', '8']);
  list.show(attempts.slice(0, 2));
  expect(texts(list.element)).toEqual(['1', '2']);
});

test('what stays is not touched', () => {
  const list = attemptList(createMemory());
  const attempts = make(3);
  list.show(attempts);
  document.body.replaceChildren(list.element);
  attempts[1]!.tabIndex = 0;
  attempts[1]!.focus();
  list.show([attempts[0]!, attempts[1]!, el('article', {}, 'new')]);
  expect(document.activeElement).toBe(attempts[1]);
  expect(texts(list.element)).toEqual(['1', '2', 'new']);
});
