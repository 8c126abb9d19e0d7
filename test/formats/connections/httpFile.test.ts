import { expect, test } from 'vitest';
import { connectionsOfHttpFile, isHttpFile } from '../../../src/formats/connections/httpFile.ts';
import { reading } from './reading.ts';

const file = `@host = chat.example.com

### Join a room
# @name join
WEBSOCKET wss://{{host}}/join
    ?room=1
    &lang=en
Content-Type: application/json
Sec-WebSocket-Protocol: v1
// a comment
Cookie: a=1

{"op": "join"}
===
second
=== wait-for-server
< ./third.json

> {% client.test() %}

### A page
GET https://{{host}}/

###
WS ws://b

### An upgrade by hand
GET http://c/x HTTP/1.1
Upgrade: websocket
`;

test('takes the blocks that go to a WebSocket', () => {
  expect(isHttpFile(file)).toBe(true);
  const { connections, variables, unmapped } = reading(connectionsOfHttpFile, file);
  expect(connections).toEqual([
    {
      name: 'join',
      options: {
        url: 'wss://${host}/join?room=1&lang=en',
        headers: [['Content-Type', 'application/json']],
        subprotocols: ['v1'],
        cookies: [['a', '1']],
      },
      messages: [{ body: { kind: 'text', text: '{"op": "join"}' } }, { body: { kind: 'text', text: 'second' } }],
    },
    { options: { url: 'ws://b' }, messages: [] },
    { name: 'An upgrade by hand', options: { url: 'ws://c/x' }, messages: [] },
  ]);
  expect(variables).toEqual({ host: 'chat.example.com' });
  expect(unmapped).toEqual([
    expect.stringMatching(/wait-for-server/),
    expect.stringMatching(/is a script or a test/),
    expect.stringMatching(/third\.json is a file/),
    '1 request is not to a WebSocket.',
  ]);
});
