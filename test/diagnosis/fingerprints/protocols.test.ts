import { expect, test } from 'vitest';
import { fingerprints } from '../../../src/diagnosis/fingerprints.ts';
import { protocols } from '../../../src/diagnosis/fingerprints/protocols.ts';
import { body, response } from '../../support/evidence.ts';

test.each([
  ['engine-io', 400, '{"code":0,"message":"Transport unknown"}', 'transport=websocket'],
  ['engine-io', 400, 'Session ID unknown', 'transport=websocket'],
  ['engine-io', 200, '0{"sid":"abc","upgrades":["websocket"]}', 'polling'],
  ['sockjs', 200, 'Welcome to SockJS!\n', '/websocket'],
  ['signalr', 400, 'Connection ID required', 'skipNegotiation'],
  ['graphql', 400, '{"errors":[{"message":"Must provide query string."}]}', 'graphql-transport-ws'],
  ['mqtt', 400, 'expected mqtt subprotocol', 'subprotocol mqtt'],
] as const)('%s by %s %s', (id, status, text, says) => {
  const found = fingerprints(response(`HTTP/1.1 ${status} X`), body(text))[0];
  expect(found?.id).toBe(id);
  expect(found?.says ?? '').toContain(says);
});

test('each pattern has a condition', () => {
  for (const pattern of protocols) expect(pattern.header ?? pattern.body).toBeDefined();
});
