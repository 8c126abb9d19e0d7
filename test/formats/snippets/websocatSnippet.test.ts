import { expect, test } from 'vitest';
import { websocatSnippet } from '../../../src/formats/snippets/websocatSnippet.ts';
import { wholeOptions } from './wholeOptions.ts';

test('writes a plain connection', () => {
  expect(websocatSnippet({ url: 'ws://127.0.0.1:9/x' }, 'hello').text).toMatchInlineSnapshot(`
    "printf '%s\\n' hello | websocat --no-close ws://127.0.0.1:9/x
    "
  `);
});

test('writes every option, a secret as a variable, and what is left out', () => {
  const { text, unmapped } = websocatSnippet(wholeOptions);
  expect(text).toMatchInlineSnapshot(`
    "websocat --protocol 'v1, v2' --origin https://o -H='X-One: it'\\''s' --basic-auth 'ann:'"$CHAT_PASSWORD" --insecure 'wss://example.com/x?y=[1]'
    "
  `);
  expect(unmapped).toMatchInlineSnapshot(`
    [
      "Left out, as websocat cannot be told: certificate authorities (SSL_CERT_FILE names them), a client certificate in PEM, an HTTP proxy, following redirects.",
    ]
  `);
});
