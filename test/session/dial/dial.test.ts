import { once } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';
import { systemClock } from '../../../src/session/clock.ts';
import { chooseProxy } from '../../../src/session/dial/chooseProxy.ts';
import { dial } from '../../../src/session/dial/dial.ts';
import { PhaseLog } from '../../../src/session/phaseLog.ts';
import { targetOf } from '../../../src/session/dial/target.ts';
import { freePort, listen } from '../loopback.ts';
import { listenTls, loopbackIdentity, pemFile, rootCertificate } from '../tlsLoopback.ts';

async function dialled(url: string, options: Partial<ConnectionOptions> = {}) {
  const log = new PhaseLog(systemClock, () => undefined);
  const signal = new AbortController().signal;
  const target = targetOf(url);
  const result = await dial({
    target,
    options: { url, ...options },
    network: {},
    proxy: chooseProxy(options.proxy, target, {}, {}),
    timeoutMs: 10_000,
    log,
    signal,
  }).catch((error: unknown) => error);
  return { result, steps: log.phases.map(({ name, ok }) => `${name} ${ok ? 'ok' : 'failed'}`) };
}

async function greetedBy(result: unknown): Promise<string> {
  if (result instanceof Error) throw result;
  const socket = result as Socket;
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return chunk.toString();
}

test('an address over TCP is one step', async () => {
  const port = await listen((socket) => socket.end('hello'));
  const { result, steps } = await dialled(`ws://127.0.0.1:${port}/`);
  expect(await greetedBy(result)).toBe('hello');
  expect(steps).toEqual(['tcp ok']);
});

test('a name over TLS is three', async () => {
  const port = await listenTls(loopbackIdentity, (socket) => socket.end('hello'));
  const tls = { ca: [pemFile('ca.pem', rootCertificate)] };
  const { result, steps } = await dialled(`wss://localhost:${port}/`, { tls });
  expect(await greetedBy(result)).toBe('hello');
  // ::1 may come first and refuse.
  expect(steps.filter((step) => step !== 'tcp failed')).toEqual(['dns ok', 'tcp ok', 'tls ok']);
});

test('stops at the step that failed', async () => {
  const refusing = await dialled(`wss://127.0.0.1:${await freePort()}/`);
  expect(refusing.result).toMatchObject({ failure: { stage: 'tcp', code: 'ECONNREFUSED' } });
  expect(refusing.steps).toEqual(['tcp failed']);
  const unknown = await dialled(`ws://${'a'.repeat(64)}.invalid/`);
  expect(unknown.result).toMatchObject({ failure: { stage: 'dns', code: 'ENOTFOUND' } });
  expect(unknown.steps).toEqual(['dns failed']);
});
