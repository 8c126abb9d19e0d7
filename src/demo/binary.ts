import { repeatWhileOpen } from './repeat.ts';
import type { WebSocketRoute } from './route.ts';

const firstLength = 256;
const lastLength = 1024 * 1024;

/** Bytes 00, 01, … FF, 00 and so on. */
export const countingBytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_none, at) => at & 0xff);

export const binary: WebSocketRoute = {
  kind: 'websocket',
  path: '/binary',
  shows: 'Binary messages: the bytes 00 to FF, then twice as many each 200 ms up to 1 MiB; sends back what it gets.',
  serve: (webSocket) => {
    let length = firstLength;
    webSocket.send(countingBytes(length));
    repeatWhileOpen(webSocket, 200, () => {
      length *= 2;
      webSocket.send(countingBytes(length));
      return length < lastLength;
    });
    webSocket.on('message', (message) => {
      webSocket.send(message, { binary: true });
    });
  },
};
