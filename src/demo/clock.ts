import { repeatWhileOpen } from './repeat.ts';
import type { WebSocketRoute } from './route.ts';

export const clock: WebSocketRoute = {
  kind: 'websocket',
  path: '/clock',
  shows: 'A JSON tick each 100 ms: a counter and the time.',
  serve: (webSocket) => {
    let n = 0;
    repeatWhileOpen(webSocket, 100, () => {
      n += 1;
      webSocket.send(JSON.stringify({ type: 'tick', n, time: new Date().toISOString() }));
      return true;
    });
  },
};
