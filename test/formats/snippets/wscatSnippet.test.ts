import { expect, test } from 'vitest';
import { wscatSnippet } from '../../../src/formats/snippets/wscatSnippet.ts';
import { wholeOptions } from './wholeOptions.ts';

test('writes a plain connection', () => {
  expect(wscatSnippet({ url: 'ws://127.0.0.1:9/x' }, 'hello').text).toMatchInlineSnapshot(`
    "wscat --connect ws://127.0.0.1:9/x --execute hello --wait 2
    "
  `);
});

test('writes every option, a secret as a variable, and what is left out', () => {
  const { text, unmapped } = wscatSnippet(wholeOptions);
  expect(text).toMatchInlineSnapshot(`
    "wscat --connect 'wss://example.com/x?y=[1]' --origin https://o --subprotocol v1 --subprotocol v2 --header 'X-One: it'\\''s' --auth 'ann:'"$CHAT_PASSWORD" --no-check --ca ca.pem --cert c.pem --key k.pem --location --proxy http://127.0.0.1:3128
    "
  `);
  expect(unmapped).toMatchInlineSnapshot(`
    [
      "Left out, as wscat cannot be told: no permessage-deflate.",
    ]
  `);
});
