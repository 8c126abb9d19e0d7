import type { WebSocketRoute } from './route.ts';
import { serverFrame } from './serverFrame.ts';

/** A good opening handshake and one good message, then the bytes of a broken frame. */
function brokenAfterGreeting(path: string, shows: string, bytes: Uint8Array): WebSocketRoute {
  return {
    kind: 'websocket',
    path,
    shows,
    serve: (webSocket, _visit, socket) => {
      webSocket.send('The next frame breaks a rule.');
      socket.write(bytes);
    },
  };
}

export const masked = brokenAfterGreeting(
  '/masked',
  'A masked text frame from the server; only clients mask.',
  serverFrame(0x81, Buffer.from('hello'), Uint8Array.of(0x37, 0xfa, 0x21, 0x3d)),
);

export const rsv = brokenAfterGreeting(
  '/rsv',
  'A text frame with RSV1 set though no extension is in use.',
  serverFrame(0xc1, Buffer.from('hello')),
);

export const badUtf8 = brokenAfterGreeting(
  '/bad-utf8',
  'A text message in Latin-1: its byte E9 is no UTF-8.',
  serverFrame(0x81, Buffer.from('caf\u00e9 au lait', 'latin1')),
);
