import { expect, test } from 'vitest';
import { openClient, withDemo } from './demoClient.ts';

test('The server pings, and tells of the pongs and the pings it got.', async () => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/ping`);
    expect(await client.nextJson()).toEqual({ type: 'pong', payload: 'ping 1', sent: 1, answered: 1 });
    client.webSocket.ping('mine');
    expect(await client.nextJson()).toEqual({ type: 'ping', payload: 'mine' });
    expect(await client.nextJson()).toEqual({ type: 'pong', payload: 'ping 2', sent: 2, answered: 2 });
  });
});
