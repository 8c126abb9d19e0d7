import { createSocket } from 'node:dgram';
import * as dns from 'node:dns/promises';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AttemptFailure } from '../../../src/session/attemptFailure.ts';
import { PhaseLog } from '../../../src/session/phaseLog.ts';
import { resolveHost } from '../../../src/session/dial/resolveHost.ts';
import { HandClock, openHandles, untilHandlesAre } from '../loopback.ts';

vi.mock('node:dns/promises', async (importOriginal) => {
  const original = await importOriginal<typeof dns>();
  return { ...original, lookup: vi.fn(original.lookup) };
});

const newLog = () => new PhaseLog(new HandClock(), () => undefined);
const never = new AbortController().signal;

test.each(['127.0.0.1', '::1', '2001:db8::7'])('%s needs no resolver and leaves no step', async (host) => {
  const log = newLog();
  expect(await resolveHost(host, {}, log, never)).toEqual([host]);
  expect(log.phases).toEqual([]);
});

test('finds the addresses of a name', async () => {
  const log = newLog();
  const addresses = await resolveHost('localhost', {}, log, never);
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) expect(['127.0.0.1', '::1']).toContain(address);
  expect(log.phases).toMatchObject([{ name: 'dns', host: 'localhost', addresses, ok: true }]);
});

test('keeps the resolver’s order', async () => {
  const found = [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
    { address: '127.0.0.2', family: 4 },
  ];
  vi.mocked(dns.lookup).mockResolvedValueOnce(found as never);
  expect(await resolveHost('several.test', {}, newLog(), never)).toEqual(['::1', '127.0.0.1', '127.0.0.2']);
});

test('says which name was not found', async () => {
  const log = newLog();
  // A label has 63 characters at most: the resolver knows without asking anybody.
  const host = `${'a'.repeat(64)}.invalid`;
  const error: unknown = await resolveHost(host, {}, log, never).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AttemptFailure);
  expect(error).toMatchObject({ failure: { stage: 'dns', code: 'ENOTFOUND' } });
  expect((error as AttemptFailure).message).toContain(host);
  expect(log.phases).toMatchObject([{ name: 'dns', host, addresses: [], ok: false, code: 'ENOTFOUND' }]);
});

test('stops waiting for a resolver that does not answer, with the reason of the abort', async () => {
  vi.mocked(dns.lookup).mockReturnValueOnce(new Promise(() => undefined));
  const log = newLog();
  const controller = new AbortController();
  const resolving = resolveHost('slow.test', {}, log, controller.signal);
  const reason = new AttemptFailure({ stage: 'timeout', code: 'HANDSHAKE_TIMEOUT', message: 'Too late.' });
  controller.abort(reason);
  await expect(resolving).rejects.toBe(reason);
  expect(log.phases).toMatchObject([{ name: 'dns', host: 'slow.test', ok: false, code: 'HANDSHAKE_TIMEOUT' }]);
});

test('does not begin to wait when it was given up before', async () => {
  const reason = new Error('before');
  await expect(resolveHost('localhost', {}, newLog(), AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('takes the addresses of one family only, and says when a literal is of the other', async () => {
  expect(await resolveHost('localhost', { family: 'ipv4' }, newLog(), never)).toEqual(['127.0.0.1']);
  await expect(resolveHost('127.0.0.1', { family: 'ipv6' }, newLog(), never)).rejects.toMatchObject({
    failure: { stage: 'dns', code: 'ADDRESS_FAMILY' },
  });
});

test('never asks a name server for localhost', async () => {
  const log = newLog();
  expect(await resolveHost('localhost', { servers: ['127.0.0.1:1'], family: 'ipv4' }, log, never)).toEqual([
    '127.0.0.1',
  ]);
  expect(log.phases[0]).not.toHaveProperty('servers');
});

test('asks the given name servers, and leaves nothing open when it is given up', async () => {
  const silent = createSocket('udp4');
  silent.bind(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const servers = [`127.0.0.1:${silent.address().port}`];
  const before = openHandles();
  const log = newLog();
  const controller = new AbortController();
  const asked = once(silent, 'message');
  const resolving = resolveHost('slow.test', { servers }, log, controller.signal);
  await asked;
  const reason = new AttemptFailure({ stage: 'cancelled', code: 'CANCELLED', message: 'Cancelled.' });
  controller.abort(reason);
  await expect(resolving).rejects.toBe(reason);
  expect(log.phases).toMatchObject([{ name: 'dns', host: 'slow.test', servers, ok: false, code: 'CANCELLED' }]);
  await untilHandlesAre(before);
});
