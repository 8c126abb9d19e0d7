import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { expect, test } from 'vitest';
import type { ProxyAnswer } from '../../../src/diagnosis/evidence.ts';
import { AttemptFailure } from '../../../src/session/attemptFailure.ts';
import { systemClock } from '../../../src/session/clock.ts';
import { type ProxyChoice, chooseProxy } from '../../../src/session/dial/chooseProxy.ts';
import { httpTunnel } from '../../../src/session/dial/httpTunnel.ts';
import { PhaseLog } from '../../../src/session/phaseLog.ts';
import { targetOf } from '../../../src/session/dial/target.ts';
import { listen } from '../loopback.ts';

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

const proxyAt = (port: number, credentials = ''): ProxyChoice =>
  chooseProxy(`http://${credentials}127.0.0.1:${port}`, targetOf('ws://a/'), {}, {})!;

/** Asks a proxy that answers with these bytes (or does what it likes with the socket) for a tunnel to `url`. */
async function ask(
  answer: string | ((socket: Socket) => void),
  { url = 'ws://echo.test:9001/chat', credentials = '' } = {},
) {
  let asked = '';
  const port = await listen((socket) => {
    socket.once('data', (chunk: Buffer) => {
      asked = chunk.toString('latin1');
      if (typeof answer === 'string') socket.write(answer);
      else answer(socket);
    });
  });
  const log = new PhaseLog(systemClock, () => undefined);
  const answers: ProxyAnswer[] = [];
  const never = new AbortController().signal;
  const result = await httpTunnel(
    await connected(port),
    proxyAt(port, credentials),
    targetOf(url),
    log,
    never,
    (told) => void answers.push(told),
  ).catch((error: unknown) => error);
  const failure = result instanceof AttemptFailure ? result.failure : undefined;
  return { result, failure, asked, answers, port, phases: log.phases };
}

test('a tunnel is asked for by CONNECT, and what comes after the answer belongs to the target', async () => {
  const { result, asked, answers, phases, port } = await ask(
    'HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\nhello',
  );
  expect(asked).toBe('CONNECT echo.test:9001 HTTP/1.1\r\nHost: echo.test:9001\r\n\r\n');
  const socket = result as Socket;
  const [first] = (await once(socket.resume(), 'data')) as [Buffer];
  expect(first.toString()).toBe('hello');
  socket.destroy();
  expect(answers).toMatchObject([{ head: { status: 200 } }]);
  expect(phases).toMatchObject([
    { name: 'proxy', kind: 'http', from: 'options', proxy: `http://127.0.0.1:${port}`, status: 200, ok: true },
  ]);
});

test('an answer that comes byte by byte is the same', async () => {
  const { result } = await ask((socket) => {
    for (const byte of 'HTTP/1.1 204 Fine\r\n\r\n') socket.write(byte);
  });
  expect(result).not.toBeInstanceOf(Error);
  (result as Socket).destroy();
});

test('credentials of the URL are sent as Basic and shown nowhere', async () => {
  const { asked, phases, result } = await ask('HTTP/1.1 200 OK\r\n\r\n', { credentials: 'ann:p%40ss@' });
  expect(asked).toContain(`Proxy-Authorization: Basic ${Buffer.from('ann:p@ss').toString('base64')}\r\n`);
  expect(JSON.stringify(phases)).not.toContain('ss@');
  (result as Socket).destroy();
});

test('an IPv6 target stands in brackets', async () => {
  const { asked, result } = await ask('HTTP/1.1 200 OK\r\n\r\n', { url: 'wss://[::1]/x' });
  expect(asked).toMatch(/^CONNECT \[::1\]:443 HTTP\/1\.1\r\n/);
  (result as Socket).destroy();
});

test('a refusal is a failure that names the status and keeps the head', async () => {
  const { failure, answers, phases } = await ask(
    'HTTP/1.1 407 Wanted\r\nProxy-Authenticate: Basic realm="corp"\r\n\r\n',
  );
  expect(failure).toMatchObject({ stage: 'proxy', code: 'PROXY_REFUSED' });
  expect(answers[0]?.head?.headers).toMatchObject([{ name: 'Proxy-Authenticate', value: 'Basic realm="corp"' }]);
  expect(phases.at(-1)).toMatchObject({ name: 'proxy', kind: 'http', from: 'options', status: 407, ok: false });
});

test('a proxy that ends without an answer, and one that speaks something else', async () => {
  const closed = await ask((socket) => socket.end());
  expect(closed.failure).toMatchObject({ stage: 'proxy', code: 'PROXY_CLOSED' });
  expect(closed.answers).toEqual([]);
  const socks = await ask((socket) => void socket.write(Buffer.of(5, 0xff)));
  expect(socks.failure).toMatchObject({ stage: 'proxy', code: 'PROXY_NOT_HTTP' });
  expect(socks.answers).toEqual([{ head: undefined, unrecognised: Uint8Array.of(5, 0xff) }]);
  const ssh = await ask('SSH-2.0-OpenSSH_9.6\r\n');
  expect(ssh.failure?.code).toBe('PROXY_NOT_HTTP');
});

test('a reset is told by its code', async () => {
  const { failure } = await ask((socket) => void socket.resetAndDestroy());
  expect(failure).toMatchObject({ stage: 'proxy', code: 'ECONNRESET' });
});

test('giving up while the proxy is silent closes at once', async () => {
  const silent = Promise.withResolvers<Socket>();
  const port = await listen(silent.resolve);
  const controller = new AbortController();
  const log = new PhaseLog(systemClock, () => undefined);
  const asked = httpTunnel(
    await connected(port),
    proxyAt(port),
    targetOf('ws://a/'),
    log,
    controller.signal,
    () => undefined,
  );
  const socket = await silent.promise;
  await once(socket, 'data');
  controller.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  await once(socket.resume(), 'end');
  expect(log.phases.at(-1)).toMatchObject({
    name: 'proxy',
    kind: 'http',
    from: 'options',
    ok: false,
    code: 'CANCELLED',
  });
});
