// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { el, fill } from '../../../webview/dom.ts';
import { keepPlace } from '../../../webview/handshake/keepPlace.ts';

const root = el('div');
const make = (place: string): HTMLElement => el('button', { 'data-place': place }, place);
const focused = (): string | null | undefined => document.activeElement?.getAttribute('data-place');

beforeEach(() => {
  document.body.replaceChildren(root, make('outside'));
  fill(root, make('a'), make('b'));
});

test('the focus goes to what stands in the same place now', () => {
  root.querySelector<HTMLElement>('[data-place=b]')?.focus();
  keepPlace(root, () => fill(root, make('a'), make('b')));
  expect(focused()).toBe('b');
});

test('what is gone leaves no focus; what was focused elsewhere keeps it', () => {
  root.querySelector<HTMLElement>('[data-place=b]')?.focus();
  keepPlace(root, () => fill(root, make('a')));
  expect(root.contains(document.activeElement)).toBe(false);
  document.body.querySelector<HTMLElement>('[data-place=outside]')?.focus();
  keepPlace(root, () => fill(root, make('outside')));
  expect(root.contains(document.activeElement)).toBe(false);
});

test('the scrolled place stays', () => {
  root.scrollTop = 40;
  keepPlace(root, () => {
    root.scrollTop = 0;
  });
  expect(root.scrollTop).toBe(40);
});
