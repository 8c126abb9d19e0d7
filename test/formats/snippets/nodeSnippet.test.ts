import { expect, test } from 'vitest';
import { nodeSnippet } from '../../../src/formats/snippets/nodeSnippet.ts';
import { wholeOptions } from './wholeOptions.ts';

test('writes a plain connection', () => {
  expect(nodeSnippet({ url: 'ws://127.0.0.1:9/x' }, 'hello').text).toMatchInlineSnapshot(`
    "import WebSocket from 'ws';

    const socket = new WebSocket('ws://127.0.0.1:9/x');
    socket.on('open', () => socket.send('hello'));
    socket.on('message', (data, isBinary) => console.log(isBinary ? data : data.toString()));
    socket.on('close', (code, reason) => console.log('closed', code, reason.toString()));
    socket.on('unexpected-response', (request, response) => {
      console.error('refused', response.statusCode, response.headers);
      request.destroy();
    });
    socket.on('error', (error) => console.error(error.message));
    "
  `);
});

test('writes every option, a secret as a variable, and what is left out', () => {
  const { text, unmapped } = nodeSnippet(wholeOptions);
  expect(text).toMatchInlineSnapshot(`
    "import { readFileSync } from 'node:fs';
    import WebSocket from 'ws';

    const socket = new WebSocket('wss://example.com/x?y=[1]', ['v1', 'v2'], {
      headers: {
        'X-One': 'it\\'s',
      },
      origin: 'https://o',
      auth: \`ann:\${process.env.CHAT_PASSWORD}\`,
      perMessageDeflate: false,
      followRedirects: true,
      rejectUnauthorized: false,
      ca: [readFileSync('ca.pem')],
      cert: readFileSync('c.pem'),
      key: readFileSync('k.pem'),
      minVersion: 'TLSv1.2',
    });
    socket.on('message', (data, isBinary) => console.log(isBinary ? data : data.toString()));
    socket.on('close', (code, reason) => console.log('closed', code, reason.toString()));
    socket.on('unexpected-response', (request, response) => {
      console.error('refused', response.statusCode, response.headers);
      request.destroy();
    });
    socket.on('error', (error) => console.error(error.message));
    "
  `);
  expect(unmapped).toMatchInlineSnapshot(`
    [
      "Left out, as ws cannot be told: the proxy (it takes an agent).",
    ]
  `);
});
