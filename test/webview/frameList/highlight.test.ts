// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { el } from '../../../webview/dom.ts';
import { highlighted } from '../../../webview/frameList/highlight.ts';

const markup = (text: string, ...ranges: [number, number][]): string =>
  el(
    'p',
    {},
    ...highlighted(
      text,
      ranges.map(([start, end]) => ({ start, end })),
    ),
  ).innerHTML;

test('ranges become marks, and the text stays whole', () => {
  expect(markup('abcdef', [0, 2], [3, 4])).toBe('<mark>ab</mark>c<mark>d</mark>ef');
  expect(markup('abc')).toBe('abc');
  expect(markup('abc', [2, 9], [10, 12])).toBe('ab<mark>c</mark>');
});

test('markup in a match stays text, and what cannot be seen is shown', () => {
  expect(markup('<b>\u0001', [0, 3])).toBe('<mark>&lt;b&gt;</mark>·');
});
