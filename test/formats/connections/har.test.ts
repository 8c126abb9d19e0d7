import { expect, test } from 'vitest';
import { connectionsOfHar, isHar } from '../../../src/formats/connections/har.ts';
import { reading } from './reading.ts';

const entry = {
  _resourceType: 'websocket',
  request: {
    url: 'https://a/ws',
    headers: [
      { name: 'Upgrade', value: 'websocket' },
      { name: 'X-One', value: '1' },
    ],
    cookies: [{ name: 'sid', value: 'x' }],
  },
  _webSocketMessages: [
    { type: 'send', opcode: 1, data: 'hello' },
    { type: 'receive', opcode: 1, data: 'hello' },
    { type: 'send', opcode: 2, data: 'AAE=' },
  ],
};

test('takes every WebSocket entry, with what the client sent', () => {
  const har = {
    log: {
      entries: [entry, { request: { url: 'https://a/index.html', headers: [] } }, { request: { url: 'ws://b' } }],
    },
  };
  expect(isHar(har)).toBe(true);
  expect(reading(connectionsOfHar, har)).toEqual({
    connections: [
      {
        options: { url: 'wss://a/ws', headers: [['X-One', '1']], cookies: [['sid', 'x']] },
        messages: [{ body: { kind: 'text', text: 'hello' } }, { body: { kind: 'base64', base64: 'AAE=' } }],
      },
      { options: { url: 'ws://b' }, messages: [] },
    ],
    variables: {},
    unmapped: ['1 entry is no WebSocket connection.'],
  });
});

test('says how many messages it left out', () => {
  const messages = Array.from({ length: 130 }, (_, n) => ({ type: 'send', opcode: 1, data: `m${n}` }));
  const { connections, unmapped } = reading(connectionsOfHar, {
    log: { entries: [{ ...entry, _webSocketMessages: messages }] },
  });
  expect(connections[0]?.messages).toHaveLength(100);
  expect(unmapped).toEqual(['wss://a/ws: 30 of 130 messages were left out.']);
});

test('is no HAR without entries', () => {
  for (const value of [null, {}, [], 'log', { log: { entries: {} } }]) expect(isHar(value)).toBe(false);
});
