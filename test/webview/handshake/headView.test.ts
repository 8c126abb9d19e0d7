// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { headView, headerTable } from '../../../webview/handshake/headView.ts';
import { headOf } from '../fakePanel.ts';

const head = headOf('GET / HTTP/1.1', [
  ['Host', 'a'],
  ['authorization', 'Bearer secret'],
]);

test('headers in wire order and letter case', () => {
  const cells = [...headerTable(head, true).querySelectorAll('th, td')].map((cell) => cell.textContent);
  expect(cells).toEqual(['Host', 'a', 'authorization', 'Bearer secret']);
});

test('secret values wait for a click, in the table and in the exact text', () => {
  const view = headView('Request', head, 'request-head');
  expect(view.textContent).not.toContain('Bearer secret');
  view.querySelector<HTMLElement>('vscode-button')?.click();
  expect(view.querySelector('.raw-head')?.textContent).toBe(head.raw);
  view.querySelector<HTMLElement>('vscode-button')?.click();
  expect(view.textContent).not.toContain('Bearer secret');
});

test('without secrets there is nothing to reveal; violations are listed', () => {
  const plain = { ...headOf('HTTP/1.1 200 OK', []), violations: [{ sentence: 'Not 101.', section: 'RFC 6455 §4.1' }] };
  const view = headView('Response', plain, 'response-head');
  expect(view.querySelector('vscode-button')).toBeNull();
  expect(view.textContent).toContain('Not 101. RFC 6455 §4.1');
});
