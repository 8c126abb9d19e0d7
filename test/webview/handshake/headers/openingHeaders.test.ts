import { expect, test } from 'vitest';
import { explainHeader } from '../../../../webview/handshake/headers/explainHeader.ts';
import { openingHeaders } from '../../../../webview/handshake/headers/openingHeaders.ts';

const request = [
  ['sec-websocket-protocol', 'a, b'],
  ['Sec-WebSocket-Protocol', 'c'],
] as const;
const words = (name: string, value: string, more = {}): string => {
  const found = explainHeader(name, value, { side: 'response', request, accepted: true, ...more });
  return [found?.words, ...(found?.parts ?? [])].join('\n');
};

test('they are all of the opening handshake', () => {
  expect(Object.keys(openingHeaders).filter((name) => name.startsWith('sec-websocket-'))).toHaveLength(5);
});

test('Upgrade says what it has to be', () => {
  expect(words('Upgrade', 'WebSocket')).not.toContain('has to be');
  expect(words('Upgrade', 'h2c')).toContain('it has to be "websocket", and it is not');
});

test('Connection is explained word by word', () => {
  expect(words('Connection', 'keep-alive, Upgrade')).toMatch(/keep-alive: .*\nUpgrade: /);
  expect(words('Connection', 'close')).toContain('ends after this response');
});

test('the key is measured', () => {
  expect(words('Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==')).not.toContain('have to be 16');
  expect(words('Sec-WebSocket-Key', 'YWJj')).toContain('They have to be 16; these are 3.');
  expect(words('Sec-WebSocket-Key', '***')).toContain('not Base64');
});

test('the answer to it is judged by whether it was accepted', () => {
  expect(words('Sec-WebSocket-Accept', 'x')).toContain('It is the right one for our key.');
  expect(words('Sec-WebSocket-Accept', 'x', { accepted: false })).not.toContain('right one');
});

test('which version', () => {
  expect(words('Sec-WebSocket-Version', '13', { side: 'request' })).toContain('Version 13');
  expect(words('Sec-WebSocket-Version', '8', { side: 'request' })).toContain('RFC 6455 defines version 13');
  expect(words('Sec-WebSocket-Version', '13, 8')).toContain('13 and 8');
});

test('which subprotocol, and whether it was offered', () => {
  expect(words('Sec-WebSocket-Protocol', 'a, b', { side: 'request' })).toContain('The 2 subprotocols');
  expect(words('Sec-WebSocket-Protocol', 'a', { side: 'request' })).toContain('The subprotocol that we offer');
  expect(words('Sec-WebSocket-Protocol', 'c')).toContain('one of the 3 that we offered');
  expect(words('Sec-WebSocket-Protocol', 'a', { request: [['Sec-WebSocket-Protocol', 'a']] })).toContain(
    'We offered it.',
  );
  expect(words('Sec-WebSocket-Protocol', 'z')).toContain('We did not offer it');
});

test('which extensions', () => {
  expect(words('Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits=10')).toContain('1.0 KiB');
});
