import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { expect, test } from 'vitest';
import type { TlsOptions } from '../../../src/profiles/connectionOptions.ts';
import { Arrears } from '../../../src/session/arrears.ts';
import { AttemptFailure } from '../../../src/session/attemptFailure.ts';
import { systemClock } from '../../../src/session/clock.ts';
import { PhaseLog } from '../../../src/session/phaseLog.ts';
import { startTls } from '../../../src/session/dial/startTls.ts';
import { makeIdentity } from '../../support/hostile/certificate.ts';
import { temporaryFile } from '../../support/temporaryFile.ts';
import { listen, openHandles, untilHandlesAre } from '../loopback.ts';
import { listenTls, loopbackIdentity, pemFile, rootCertificate, signed } from '../tlsLoopback.ts';

const never = new AbortController().signal;
const trusting = (): TlsOptions => ({ ca: [pemFile('ca.pem', rootCertificate)] });

async function dialled(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

/** TLS to a server that says "hello" when it stands. */
async function start(port: number, options: TlsOptions, host = '127.0.0.1', signal = never) {
  const log = new PhaseLog(systemClock, () => undefined);
  const socket = await dialled(port);
  const result = await startTls(socket, { peer: 'server', host }, options, {}, log, signal).catch(
    (error: unknown) => error,
  );
  return { log, socket, result };
}

const greeting = (identity: Parameters<typeof listenTls>[0], settings?: Parameters<typeof listenTls>[2]) =>
  listenTls(identity, (socket) => socket.end('hello'), settings);

async function heardFrom(result: unknown): Promise<string> {
  if (result instanceof Error) throw result;
  let heard = '';
  for await (const chunk of result as Socket) heard += String(chunk);
  (result as Socket).destroy();
  return heard;
}

function leafOf(log: PhaseLog): string | undefined {
  const [phase] = log.phases;
  return phase?.name === 'tls' ? phase.chain[0]?.subject : undefined;
}

test.each(['127.0.0.1', 'localhost'])('trusts the chain of the given authority for %s', async (host) => {
  const port = await greeting(loopbackIdentity);
  const { log, result } = await start(port, trusting(), host);
  expect(await heardFrom(result)).toBe('hello');
  expect(log.phases).toMatchObject([
    { name: 'tls', servername: host === 'localhost' ? 'localhost' : '', version: 'TLSv1.3', verified: true, ok: true },
  ]);
  const [phase] = log.phases;
  expect(phase).toMatchObject({
    cipher: expect.stringMatching(/^TLS_/) as string,
    chain: [{ subject: 'CN=loopback' }, { subject: 'CN=Loopback Test Root' }],
  });
  expect(phase).not.toHaveProperty('verifyCode');
});

test('offers http/1.1 alone', async () => {
  const port = await greeting(loopbackIdentity, { ALPNProtocols: ['h2', 'http/1.1'] });
  const { log, result } = await start(port, trusting());
  await heardFrom(result);
  expect(log.phases).toMatchObject([{ alpn: 'http/1.1' }]);
});

const expired = () =>
  signed({
    commonName: 'loopback',
    altNames: ['127.0.0.1'],
    validFrom: new Date('2020-01-01T00:00:00Z'),
    validTo: new Date('2021-01-01T00:00:00Z'),
  });
const elsewhere = () => signed({ commonName: 'elsewhere', altNames: ['other.test'] });
const alone = () => makeIdentity({ commonName: 'alone', altNames: ['127.0.0.1'] });
const stranger = () =>
  makeIdentity({
    commonName: 'stranger',
    altNames: ['127.0.0.1'],
    issuer: { ...makeIdentity({ commonName: 'Stranger Root' }), commonName: 'Stranger Root' },
  });

test.each([
  ['an expired certificate', expired, 'CERT_HAS_EXPIRED'],
  ['a certificate for another host', elsewhere, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['a certificate that signed itself', alone, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['a certificate of an unknown authority', stranger, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
])('refuses %s, and shows it', async (_what, identity, code) => {
  const port = await greeting(identity());
  const before = openHandles();
  const { log, result } = await start(port, trusting());
  expect(result).toBeInstanceOf(AttemptFailure);
  expect(result).toMatchObject({ failure: { stage: 'tls', code } });
  expect(log.phases).toMatchObject([{ name: 'tls', ok: false, verified: false, verifyCode: code, code }]);
  expect(leafOf(log)).toMatch(/^CN=(loopback|elsewhere|alone|stranger)$/);
  await untilHandlesAre(before);
});

test.each([
  ['an expired certificate', expired, 'CERT_HAS_EXPIRED'],
  ['a certificate for another host', elsewhere, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['a certificate that signed itself', alone, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
])('goes on with %s when told not to verify, and keeps the verdict', async (_what, identity, code) => {
  const port = await greeting(identity());
  const { log, result } = await start(port, { ...trusting(), verify: false });
  expect(await heardFrom(result)).toBe('hello');
  expect(log.phases).toMatchObject([{ name: 'tls', ok: true, verified: false, verifyCode: code }]);
  expect(log.phases[0]).not.toHaveProperty('code');
});

test('names the host that the certificate is not for', async () => {
  const port = await greeting(elsewhere());
  const { result } = await start(port, trusting());
  expect((result as Error).message).toContain('127.0.0.1');
});

test('presents a client certificate', async () => {
  const mine = signed({ commonName: 'a client' });
  const port = await listenTls(
    loopbackIdentity,
    (socket) => socket.end(String(socket.getPeerCertificate().subject.CN)),
    { requestCert: true, rejectUnauthorized: true, ca: rootCertificate },
  );
  const options = { ...trusting(), cert: pemFile('cert.pem', mine.certificate), key: pemFile('key.pem', mine.key) };
  const { result } = await start(port, options);
  expect(await heardFrom(result)).toBe('a client');
});

test('tells a server that speaks no TLS', async () => {
  const port = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const before = openHandles();
  const { log, result } = await start(port, {});
  expect(result).toMatchObject({ failure: { stage: 'tls', code: 'ERR_SSL_WRONG_VERSION_NUMBER' } });
  expect(log.phases).toMatchObject([{ name: 'tls', ok: false, chain: [], code: 'ERR_SSL_WRONG_VERSION_NUMBER' }]);
  await untilHandlesAre(before);
});

test('tells a server that hangs up', async () => {
  const port = await listen((socket) => socket.once('data', () => socket.end()));
  const before = openHandles();
  const { log, result } = await start(port, {});
  expect(result).toMatchObject({
    failure: { stage: 'tls', code: expect.stringMatching(/TLS_CLOSED|ECONNRESET/) as string },
  });
  expect(log.phases).toMatchObject([{ name: 'tls', ok: false }]);
  await untilHandlesAre(before);
});

test('tells a reset', async () => {
  const port = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const { log, result } = await start(port, {});
  expect(result).toMatchObject({ failure: { stage: 'tls', code: 'ECONNRESET' } });
  expect(log.phases).toMatchObject([{ name: 'tls', ok: false, code: 'ECONNRESET' }]);
});

test.each([
  ['a file that is not there', () => ({ ca: [temporaryFile('absent.pem')] }), 'CA_FILE_UNREADABLE'],
  ['a file that holds no certificate', () => ({ ca: [pemFile('ca.pem', 'no certificate')] }), /./],
  [
    'a key that belongs to another certificate',
    () => ({
      cert: pemFile('cert.pem', signed({ commonName: 'a client' }).certificate),
      key: pemFile('key.pem', loopbackIdentity.key),
    }),
    'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
  ],
])('fails at the TLS step for %s, and leaves no socket', async (_what, options, code) => {
  const port = await greeting(loopbackIdentity);
  const before = openHandles();
  const { log, result } = await start(port, options());
  expect(result).toBeInstanceOf(AttemptFailure);
  const { failure } = result as AttemptFailure;
  expect(failure).toMatchObject({ stage: 'tls', code: expect.stringMatching(code) as string });
  expect(log.phases).toMatchObject([{ name: 'tls', ok: false, code: failure.code }]);
  await untilHandlesAre(before);
});

test('gives up a handshake under way, with the reason of the abort, and leaves no socket', async () => {
  const asked = Promise.withResolvers<undefined>();
  const port = await listen((socket) => {
    socket.on('end', () => socket.destroy());
    socket.once('data', () => asked.resolve(undefined));
  });
  const before = openHandles();
  const log = new PhaseLog(systemClock, () => undefined);
  const controller = new AbortController();
  const starting = startTls(await dialled(port), { peer: 'server', host: '127.0.0.1' }, {}, {}, log, controller.signal);
  await asked.promise;
  const reason = new AttemptFailure({ stage: 'cancelled', code: 'CANCELLED', message: 'Cancelled.' });
  controller.abort(reason);
  await expect(starting).rejects.toBe(reason);
  expect(log.phases).toMatchObject([{ name: 'tls', ok: false, code: 'CANCELLED' }]);
  await untilHandlesAre(before);
});

test('does not begin when it was given up before', async () => {
  const port = await listen((socket) => socket.on('end', () => socket.destroy()).resume());
  const before = openHandles();
  const reason = new Error('before');
  const { result } = await start(port, {}, '127.0.0.1', AbortSignal.abort(reason));
  expect(result).toBe(reason);
  await untilHandlesAre(before);
});

test('what was agreed is told of a socket that is destroyed in the very turn in which TLS stood', async () => {
  const port = await greeting(loopbackIdentity);
  const arrears = new Arrears();
  const log = new PhaseLog(systemClock, () => undefined, arrears);
  const secure = await startTls(await dialled(port), { peer: 'server', host: '127.0.0.1' }, trusting(), {}, log, never);
  secure.destroy();
  arrears.settle();
  expect(log.phases).toMatchObject([
    { name: 'tls', version: 'TLSv1.3', chain: [{ subject: 'CN=loopback' }, { subject: 'CN=Loopback Test Root' }] },
  ]);
});
