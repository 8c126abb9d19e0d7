// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { ButtonControl } from '../../../webview/controls.ts';
import { testConnection } from '../../../webview/connection/testConnection.ts';
import { byTestId, fakePanel, settled } from '../fakePanel.ts';

test('says that it tests, then what came of it, until something is edited', async () => {
  let answer: (value: unknown) => void = () => undefined;
  const panel = fakePanel({}, { 'connection.test': () => new Promise((resolve) => (answer = resolve)) });
  const element = testConnection(panel);
  const result = byTestId(element, 'test-result');
  byTestId(element, 'test-connection').click();
  await settled();
  expect(result.textContent).toBe('Testing…');
  expect((byTestId(element, 'test-connection') as ButtonControl).disabled).toBe(true);
  answer({ kind: 'failed', sentence: 'Nobody <b>listens</b>.' });
  await settled();
  expect(result.textContent).toBe('Nobody <b>listens</b>.');
  expect(result.classList.contains('bad')).toBe(true);
  panel.actions.edit({ url: 'ws://b' });
  expect(result.textContent).toBe('');
});
