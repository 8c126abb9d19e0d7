import { expect, test } from 'vitest';
import { connectionsOfPostman, isPostman } from '../../../src/formats/connections/postman.ts';
import { reading } from './reading.ts';

const collection = {
  info: { name: 'Chat', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  variable: [{ key: 'host', value: 'chat.example.com' }],
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] },
  item: [
    {
      name: 'Rooms',
      item: [
        {
          name: 'Join',
          request: { url: { raw: 'wss://{{host}}/join' }, header: [{ key: 'X-Room', value: '1' }] },
          messages: [{ name: 'hello', message: '{"op":"hello"}' }],
        },
        { name: 'List', request: { method: 'GET', url: 'https://{{host}}/list' } },
      ],
    },
    { title: 'Raw', type: 'ws-raw-request', payload: { url: '{{host}}/raw', auth: { type: 'noauth' } } },
  ],
};

test('takes the WebSocket requests of folders, with inherited authentication and variables', () => {
  expect(isPostman(collection)).toBe(true);
  expect(reading(connectionsOfPostman, collection)).toEqual({
    connections: [
      {
        name: 'Rooms / Join',
        options: {
          url: 'wss://${host}/join',
          headers: [['X-Room', '1']],
          auth: { type: 'bearer', token: '${token}' },
        },
        messages: [{ name: 'hello', body: { kind: 'text', text: '{"op":"hello"}' } }],
      },
      { name: 'Raw', options: { url: '${host}/raw' }, messages: [] },
    ],
    variables: { host: 'chat.example.com' },
    unmapped: ['1 request is not to a WebSocket.'],
  });
});

test('tells other files apart', () => {
  expect(isPostman({ info: {} })).toBe(false);
  expect(isPostman({ _postman_variable_scope: 'environment', values: [] })).toBe(true);
});
