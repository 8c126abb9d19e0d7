import { expect, test } from 'vitest';
import { httpSnippet } from '../../../src/formats/snippets/httpSnippet.ts';
import { wholeOptions } from './wholeOptions.ts';

test('writes a plain connection', () => {
  expect(httpSnippet({ url: 'ws://127.0.0.1:9/x' }, 'hello').text).toMatchInlineSnapshot(`
    "WEBSOCKET ws://127.0.0.1:9/x

    hello
    "
  `);
});

test('writes every option, a secret as a variable, and what is left out', () => {
  const { text, unmapped } = httpSnippet(wholeOptions);
  expect(text).toMatchInlineSnapshot(`
    "WEBSOCKET wss://example.com/x?y=[1]
    Origin: https://o
    Sec-WebSocket-Protocol: v1, v2
    Authorization: Basic ann {{CHAT_PASSWORD}}
    X-One: it's
    "
  `);
  expect(unmapped).toMatchInlineSnapshot(`
    [
      "Left out, as an HTTP file cannot be told: the options of TLS, the proxy.",
    ]
  `);
});
