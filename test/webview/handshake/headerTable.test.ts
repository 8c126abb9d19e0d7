// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { headerTable } from '../../../webview/handshake/headerTable.ts';
import { headOf } from '../fakePanel.ts';

const head = headOf('GET / HTTP/1.1', [
  ['Host', 'a'],
  ['authorization', 'Bearer secret'],
  ['X-Ours', '1'],
]);
const context = { side: 'request', request: head.headers, accepted: true } as const;

test('headers in wire order and letter case', () => {
  const table = headerTable(head, true, context, 'p');
  const cells = [...table.querySelectorAll('.explained, td')].map((cell) => cell.textContent);
  expect(cells).toEqual(['Host', 'a', 'authorization', 'Bearer secret', '1']);
});

test('a known header is described, with its section; an unknown one is not', () => {
  const table = headerTable(head, false, context, 'p');
  const [host, authorization, ...others] = table.querySelectorAll('button.explained');
  const described = (element: Element | undefined): string =>
    table.querySelector(`[id="${element?.getAttribute('aria-describedby') ?? ''}"]`)?.textContent ?? '';
  expect(described(host)).toMatch(/^The name and port .*RFC 9110 §7\.2$/);
  expect(described(authorization)).toContain('Bearer: a token that whoever holds it may use');
  expect(others).toEqual([]);
  expect(table.textContent).not.toContain('secret');
});

test('without a context it is the headers alone', () => {
  expect(headerTable(headOf('HTTP/1.1 403 No', [['Server', 'x']]), false).textContent).toBe('Serverx');
});
