import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { LendingSocket } from '../../../src/session/dial/lendingSocket.ts';
import { listen, until } from '../loopback.ts';

/** Both ends of one TCP connection. */
async function lending(): Promise<{ readonly client: LendingSocket; readonly server: Socket }> {
  const accepted = Promise.withResolvers<Socket>();
  const port = await listen(accepted.resolve);
  const client = LendingSocket.connect({ port, host: '127.0.0.1' });
  await once(client, 'connect');
  return { client, server: await accepted.promise };
}

test('until it lends it is a socket like any other, whose chunks last', async () => {
  const { client, server } = await lending();
  const chunks: Buffer[] = [];
  client.on('data', (chunk: Buffer) => chunks.push(chunk));
  server.write('one');
  await until(() => chunks.length === 1);
  server.end('two');
  await once(client, 'end');
  expect(chunks.map(String)).toEqual(['one', 'two']);
  client.destroy();
});

test('what came before it lends is told as data, in order with what is lent', async () => {
  const { client, server } = await lending();
  server.write('early ');
  await until(() => client.readableLength === 6);
  let text = '';
  client.on('data', (chunk: Buffer) => (text += String(chunk)));
  client.lend((chunk) => (text += Buffer.from(chunk).toString()));
  client.resume();
  server.end('late');
  await once(client, 'end');
  expect(text).toBe('early late');
  client.destroy();
});

test('a flood comes through unchanged, in the same memory once it has filled the first, whatever pauses there are', async () => {
  const { client, server } = await lending();
  const sent = createHash('sha256');
  const got = createHash('sha256');
  const memory = new Set<ArrayBufferLike>();
  let bytes = 0;
  client.lend((chunk) => {
    memory.add(chunk.buffer);
    got.update(chunk);
    bytes += chunk.length;
    if (Math.floor(bytes / 1e6) === Math.floor((bytes - chunk.length) / 1e6)) return;
    client.pause();
    const before = bytes;
    setTimeout(() => {
      expect(bytes).toBe(before);
      client.resume();
    }, 2);
  });
  client.resume();
  for (let i = 0; i < 80; i++) {
    const piece = Buffer.alloc(100_003, i);
    sent.update(piece);
    if (!server.write(piece)) await once(server, 'drain');
  }
  server.end();
  await once(client, 'end');
  expect(bytes).toBe(8_000_240);
  expect(got.digest('hex')).toBe(sent.digest('hex'));
  expect(memory.size).toBe(2);
  client.destroy();
});

test('a reset is told as an error', async () => {
  const { client, server } = await lending();
  const failed = once(client, 'error');
  client.lend(() => undefined);
  client.resume();
  server.resetAndDestroy();
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
});

test('a reset while it is paused is told when it goes on, behind what came before', async () => {
  const { client, server } = await lending();
  let text = '';
  client.pause();
  client.lend((chunk) => (text += Buffer.from(chunk).toString()));
  const told: string[] = [];
  client.on('error', () => told.push(text));
  server.write('last words', () => server.resetAndDestroy());
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(told).toEqual([]);
  client.resume();
  await until(() => told.length === 1);
});
