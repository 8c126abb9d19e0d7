import { expect, test } from 'vitest';
import { openClient, withDemo } from './demoClient.ts';

test('Every message comes back as it was, text and binary, also a large one.', async () => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/echo`);
    const large = Buffer.alloc(3 * 1024 * 1024, 7);
    client.webSocket.once('open', () => {
      client.webSocket.send('héllo ☃');
      client.webSocket.send(Buffer.from([0, 255]));
      client.webSocket.send('');
      client.webSocket.send(large);
    });
    expect(await client.next()).toEqual({ bytes: Buffer.from('héllo ☃'), isBinary: false });
    expect(await client.next()).toEqual({ bytes: Buffer.from([0, 255]), isBinary: true });
    expect(await client.nextText()).toBe('');
    expect((await client.next()).bytes.equals(large)).toBe(true);
    client.webSocket.close(1000, 'enough');
    expect(await client.closed).toEqual({ code: 1000, reason: 'enough' });
  });
});
