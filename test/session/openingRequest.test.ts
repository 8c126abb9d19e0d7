import { expect, test } from 'vitest';
import { openingRequest } from '../../src/session/openingRequest.ts';

const URL_ASKED = new URL('ws://a.test:8080/chat?x=1');
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

test('asks for an upgrade to WebSocket, and offers compression', () => {
  expect(openingRequest(URL_ASKED, { url: '' }, [], KEY).toString('latin1').split('\r\n')).toEqual([
    'GET /chat?x=1 HTTP/1.1',
    'Host: a.test:8080',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${KEY}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
    '',
    '',
  ]);
});

test("offers subprotocols, and has the user's lines in it, octet for octet", () => {
  const options = { url: '', deflate: false, subprotocols: ['b', 'a'] };
  const lines = [
    ['x-B', '\u00fc'],
    ['HOST', 'b.test'],
  ] as const;
  expect(openingRequest(URL_ASKED, options, lines, KEY)).toEqual(
    Buffer.from(
      'GET /chat?x=1 HTTP/1.1\r\nx-B: \u00fc\r\nHOST: b.test\r\nSec-WebSocket-Version: 13\r\n' +
        `Sec-WebSocket-Key: ${KEY}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: b,a\r\n\r\n`,
      'latin1',
    ),
  );
});
