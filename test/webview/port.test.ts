// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { webviewPort } from '../../webview/port.ts';

test('posts to VS Code and hears what the window is told, until disposed', () => {
  const posted: unknown[] = [];
  const port = webviewPort({
    postMessage: (message) => posted.push(message),
    getState: () => undefined,
    setState: () => undefined,
  });
  port.post({ a: 1 });
  const heard: unknown[] = [];
  const subscription = port.onMessage((message) => heard.push(message));
  window.dispatchEvent(new MessageEvent('message', { data: 'one' }));
  subscription.dispose();
  window.dispatchEvent(new MessageEvent('message', { data: 'two' }));
  expect(posted).toEqual([{ a: 1 }]);
  expect(heard).toEqual(['one']);
});
