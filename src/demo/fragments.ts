import type { WebSocket } from 'ws';
import type { WebSocketRoute } from './route.ts';

const greeting = 'One message in five fragments, with a ping between them; ☃ is cut in two.';
const most = 8;

/** Sends one message cut at these byte offsets, with a ping after the second fragment (RFC 6455 §5.4). */
function sendInFragments(webSocket: WebSocket, payload: Uint8Array, cuts: readonly number[], isBinary: boolean): void {
  const borders = [0, ...cuts, payload.length];
  for (let at = 1; at < borders.length; at += 1) {
    const fragment = payload.subarray(borders[at - 1], borders[at]);
    webSocket.send(fragment, { binary: isBinary, fin: at === borders.length - 1 });
    if (at === 2) webSocket.ping('between fragments');
  }
}

/** Equal parts, at most eight, none empty. */
function evenCuts(length: number): number[] {
  const parts = Math.min(most, length);
  return Array.from({ length: Math.max(parts - 1, 0) }, (_none, at) => Math.floor((length * (at + 1)) / parts));
}

export const fragments: WebSocketRoute = {
  kind: 'websocket',
  path: '/fragments',
  shows: 'A text message in five fragments with a ping between them; what you send comes back in up to eight.',
  serve: (webSocket) => {
    const bytes = Buffer.from(greeting);
    const insideSnowman = bytes.indexOf('☃') + 1;
    sendInFragments(webSocket, bytes, [12, 20, 44, insideSnowman], false);
    webSocket.on('message', (message: Buffer, isBinary) => {
      sendInFragments(webSocket, message, evenCuts(message.length), isBinary);
    });
  },
};
