import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startDemoServer } from '../../src/demo/demoServer.ts';
import { routes } from '../../src/demo/routes.ts';
import { openClient, rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

const get = (path: string, extra = ''): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n${extra}\r\n`;
const answerTo = async (request: string) =>
  withDemo(async ({ port }) => (await rawExchange(port, request)).bytes.toString());

describe('over plain HTTP', () => {
  test('GET / lists every route', async () => {
    const text = await answerTo(get('/'));
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    for (const route of routes) expect(text).toContain(`  ${route.path} `);
    expect(await answerTo(get('/', 'Accept: text/html\r\n'))).toContain('<h1>WebSocket Inspector demo server</h1>');
  });

  test('a WebSocket route asks for an upgrade and says where', async () => {
    const text = await answerTo(get('/echo'));
    expect(text).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n[^]*Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n/);
    expect(text).toMatch(/\/echo is a WebSocket: open ws:\/\/127\.0\.0\.1:\d+\/echo with a WebSocket client\./);
  });

  test('an unknown path lists the known ones', async () => {
    expect(await answerTo(get('/ehco'))).toMatch(/^HTTP\/1\.1 404 [^]*There is no \/ehco here[^]* \/echo /);
  });

  test.each(['NONSENSE\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'])(
    'what is no HTTP gets 400: %j',
    async (request) => {
      expect(await answerTo(request)).toMatch(/^HTTP\/1\.1 400 /);
    },
  );
});

describe('an upgrade', () => {
  test.each([['/nope'], ['/'], ['/echo/x'], ['//echo']])('to %s is no WebSocket', async (path) => {
    expect(await answerTo(upgradeRequest(path))).toMatch(/^HTTP\/1\.1 (404|200) /);
  });

  test('to another protocol gets the plain answer', async () => {
    expect(await answerTo(get('/', 'Connection: Upgrade\r\nUpgrade: h2c\r\n'))).toMatch(/^HTTP\/1\.1 200 [^]*\/echo/);
    expect(await answerTo(get('/echo', 'Connection: Upgrade\r\nUpgrade: h2c\r\n'))).toMatch(/^HTTP\/1\.1 426 /);
  });

  test('without a key is refused', async () => {
    expect(await answerTo(get('/echo', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'))).toMatch(/^HTTP\/1\.1 400 /);
  });
});

test('It listens on IPv6 loopback when asked to.', async () => {
  const server = await startDemoServer({ host: '::1' });
  expect(server.url).toBe(`ws://[::1]:${server.port}`);
  const client = openClient(`${server.url}/chat`);
  expect(await client.nextJson()).toMatchObject({ type: 'session' });
  await server.dispose();
});

test('A port that is taken is named in the error.', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as { port: number };
  await expect(startDemoServer({ port })).rejects.toThrow(`port ${port} of 127.0.0.1`);
  holder.close();
});

test('Its dispose ends every connection at once, and can be called twice.', async () => {
  const server = await startDemoServer();
  const silent = openClient(`${server.url}/silent`);
  // It reads in order: once it has answered these, it has the request that gets no answer, and closes without a reset.
  const clients = ['/echo', '/clock', '/flood?rate=0', '/ping', '/deflate'].map((path) =>
    openClient(`${server.url}${path}`),
  );
  await Promise.all(clients.map(({ webSocket }) => new Promise((resolve) => webSocket.once('open', resolve))));
  const started = performance.now();
  await server.dispose();
  expect((await Promise.all(clients.map(({ closed }) => closed))).map(({ code }) => code)).toEqual(
    clients.map(() => 1006),
  );
  expect((await silent.failed).message).toContain('socket hang up');
  expect(performance.now() - started).toBeLessThan(1000);
  await server.dispose();
});

test('It survives peers that reset, stop halfway and send rubbish, on every route.', async () => {
  await withDemo(async (server) => {
    for (const route of routes) {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(upgradeRequest(route.example ?? route.path));
      socket.write(Buffer.from([0xff, 0xff, 0x00, 0x81]));
      await wait(10);
      socket.resetAndDestroy();
    }
    const client = openClient(`${server.url}/echo`);
    client.webSocket.once('open', () => client.webSocket.send('alive'));
    expect(await client.nextText()).toBe('alive');
  });
});
