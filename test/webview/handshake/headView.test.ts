// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { headView } from '../../../webview/handshake/headView.ts';
import { createMemory } from '../../../webview/handshake/memory.ts';
import { headOf } from '../fakePanel.ts';

const head = headOf('GET /?key=abc HTTP/1.1', [
  ['Host', 'a'],
  ['authorization', 'Bearer secret'],
]);
const context = { side: 'request', request: head.headers, accepted: true } as const;

test('as it reads, and beside it the exact bytes', () => {
  const view = headView(headOf('GET / HTTP/1.1', [['Host', 'a']]), context, createMemory());
  expect(view.querySelector('.raw-head')?.textContent).toBe('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const marks = [...view.querySelectorAll('.raw-head .unseen')].map((mark) => mark.getAttribute('data-name'));
  expect(marks).toEqual(['CR', 'LF', 'CR', 'LF', 'CR', 'LF']);
  expect(view.querySelector('.start-line')?.textContent).toBe('GET / HTTP/1.1');
  expect(view.querySelector('.fact')?.textContent).toBe('27 bytes');
  expect(view.querySelector('vscode-button')).toBeNull();
});

test('secret values wait for a click, in the request line, the table and the bytes', () => {
  const view = headView(head, context, createMemory());
  const reveal = view.querySelector<HTMLElement>('vscode-button');
  expect(view.textContent).not.toMatch(/secret(?! values)|abc/);
  expect(reveal?.getAttribute('aria-pressed')).toBe('false');
  reveal?.click();
  expect(view.querySelector('.raw-head')?.textContent).toBe(head.raw);
  expect(view.querySelector('.start-line')?.textContent).toBe(head.startLine);
  expect(view.querySelector('td:last-child')?.textContent).toBe('a');
  expect(reveal?.textContent).toBe('Hide secret values');
  reveal?.click();
  expect(view.textContent).not.toContain('Bearer secret');
});

test('what was revealed stays so when it is painted anew, and nothing else is', () => {
  const memory = createMemory();
  headView(head, context, memory.at('1')).querySelector<HTMLElement>('vscode-button')?.click();
  expect(headView(head, context, memory.at('1')).textContent).toContain('Bearer secret');
  expect(headView(head, context, memory.at('2')).textContent).not.toContain('Bearer secret');
});

test('broken rules are listed', () => {
  const plain = { ...headOf('HTTP/1.1 200 OK', []), violations: [{ sentence: 'Not 101.', section: 'RFC 6455 §4.1' }] };
  const view = headView(plain, { ...context, side: 'response' }, createMemory());
  expect(view.textContent).toContain('Not 101. RFC 6455 §4.1');
  expect(view.getAttribute('aria-label')).toBe('Response');
});

test('an API key in the query waits for a click as well, whatever its parameter is called', () => {
  const asked = headOf('GET /?acme=hunter2 HTTP/1.1', [['Host', 'a']]);
  const view = headView(asked, { ...context, secretParameters: ['acme'] }, createMemory());
  expect(view.textContent).not.toContain('hunter2');
  view.querySelector<HTMLElement>('vscode-button')?.click();
  expect(view.querySelector('.start-line')?.textContent).toBe(asked.startLine);
});
