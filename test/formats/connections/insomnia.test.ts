import { expect, test } from 'vitest';
import { connectionsOfInsomnia, isInsomnia } from '../../../src/formats/connections/insomnia.ts';
import { reading } from './reading.ts';

test('takes the flat list of format 4', () => {
  const source = {
    ...{ _type: 'export', __export_format: 4 },
    resources: [
      {
        ...{ _id: 'ws-req_1', _type: 'websocket_request', name: 'Chat', url: '{{ _.base.host }}/chat' },
        headers: [{ name: 'X', value: '1' }],
        authentication: { type: 'bearer', token: 't' },
        parameters: [{ name: 'room', value: 'a b' }],
      },
      { _type: 'websocket_payload', parentId: 'ws-req_1', name: 'Hi', value: '{"op":1}', mode: 'application/json' },
      { _type: 'websocket_payload', parentId: 'another', value: 'no' },
      { _type: 'environment', data: { base: { host: 'ws://h', port: 1 }, n: 'x' } },
      { _type: 'request', url: 'https://h' },
    ],
  };
  expect(isInsomnia(source)).toBe(true);
  expect(reading(connectionsOfInsomnia, source)).toEqual({
    connections: [
      {
        name: 'Chat',
        options: {
          url: '${base.host}/chat?room=a%20b',
          headers: [['X', '1']],
          auth: { type: 'bearer', token: 't' },
        },
        messages: [{ name: 'Hi', body: { kind: 'text', text: '{"op":1}' } }],
      },
    ],
    variables: { 'base.host': 'ws://h', 'base.port': '1', n: 'x' },
    unmapped: ['1 request is not to a WebSocket.'],
  });
});

test('takes the tree of format 5', () => {
  const source = {
    type: 'collection.insomnia.rest/5.0',
    collection: [
      { name: 'Folder', children: [{ name: 'Chat', url: '{{ host }}/chat', meta: { id: 'ws-req_1' } }] },
      { name: 'Page', url: 'https://h', method: 'GET', meta: { id: 'req_1' } },
    ],
    environments: { data: { host: 'ws://h' }, subEnvironments: [{ data: { host: 'ws://other', more: '1' } }] },
  };
  expect(isInsomnia(source)).toBe(true);
  expect(reading(connectionsOfInsomnia, source)).toEqual({
    connections: [{ name: 'Chat', options: { url: '${host}/chat' }, messages: [] }],
    variables: { host: 'ws://h', more: '1' },
    unmapped: ['1 request is not to a WebSocket.'],
  });
});
