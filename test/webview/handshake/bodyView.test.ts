// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { bodyView, bodyWords } from '../../../webview/handshake/bodyView.ts';
import { byTestId, settled } from '../fakePanel.ts';

const body = { text: '<h1>No</h1>', hex: undefined, contentType: 'text/html', wireLength: 11, truncated: false };

test('a body is text, whatever it claims to be', async () => {
  const view = bodyView(body, 'response-body');
  await settled();
  expect(byTestId(view, 'response-body').textContent).toBe('<h1>No</h1>');
  expect(view.querySelector('h1')).toBeNull();
});

test('a long body comes in parts', async () => {
  const view = bodyView({ ...body, text: 'x'.repeat(100_000) }, 'response-body');
  await settled();
  expect(byTestId(view, 'response-body').textContent).toHaveLength(65_536);
  view.querySelector<HTMLElement>('vscode-button')?.click();
  await settled();
  expect(byTestId(view, 'response-body').textContent).toHaveLength(100_000);
});

test('no body', () => {
  expect(bodyView({ ...body, text: '' }, 'b').textContent).toBe('The response had no body.');
});

test('what it is, in words', () => {
  expect(bodyWords(body)).toBe('text/html, 11 B');
  expect(bodyWords({ ...body, text: undefined, hex: '00 01', contentType: undefined, truncated: true })).toBe(
    'no Content-Type, 11 B, not text: first bytes in hexadecimal, cut: the rest was not kept',
  );
});
