import { expect, test } from 'vitest';
import { countingBytes } from '../../src/demo/binary.ts';
import { openClient, withDemo } from './demoClient.ts';

test('countingBytes starts again after FF.', () => {
  expect([...countingBytes(258)].slice(254)).toEqual([254, 255, 0, 1]);
});

test('The first message holds the bytes 00 to FF, the next twice as many.', async () => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/binary`);
    const first = await client.next();
    expect(first.isBinary).toBe(true);
    expect([...first.bytes]).toEqual(Array.from({ length: 256 }, (_none, at) => at));
    expect((await client.next()).bytes).toHaveLength(512);
    expect((await client.next()).bytes).toHaveLength(1024);
  });
});

test('What is sent comes back as binary.', async () => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/binary`);
    await client.next();
    client.webSocket.send('abc');
    expect(await client.next()).toEqual({ bytes: Buffer.from('abc'), isBinary: true });
  });
});
