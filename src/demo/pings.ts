import { repeatWhileOpen } from './repeat.ts';
import type { WebSocketRoute } from './route.ts';

export const pings: WebSocketRoute = {
  kind: 'websocket',
  path: '/ping',
  shows: 'Pings each 500 ms and tells in JSON which pongs and pings came from you.',
  serve: (webSocket) => {
    let sent = 0;
    let answered = 0;
    const ping = () => {
      sent += 1;
      webSocket.ping(`ping ${sent}`);
      return true;
    };
    webSocket.on('pong', (payload) => {
      answered += 1;
      webSocket.send(JSON.stringify({ type: 'pong', payload: payload.toString('utf8'), sent, answered }));
    });
    webSocket.on('ping', (payload) => {
      webSocket.send(JSON.stringify({ type: 'ping', payload: payload.toString('utf8') }));
    });
    ping();
    repeatWhileOpen(webSocket, 500, ping);
  },
};
