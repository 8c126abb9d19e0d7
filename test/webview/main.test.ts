// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { byTestId, settled } from './fakePanel.ts';

vi.mock('../../webview/toolkit.ts', () => ({ registerToolkit: () => undefined }));

test('the entry builds the page and asks the extension for its start', async () => {
  const posted: unknown[] = [];
  vi.stubGlobal('acquireVsCodeApi', () => ({
    postMessage: (message: unknown) => posted.push(message),
    getState: () => undefined,
    setState: () => undefined,
  }));
  await import('../../webview/main.ts');
  expect(posted).toMatchObject([{ kind: 'request', name: 'panel.start', params: {} }]);
  const draft = { options: { url: 'ws://from.host' } };
  const places = [{ file: 'file:///w', label: 'In this workspace' }];
  const environments = { names: [], active: undefined };
  const result = { draft, sessions: [], active: undefined, secretPatterns: [], places, environments, from: undefined };
  window.dispatchEvent(new MessageEvent('message', { data: { kind: 'reply', id: 1, ok: true, result } }));
  await settled();
  expect((byTestId(document, 'url') as HTMLInputElement).value).toBe('ws://from.host');
});
