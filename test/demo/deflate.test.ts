import { expect, test } from 'vitest';
import { afterHead, openClient, rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

test('With permessage-deflate the greeting is compressed and much shorter than its text.', async () => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/deflate`, { deflate: true });
    const text = await client.nextText();
    expect(client.webSocket.extensions).toBe('permessage-deflate');
    expect(JSON.parse(text)).toMatchObject({ type: 'inventory' });

    const request = upgradeRequest('/deflate', ['Sec-WebSocket-Extensions: permessage-deflate']);
    const { bytes } = await rawExchange(server.port, request, (sofar) => afterHead(sofar).length > 200);
    const frame = afterHead(bytes);
    expect(frame[0]).toBe(0xc1);
    expect(frame.readUInt16BE(2) * 4).toBeLessThan(text.length);
  });
});

test('Each message comes back, the shortest compressed too; without an offer nothing is compressed.', async () => {
  await withDemo(async (server) => {
    for (const deflate of [true, false]) {
      const client = openClient(`${server.url}/deflate`, { deflate });
      await client.next();
      client.webSocket.send('hi');
      expect(await client.nextText()).toBe('hi');
      expect(client.webSocket.extensions).toBe(deflate ? 'permessage-deflate' : '');
    }
  });
});
