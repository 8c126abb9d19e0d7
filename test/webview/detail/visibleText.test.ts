// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { el } from '../../../webview/dom.ts';
import { spanNodes, unseenName, visibleNodes, wireNodes } from '../../../webview/detail/visibleText.ts';

const marks = (text: string): string[] =>
  [...el('p', {}, ...visibleNodes(text)).querySelectorAll<HTMLElement>('.unseen')].map(
    (mark) => mark.dataset['name'] ?? '',
  );

test('the text stays exactly the text, markers and all', () => {
  const text = 'a\0b\tc\r\nd\u202ee\u202c\ufeff\u200b<b>☃';
  expect(el('p', {}, ...visibleNodes(text)).textContent).toBe(text);
  expect(marks(text)).toEqual(['NUL', 'CR', 'RLO', 'PDF', 'BOM', 'ZWSP']);
});

test('what can be seen is not marked', () => {
  expect(marks('héllo ☃ مرحبا 👩‍🚀 \n\t')).toEqual([]);
  expect(marks('a\u200db')).toEqual(['ZWJ']);
});

test('where the ends of lines count, a line feed is marked as well', () => {
  const text = 'GET / HTTP/1.1\r\nA: b\n\tc\r\n\r\n';
  const element = el('pre', {}, ...wireNodes(text));
  expect(element.textContent).toBe(text);
  expect([...element.querySelectorAll<HTMLElement>('.unseen')].map((mark) => mark.dataset['name'])).toEqual([
    'CR',
    'LF',
    'LF',
    'CR',
    'LF',
    'CR',
    'LF',
  ]);
});

test('names', () => {
  expect([0, 0x1b, 0x7f, 0x85, 0x2066, 0xe0041].map(unseenName)).toEqual([
    'NUL',
    'ESC',
    'DEL',
    'U+0085',
    'LRI',
    'U+E0041',
  ]);
});

test('bytes that are no UTF-8 are marked one by one', () => {
  const nodes = spanNodes([
    { kind: 'text', text: 'a' },
    { kind: 'invalid', bytes: Uint8Array.of(0xff, 0xc0) },
  ]);
  const element = el('p', {}, ...nodes);
  expect(element.textContent).toBe('a\ufffd\ufffd');
  expect([...element.querySelectorAll<HTMLElement>('.invalid')].map((mark) => mark.dataset['name'])).toEqual([
    'FF',
    'C0',
  ]);
});
