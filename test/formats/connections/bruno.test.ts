import { expect, test } from 'vitest';
import {
  connectionsOfBru,
  connectionsOfBruno,
  isBru,
  isBrunoCollection,
} from '../../../src/formats/connections/bruno.ts';
import { reading } from './reading.ts';

const bru = `meta {
  name: Chat
  type: ws
  seq: 1
}

ws {
  url: wss://{{host}}/chat
  body: ws
  auth: bearer
}

headers {
  X-One: 1
  ~X-Off: 2
}

auth:bearer {
  token: {{token}}
}

body:ws {
  name: hello
  type: json
  content: '''
    {
      "op": "hello"
    }
  '''
}

vars:pre-request {
  host: chat.example.com
}
`;

test('takes the request of a .bru file', () => {
  expect(isBru(bru)).toBe(true);
  expect(reading(connectionsOfBru, bru)).toEqual({
    connections: [
      {
        name: 'Chat',
        options: {
          url: 'wss://${host}/chat',
          headers: [['X-One', '1']],
          auth: { type: 'bearer', token: '${token}' },
        },
        messages: [{ name: 'hello', body: { kind: 'text', text: '{\n  "op": "hello"\n}' } }],
      },
    ],
    variables: { host: 'chat.example.com' },
    unmapped: [],
  });
});

test('says that another request is none', () => {
  expect(reading(connectionsOfBru, 'meta {\n  name: Page\n}\n\nget {\n  url: https://a\n}')).toMatchObject({
    connections: [],
    unmapped: ['Page is not to a WebSocket.'],
  });
});

test('takes the requests of an exported collection', () => {
  const collection = {
    ...{ name: 'API', version: '1' },
    items: [
      {
        ...{ type: 'folder', name: 'F' },
        items: [
          {
            ...{ type: 'ws-request', name: 'Chat' },
            request: {
              url: '{{host}}/x',
              headers: [
                { name: 'A', value: '1', enabled: true },
                { name: 'B', value: '2', enabled: false },
              ],
              auth: { mode: 'basic', basic: { username: 'u', password: 'p' } },
              body: { mode: 'ws', ws: [{ name: 'm', type: 'text', content: 'hi' }] },
            },
          },
        ],
      },
      { type: 'http-request', name: 'Page', request: { url: 'https://a' } },
    ],
    environments: [
      {
        variables: [
          { name: 'host', value: 'ws://h' },
          { name: 'token', value: '', secret: true },
        ],
      },
    ],
  };
  expect(isBrunoCollection(collection)).toBe(true);
  expect(reading(connectionsOfBruno, collection)).toEqual({
    connections: [
      {
        name: 'Chat',
        options: {
          url: '${host}/x',
          headers: [['A', '1']],
          auth: { type: 'basic', username: 'u', password: 'p' },
        },
        messages: [{ name: 'm', body: { kind: 'text', text: 'hi' } }],
      },
    ],
    variables: { host: 'ws://h' },
    unmapped: ['1 request is not to a WebSocket.'],
  });
});
