import { expect, test } from 'vitest';
import { openClient, rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

test.each([
  [['chat.v1', 'chat.v2'], 'chat.v1'],
  [['soap', 'chat.v2', 'chat.v1'], 'chat.v2'],
])('Of %j it chooses the first it knows: %s', async (subprotocols, chosen) => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/subprotocol`, { subprotocols });
    expect(await client.nextJson()).toEqual({
      type: 'welcome',
      subprotocol: chosen,
      offered: subprotocols.join(','),
    });
    client.webSocket.send('x');
    expect(await client.nextText()).toBe('x');
  });
});

test('Of unknown ones it chooses none.', async () => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/subprotocol`, { subprotocols: ['soap'] });
    expect((await client.failed).message).toContain('no subprotocol');
  });
});

test('Without an offer it says what to offer.', async () => {
  await withDemo(async (server) => {
    const { bytes } = await rawExchange(server.port, upgradeRequest('/subprotocol'));
    expect(bytes.toString()).toMatch(/^HTTP\/1\.1 400 [^]*Sec-WebSocket-Protocol: chat\.v2, chat\.v1\n$/);
  });
});
