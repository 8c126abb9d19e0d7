import type { WebSocketRoute } from './route.ts';

export const echo: WebSocketRoute = {
  kind: 'websocket',
  path: '/echo',
  shows: 'Sends every message back as it came, text as text and binary as binary.',
  serve: (webSocket) => {
    webSocket.on('message', (message, isBinary) => {
      webSocket.send(message, { binary: isBinary });
    });
  },
};
