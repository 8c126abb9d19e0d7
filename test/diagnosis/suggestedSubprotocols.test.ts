import { expect, test } from 'vitest';
import { suggestedSubprotocols } from '../../src/diagnosis/suggestedSubprotocols.ts';
import { body } from '../support/evidence.ts';

test.each([
  ['Offer a subprotocol, for example chat.v1.', ['chat.v1']],
  ['Sec-WebSocket-Protocol must be one of: mqtt, mqttv3.1 or amqp', ['mqtt', 'mqttv3.1', 'amqp']],
  ['subprotocol required, e.g. "graphql-transport-ws".', ['graphql-transport-ws']],
  ['missing header (example: Sec-WebSocket-Protocol: v12.stomp)', ['v12.stomp']],
  ['{"error":"no subprotocol; one of \\"a.b\\", \\"c.d\\""}', ['a.b', 'c.d']],
  ['<html><body>Use a subprotocol such as <code>wamp.2.json</code></body></html>', ['wamp.2.json']],
  ['offer a subprotocol like chat.v1', ['chat.v1']],
  ['one of the following subprotocols: chat | chat', ['chat']],
])('names that are introduced: %s', (text, names) => expect(suggestedSubprotocols(body(text))).toEqual(names));

test.each([
  'one of our subprotocols is needed',
  'a subprotocol is needed; one of them.',
  'for example in the header Sec-WebSocket-Protocol',
  'a subprotocol is needed',
  'one of',
])('running text holds no names: %s', (text) => expect(suggestedSubprotocols(body(text))).toEqual([]));

test('no body, no names', () => expect(suggestedSubprotocols(undefined)).toEqual([]));
