import type { Webview } from 'vscode';
import type { Port } from '../contract/rpc.ts';

/** The extension's end of the channel to a panel. */
export function webviewPort(webview: Webview, onUndelivered: (error: unknown) => void): Port {
  return {
    post: (message) => {
      webview.postMessage(message).then(undefined, onUndelivered);
    },
    onMessage: (listener) => webview.onDidReceiveMessage(listener),
  };
}
