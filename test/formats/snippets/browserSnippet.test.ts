import { expect, test } from 'vitest';
import { browserSnippet } from '../../../src/formats/snippets/browserSnippet.ts';
import { wholeOptions } from './wholeOptions.ts';

test('writes a plain connection', () => {
  expect(browserSnippet({ url: 'ws://127.0.0.1:9/x' }, 'hello').text).toMatchInlineSnapshot(`
    "const socket = new WebSocket('ws://127.0.0.1:9/x');
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => socket.send('hello'));
    socket.addEventListener('message', ({ data }) => console.log(data));
    socket.addEventListener('close', ({ code, reason }) => console.log('closed', code, reason));
    "
  `);
});

test('writes every option, a secret as a variable, and what is left out', () => {
  const { text, unmapped } = browserSnippet(wholeOptions);
  expect(text).toMatchInlineSnapshot(`
    "const socket = new WebSocket('wss://example.com/x?y=[1]', ['v1', 'v2']);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }) => console.log(data));
    socket.addEventListener('close', ({ code, reason }) => console.log('closed', code, reason));
    "
  `);
  expect(unmapped).toMatchInlineSnapshot(`
    [
      "Left out, as a browser cannot be told: the header X-One, user name and password, another Origin than the page’s, the options of TLS, the proxy.",
    ]
  `);
});
