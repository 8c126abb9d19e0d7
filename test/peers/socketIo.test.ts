// A Socket.IO server, spoken to as its own client does, and in the ways in which it is spoken to wrongly.
import { once } from 'node:events';
import { type Server as HttpServer, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { failed, opened, textsFromServer, words } from './support/cli.ts';

describe('socket.io', () => {
  let http: HttpServer;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    http = createServer((_request, response) => response.writeHead(404).end('Not here'));
    server = new Server(http, { destroyUpgradeTimeout: 300 });
    // Everybody hears what anybody says.
    server.on('connection', (socket) => socket.on('say', (words: string) => server.emit('said', words)));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    ({ port } = http.address() as AddressInfo);
  });
  afterAll(() => server.close());

  const at = (path: string): string => `ws://127.0.0.1:${port}${path}`;

  test('opens by its WebSocket transport and sends its opening packet', async () => {
    const outcome = await opened(at('/socket.io/?EIO=4&transport=websocket'), '--frames', '1', '--close');
    expect(textsFromServer(outcome)[0]).toMatch(/^0\{"sid":"[^"]+","upgrades":\[\]/);
  });

  test('its own client hears what we say', async () => {
    const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
    onTestFinished(() => void client.close());
    const heard = new Promise((resolve) => client.once('said', resolve));
    await new Promise((resolve) => client.once('connect', () => resolve(undefined)));
    const packets = ['--send', '40', '--send', '42["say","hello from the command line"]'];
    // Its opening packet, the answer to 40, and what we said.
    const outcome = await opened(at('/socket.io/?EIO=4&transport=websocket'), ...packets, '--frames', '3', '--close');
    expect(await heard).toBe('hello from the command line');
    expect(textsFromServer(outcome).at(-1)).toBe('42["said","hello from the command line"]');
  });

  test('without the transport', async () => {
    expect(await failed(at('/socket.io/'))).toMatchObject({
      handshakes: [{ response: { status: 400, body: words(/Transport unknown/) } }],
      diagnosis: { stage: 'http', cause: 'engine-io-refused' },
      told: words(/Socket\.IO[\s\S]*EIO=4&transport=websocket/),
    });
  });

  test('the missing transport is a remedy', async () => {
    const { diagnosis } = await failed(at('/socket.io/'));
    expect(diagnosis!['remedies']).toContainEqual({
      title: words(/transport=websocket/),
      options: words(/transport=websocket/),
    });
  });

  test('with the transport that polls it opens, and closes at once', async () => {
    const outcome = await opened(at('/socket.io/?EIO=4&transport=polling'));
    expect(outcome.close).toMatchObject({ code: 1005, by: 'server', clean: true });
  });

  // It answers 101 first, and 400 where frames are due.
  test('in an older version of its protocol', async () => {
    expect(await failed(at('/socket.io/?EIO=3&transport=websocket'))).toMatchObject({
      handshakes: [{ response: { status: 101 } }],
      diagnosis: { stage: 'framing', cause: 'text-instead-of-frames' },
      told: words(/Unsupported protocol version/),
    });
  });

  test('with a session that is not there', async () => {
    expect(await failed(at('/socket.io/?EIO=4&transport=websocket&sid=gone'))).toMatchObject({
      diagnosis: { stage: 'http', cause: 'engine-io-refused' },
      told: words(/Session ID unknown/),
    });
  });

  test('on a path that nobody handles', async () => {
    expect(await failed(at('/'))).toMatchObject({
      diagnosis: { stage: 'http', cause: 'closed-without-answer' },
      told: words(/no handler for upgrades on this path/),
    });
  });
});
