import { expect, test } from 'vitest';
import { graphqlWs } from '../../src/lens/graphqlWs.ts';
import { lines, textInput } from '../support/lensInput.ts';

const subprotocol = 'graphql-transport-ws';

test('an operation begins, gives and ends', () => {
  const start = graphqlWs(
    textInput(
      '{"id":"1","type":"subscribe","payload":{"query":"subscription OnChat { chat { text } }","variables":{}}}',
    ),
  )!;
  expect(start.summary).toBe('subscribe 1: starts an operation, subscription OnChat');
  expect(lines(start.fields)).toEqual([
    'Type: subscribe',
    'Operation id: "1"',
    'Query: subscription OnChat { chat { text } }',
    'Payload = {"query":"subscription OnChat { chat { text } }","variables":{}}',
  ]);
  expect(graphqlWs(textInput('{"id":"1","type":"next","payload":{"data":{}}}'))?.summary).toBe('next 1: a result');
  expect(graphqlWs(textInput('{"type":"complete","id":"1"}', { subprotocol }))?.summary).toBe(
    'complete 1: the operation is over',
  );
});

test('types that anybody might use count only where the protocol was agreed', () => {
  expect(graphqlWs(textInput('{"type":"ping"}'))).toBeUndefined();
  expect(graphqlWs(textInput('{"type":"ping"}', { subprotocol }))?.summary).toBe('ping: ping');
  expect(graphqlWs(textInput('{"type":"connection_ack"}'))?.summary).toContain('the server agrees');
  expect(graphqlWs(textInput('{"type":"login"}'))).toBeUndefined();
  expect(graphqlWs(textInput('{"type":"login"}', { subprotocol }))?.problem).toBe(
    '"login" is no message type of graphql-transport-ws.',
  );
});
