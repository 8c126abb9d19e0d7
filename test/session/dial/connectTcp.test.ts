import { once } from 'node:events';
import type * as net from 'node:net';
import { Socket, createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { Arrears } from '../../../src/session/arrears.ts';
import { AttemptFailure } from '../../../src/session/attemptFailure.ts';
import { systemClock } from '../../../src/session/clock.ts';
import { connectTcp, connectUnix, stopDelay } from '../../../src/session/dial/connectTcp.ts';
import { PhaseLog } from '../../../src/session/phaseLog.ts';
import { temporaryFile } from '../../support/temporaryFile.ts';
import { freePort, listen, openHandles, unansweredPort, until, untilHandlesAre } from '../loopback.ts';

/** An address that nothing is sent to: its sockets never connect. */
const SILENT = '192.0.2.1';
const silentSockets: net.Socket[] = [];

vi.mock('node:net', async (importOriginal) => {
  const original = await importOriginal<typeof net>();
  const connect = (options: net.TcpNetConnectOpts): net.Socket => {
    if (options.host !== SILENT) return original.connect(options);
    const socket = new original.Socket();
    silentSockets.push(socket);
    return socket;
  };
  return { ...original, connect };
});

const newLog = () => new PhaseLog(systemClock, () => undefined);
const never = new AbortController().signal;

/** Sends back what comes, and ends when the client does. */
const echoing = () => listen((socket) => socket.pipe(socket));

test('connects, and names both ports', async () => {
  const port = await echoing();
  const log = newLog();
  const socket = await connectTcp(['127.0.0.1'], port, {}, log, never);
  expect(log.phases).toMatchObject([
    { name: 'tcp', address: '127.0.0.1', port, localPort: socket.localPort, ok: true },
  ]);
  socket.write('hello');
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  socket.destroy();
});

test('says that a port refuses', async () => {
  const port = await freePort();
  const log = newLog();
  const error: unknown = await connectTcp(['127.0.0.1'], port, {}, log, never).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AttemptFailure);
  expect(error).toMatchObject({ failure: { stage: 'tcp', code: 'ECONNREFUSED' } });
  expect((error as AttemptFailure).message).toContain(`127.0.0.1:${port}`);
  expect(log.phases).toMatchObject([{ name: 'tcp', address: '127.0.0.1', port, ok: false, code: 'ECONNREFUSED' }]);
});

test('goes on to the next address when one fails, and leaves a step for each', async () => {
  const port = await echoing();
  const log = newLog();
  // Nothing listens on ::1, or there is no IPv6 at all: both are a failure.
  const socket = await connectTcp(['::1', '127.0.0.1'], port, {}, log, never);
  expect(log.phases).toMatchObject([
    { address: '::1', ok: false },
    { address: '127.0.0.1', ok: true },
  ]);
  socket.destroy();
});

test('fails with the last error when every address failed', async () => {
  const port = await freePort();
  const log = newLog();
  const error: unknown = await connectTcp(['::1', '127.0.0.1'], port, {}, log, never).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ failure: { stage: 'tcp', code: 'ECONNREFUSED' } });
  expect((error as AttemptFailure).message).toContain('127.0.0.1');
  expect(log.phases).toMatchObject([
    { address: '::1', ok: false },
    { address: '127.0.0.1', ok: false, code: 'ECONNREFUSED' },
  ]);
});

test('tries the next address beside one that does not answer; the first to answer wins', async () => {
  const port = await echoing();
  const log = newLog();
  const socket = await connectTcp([SILENT, '127.0.0.1', '127.0.0.2'], port, {}, log, never);
  expect(socket.remoteAddress).toBe('127.0.0.1');
  expect(log.phases).toMatchObject([
    { address: '127.0.0.1', ok: true },
    { address: SILENT, ok: false, code: 'SUPERSEDED' },
  ]);
  expect(silentSockets.map(({ destroyed }) => destroyed)).toEqual([true]);
  socket.destroy();
});

test('waits for the address that has not failed yet', async () => {
  const port = await freePort();
  const log = newLog();
  const controller = new AbortController();
  const connecting = connectTcp([SILENT, '127.0.0.1'], port, {}, log, controller.signal);
  await until(() => log.phases.length === 1);
  expect(log.phases).toMatchObject([{ address: '127.0.0.1', ok: false, code: 'ECONNREFUSED' }]);
  const reason = new Error('enough');
  controller.abort(reason);
  await expect(connecting).rejects.toBe(reason);
  expect(log.phases[1]).toMatchObject({ address: SILENT, ok: false, code: 'CANCELLED' });
});

test('gives up at once, with the reason of the abort, and leaves nothing behind', async () => {
  const port = await unansweredPort();
  const before = openHandles();
  const log = newLog();
  const controller = new AbortController();
  const connecting = connectTcp(['127.0.0.1', '127.0.0.1'], port, {}, log, controller.signal);
  expect(openHandles()).not.toEqual(before);
  const reason = new Error('enough');
  controller.abort(reason);
  await expect(connecting).rejects.toBe(reason);
  expect(log.phases).toMatchObject([{ address: '127.0.0.1', ok: false, code: 'CANCELLED' }]);
  await untilHandlesAre(before);
});

test('does not begin when it was given up before', async () => {
  const before = openHandles();
  const reason = new Error('before');
  const log = newLog();
  await expect(connectTcp(['127.0.0.1'], 1, {}, log, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(log.phases).toEqual([]);
  expect(openHandles()).toEqual(before);
});

test('an abort after the connection was made does not end it', async () => {
  const port = await echoing();
  const controller = new AbortController();
  const socket = await connectTcp(['127.0.0.1'], port, {}, newLog(), controller.signal);
  controller.abort();
  socket.write('still here');
  expect(String((await once(socket, 'data'))[0])).toBe('still here');
  socket.destroy();
});

test('tries the families by turns, the first one’s first', async () => {
  const port = await freePort();
  const log = newLog();
  const addresses = ['::1', '::ffff:127.0.0.2', '127.0.0.1', '127.0.0.2', '127.0.0.3'];
  await connectTcp(addresses, port, {}, log, never).catch(() => undefined);
  const tried = log.phases.flatMap((phase) => (phase.name === 'tcp' ? [phase.address] : []));
  expect(tried).toEqual(['::1', '127.0.0.1', '::ffff:127.0.0.2', '127.0.0.2', '127.0.0.3']);
});

test('connects from the local address and port that it is told', async () => {
  const from = Promise.withResolvers<string>();
  const port = await listen((socket) => from.resolve(`${socket.remoteAddress}:${socket.remotePort}`));
  const localPort = await freePort();
  const log = newLog();
  const options = { localAddress: '127.0.0.9', localPort, noDelay: false, tcpKeepAlive: 5000 };
  const socket = await connectTcp(['127.0.0.1'], port, options, log, never);
  expect(await from.promise).toBe(`127.0.0.9:${localPort}`);
  expect(log.phases).toMatchObject([{ family: 'ipv4', localAddress: '127.0.0.9', localPort, ok: true }]);
  socket.destroy();
});

test('connects to the socket of a path, and says when it is not there', async () => {
  const path = temporaryFile('a.sock');
  const server = createServer((socket) => socket.end('hello'));
  server.listen(path);
  await once(server, 'listening');
  const log = newLog();
  const socket = await connectUnix(path, log, never);
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  expect(log.phases).toMatchObject([{ name: 'tcp', address: path, port: 0, family: 'unix', ok: true }]);
  socket.destroy();
  server.close();
  await expect(connectUnix(`${path}.not`, newLog(), never)).rejects.toMatchObject({
    failure: { stage: 'tcp', code: 'ENOENT' },
  });
});

test('is ready in the turn in which it is connected, before whoever waits for it, who tells it not to delay', async () => {
  const port = await echoing();
  const told = vi.spyOn(Socket.prototype, 'setNoDelay');
  const order: string[] = [];
  const socket = await connectTcp(['127.0.0.1'], port, {}, newLog(), never, () => {
    order.push('ready');
    queueMicrotask(() => order.push('turn over'));
  });
  order.push('waited for');
  expect(order).toEqual(['ready', 'turn over', 'waited for']);
  expect(told.mock.contexts.filter((each) => each === socket)).toEqual([]);
  stopDelay(socket, { noDelay: false });
  expect(told.mock.contexts.filter((each) => each === socket)).toEqual([]);
  stopDelay(socket, {});
  expect(told.mock.contexts.filter((each) => each === socket)).toEqual([socket]);
  told.mockRestore();
  socket.destroy();
});

test('is told not to delay, unless asked to, where nobody is given it before', async () => {
  const port = await echoing();
  for (const noDelay of [true, false]) {
    const told = vi.spyOn(Socket.prototype, 'setNoDelay');
    const socket = await connectTcp(['127.0.0.1'], port, { noDelay }, newLog(), never);
    expect(told.mock.contexts.includes(socket)).toBe(noDelay);
    told.mockRestore();
    socket.destroy();
  }
});

test('our own end is told of a socket that is destroyed in the very turn in which it was connected', async () => {
  const port = await echoing();
  const arrears = new Arrears();
  const log = new PhaseLog(systemClock, () => undefined, arrears);
  (await connectTcp(['127.0.0.1'], port, {}, log, never)).destroy();
  arrears.settle();
  expect(log.phases).toMatchObject([{ name: 'tcp', localAddress: '127.0.0.1', ok: true }]);
});
