import { expect, test } from 'vitest';
import { curlSnippet } from '../../../src/formats/snippets/curlSnippet.ts';
import { wholeOptions } from './wholeOptions.ts';

test('writes a plain connection', () => {
  expect(curlSnippet({ url: 'ws://127.0.0.1:9/x' }).text).toMatchInlineSnapshot(`
    "curl --http1.1 -i -N \\
      -H 'Connection: Upgrade' \\
      -H 'Upgrade: websocket' \\
      -H 'Sec-WebSocket-Version: 13' \\
      -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \\
      http://127.0.0.1:9/x
    "
  `);
});

test('writes every option, a secret as a variable, and what is left out', () => {
  const { text, unmapped } = curlSnippet(wholeOptions);
  expect(text).toMatchInlineSnapshot(`
    "curl --http1.1 -i -N \\
      --insecure \\
      --cacert ca.pem \\
      --cert c.pem \\
      --key k.pem \\
      --tlsv1.2 \\
      --proxytunnel --proxy http://127.0.0.1:3128 \\
      --location \\
      --user 'ann:'"$CHAT_PASSWORD" \\
      -H 'Connection: Upgrade' \\
      -H 'Upgrade: websocket' \\
      -H 'Sec-WebSocket-Version: 13' \\
      -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \\
      -H 'Origin: https://o' \\
      -H 'Sec-WebSocket-Protocol: v1, v2' \\
      -H 'X-One: it'\\''s' \\
      --globoff \\
      'https://example.com/x?y=[1]'
    "
  `);
  expect(unmapped).toMatchInlineSnapshot(`[]`);
});
