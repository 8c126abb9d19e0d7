import assert from 'node:assert/strict';
import { EventEmitter, type Webview } from 'vscode';
import { webviewPort } from '../../src/host/webviewPort.ts';
import { until } from '../support/vscodeHost.ts';

function fakeWebview(deliver: (message: unknown) => Promise<boolean>) {
  const received = new EventEmitter<unknown>();
  const webview = { postMessage: deliver, onDidReceiveMessage: received.event } as unknown as Webview;
  return { webview, received };
}

describe('webviewPort', () => {
  it('posts to the page and hears it until the listener is disposed', () => {
    const posted: unknown[] = [];
    const { webview, received } = fakeWebview((message) => Promise.resolve(posted.push(message) > 0));
    const port = webviewPort(webview, () => assert.fail('all was delivered'));
    const heard: unknown[] = [];
    port.post({ n: 1 });
    const listening = port.onMessage((message) => heard.push(message));
    received.fire('first');
    listening.dispose();
    received.fire('second');
    assert.deepEqual(posted, [{ n: 1 }]);
    assert.deepEqual(heard, ['first']);
  });

  it('tells of a message that could not be posted', async () => {
    const { webview } = fakeWebview(() => Promise.reject(new Error('the panel is gone')));
    const undelivered: unknown[] = [];
    webviewPort(webview, (error) => undelivered.push(error)).post({});
    await until(() => undelivered.length === 1, 'the report');
    assert.match(String(undelivered[0]), /the panel is gone/);
  });
});
