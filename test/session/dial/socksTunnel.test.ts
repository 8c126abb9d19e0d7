import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { expect, test } from 'vitest';
import { AttemptFailure } from '../../../src/session/attemptFailure.ts';
import { systemClock } from '../../../src/session/clock.ts';
import { chooseProxy } from '../../../src/session/dial/chooseProxy.ts';
import { socksTunnel } from '../../../src/session/dial/socksTunnel.ts';
import { targetOf } from '../../../src/session/dial/target.ts';
import { PhaseLog } from '../../../src/session/phaseLog.ts';
import { listen, openHandles, untilHandlesAre } from '../loopback.ts';
import { socksServer } from '../socksServer.ts';

const echoing = (): Promise<number> => listen((socket) => void socket.pipe(socket));

async function ask(port: number, credentials = '', signal = new AbortController().signal) {
  const proxy = chooseProxy(`socks5h://${credentials}127.0.0.1:${port}`, targetOf('ws://a/'), {}, {})!;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  const log = new PhaseLog(systemClock, () => undefined);
  const result = await socksTunnel(socket, proxy, { host: 'echo.test', port: 9001 }, log, signal, 10_000).catch(
    (error: unknown) => error,
  );
  return { result, phases: log.phases, failure: result instanceof AttemptFailure ? result.failure : undefined };
}

async function heard(socket: Socket, length: number): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += String(chunk)));
  socket.resume();
  while (text.length < length) await once(socket, 'data');
  return text;
}

test('a tunnel by name, and what comes right behind the answer belongs to the target', async () => {
  const { port, asked } = await socksServer({ port: await echoing(), early: 'early ' });
  const { result, phases } = await ask(port);
  const socket = result as Socket;
  socket.write('late');
  expect(await heard(socket, 10)).toBe('early late');
  socket.destroy();
  expect(asked).toEqual(['echo.test:9001']);
  expect(phases).toMatchObject([
    { name: 'proxy', kind: 'socks5', from: 'options', proxy: `socks5h://127.0.0.1:${port}`, ok: true },
  ]);
});

test('credentials are taken, and shown nowhere', async () => {
  const credentials = { username: 'ann', password: 'p@ss' };
  const { port } = await socksServer({ port: await echoing(), credentials });
  const good = await ask(port, 'ann:p%40ss@');
  expect(good.result).not.toBeInstanceOf(Error);
  (good.result as Socket).destroy();
  const wrong = await ask(port, 'ann:other@');
  expect(wrong.failure).toMatchObject({ stage: 'proxy', code: 'PROXY_SOCKS_CREDENTIALS' });
  const none = await ask(port);
  expect(none.failure).toMatchObject({ stage: 'proxy', code: 'PROXY_SOCKS_CREDENTIALS' });
  expect(JSON.stringify([good.phases, wrong.phases])).not.toMatch(/p@ss|other/);
});

test.each([
  [2, 'PROXY_SOCKS_REFUSED'],
  [4, 'PROXY_SOCKS_REFUSED'],
  [5, 'PROXY_SOCKS_REFUSED'],
])('a refusal with %i is told', async (refuse, code) => {
  const { port } = await socksServer({ port: 1, refuse });
  const { failure, phases } = await ask(port);
  expect(failure).toMatchObject({ stage: 'proxy', code });
  expect(phases).toMatchObject([{ name: 'proxy', ok: false, code }]);
});

test('what is no SOCKS proxy is told as such', async () => {
  const http = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  expect((await ask(http)).failure).toMatchObject({ stage: 'proxy', code: 'PROXY_NOT_SOCKS' });
  const mute = await listen((socket) => socket.once('data', () => socket.end()));
  expect((await ask(mute)).failure).toMatchObject({ stage: 'proxy', code: 'PROXY_CLOSED' });
});

test('giving up closes at once, and leaves nothing open', async () => {
  const reached = Promise.withResolvers<undefined>();
  const port = await listen((socket) => {
    socket.on('end', () => socket.destroy());
    socket.once('data', () => reached.resolve(undefined));
  });
  const before = openHandles();
  const controller = new AbortController();
  const asking = ask(port, '', controller.signal);
  await reached.promise;
  const reason = new AttemptFailure({ stage: 'cancelled', code: 'CANCELLED', message: 'Cancelled.' });
  controller.abort(reason);
  const { result, phases } = await asking;
  expect(result).toBe(reason);
  expect(phases).toMatchObject([{ name: 'proxy', ok: false, code: 'CANCELLED' }]);
  await untilHandlesAre(before);
});
