import type { WebSocketRoute } from './route.ts';

/** Much of it repeats, so that compression is plain to see. */
const inventory = JSON.stringify({
  type: 'inventory',
  items: Array.from({ length: 40 }, (_none, at) => ({
    id: at + 1,
    name: `Item ${at + 1}`,
    inStock: true,
    price: 9.99,
  })),
});

export const deflate: WebSocketRoute = {
  kind: 'websocket',
  path: '/deflate',
  shows:
    'permessage-deflate when it is offered: a JSON greeting that compresses well, then an echo, each message compressed.',
  options: { perMessageDeflate: { threshold: 0 } },
  serve: (webSocket) => {
    webSocket.send(inventory);
    webSocket.on('message', (message, isBinary) => {
      webSocket.send(message, { binary: isBinary });
    });
  },
};
