import type { WebSocketRoute } from './route.ts';
import { textAnswer } from './httpAnswer.ts';

const known = ['chat.v2', 'chat.v1'];

export const subprotocol: WebSocketRoute = {
  kind: 'websocket',
  path: '/subprotocol',
  shows: `Chooses the first you offer of ${known.join(' and ')}; chooses none of others, and asks for an offer without one.`,
  options: {
    handleProtocols: (offered) => [...offered].find((name) => known.includes(name)) ?? false,
  },
  refuse: (visit) =>
    visit.request.headers['sec-websocket-protocol'] === undefined
      ? textAnswer(400, [
          'This route needs a subprotocol.',
          `Please offer one of them, for example: Sec-WebSocket-Protocol: ${known.join(', ')}`,
        ])
      : undefined,
  serve: (webSocket, visit) => {
    const offered = visit.request.headers['sec-websocket-protocol'] ?? '';
    webSocket.send(JSON.stringify({ type: 'welcome', subprotocol: webSocket.protocol, offered }));
    webSocket.on('message', (message, isBinary) => {
      webSocket.send(message, { binary: isBinary });
    });
  },
};
