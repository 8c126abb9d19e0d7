import { expect, test } from 'vitest';
import { connectionsOfScript, isScriptCall } from '../../../src/formats/connections/scriptCalls.ts';
import { reading } from './reading.ts';

test('reads "Copy as fetch"', () => {
  const text = `await fetch("wss://a/ws", {
    "credentials": "include",
    "headers": { "User-Agent": "Test", "Sec-WebSocket-Version": "13", "Origin": "https://a" },
    "referrer": "https://a/page",
    "method": "GET",
    "mode": "cors"
});`;
  const { connections, unmapped } = reading(connectionsOfScript, text);
  expect(connections).toEqual([
    {
      options: {
        url: 'wss://a/ws',
        headers: [
          ['User-Agent', 'Test'],
          ['Referer', 'https://a/page'],
        ],
        origin: 'https://a',
      },
      messages: [],
    },
  ]);
  expect(unmapped).toEqual([expect.stringMatching(/sends its cookies/)]);
});

test.each([
  [`new WebSocket('wss://a/b', ['v1', 'v2']);`, { url: 'wss://a/b', subprotocols: ['v1', 'v2'] }],
  ['new WebSocket(`ws://a`, "v1")', { url: 'ws://a', subprotocols: ['v1'] }],
  ['const s = new WebSocket("ws://a");', { url: 'ws://a' }],
])('reads %s', (text, options) => {
  expect(isScriptCall(text)).toBe(true);
  expect(reading(connectionsOfScript, text).connections).toEqual([{ options, messages: [] }]);
});

test('says of a computed address, another method and a body', () => {
  expect(reading(connectionsOfScript, 'new WebSocket(url + "/x")').unmapped).toEqual([
    expect.stringMatching(/new WebSocket has an address that is computed/),
  ]);
  expect(reading(connectionsOfScript, 'fetch("https://a", {"method": "POST", "body": "x"})').unmapped).toHaveLength(2);
});
