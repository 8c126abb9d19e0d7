// Certificates by openssl, good ones and bad ones, before a WebSocket server: what is told of each, and when one is taken.
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type Certificate, type Certificates, DAY, certificates } from './support/certificates.ts';
import { failed, hello, opened, phase, textsFromServer, words } from './support/cli.ts';
import { peer } from './support/peer.ts';

const openssl = peer('openssl');

const day = (date: Date): string => date.toISOString().slice(0, 10);
const inDays = (days: number): Date => new Date(Date.now() + days * DAY);

/** Serves an echo with that certificate until the test is over; gives the URL by name. */
async function serve(own: Pick<Certificate, 'chain' | 'key'>, options: TlsOptions = {}): Promise<string> {
  const server = createServer({ cert: own.chain, key: own.key, ...options });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data, { binary: false })));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    for (const socket of sockets.clients) socket.terminate();
    await closed;
  });
  return `wss://localhost:${(server.address() as AddressInfo).port}/`;
}

describe.skipIf(openssl === undefined)('certificates by openssl', () => {
  let made: Certificates;
  let root: Certificate;
  let intermediate: Certificate;

  beforeAll(() => {
    made = certificates(openssl!);
    root = made.make({ name: 'Peers Root', authority: true });
    intermediate = made.make({ name: 'Peers Intermediate', authority: true, issuer: root });
  });
  afterAll(() => made.dispose());

  const trusted = (): string[] => ['--ca', root.file];

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('a good one, %s', async (version) => {
    const url = await serve(made.make({ name: 'good', issuer: intermediate }), {
      minVersion: version,
      maxVersion: version,
    });
    const outcome = await opened(url, ...trusted(), ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(phase(outcome, 'tls')).toMatchObject({ ok: true, verified: true, version });
    expect(phase(outcome, 'tls')!['chain']).toMatchObject([
      { subject: 'CN=good', issuer: 'CN=Peers Intermediate', altNames: ['DNS:localhost', 'IP Address:127.0.0.1'] },
      { subject: 'CN=Peers Intermediate', issuer: 'CN=Peers Root' },
      { subject: 'CN=Peers Root' },
    ]);
    // The address stands in it as well as the name.
    await opened(url.replace('localhost', '127.0.0.1'), ...trusted(), ...hello);
  });

  test('self-signed', async () => {
    const own = made.make({ name: 'my laptop' });
    const url = await serve(own);
    expect(await failed(url, ...trusted())).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'certificate-self-signed', title: words(/localhost/) },
      told: words(/"my laptop" is signed by itself/),
    });
    await opened(url, '--ca', own.file, ...hello);
  });

  test('unknown authority', async () => {
    const url = await serve(made.make({ name: 'good', issuer: intermediate }));
    expect(await failed(url)).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'certificate-unknown-issuer', title: words(/Peers Root/) },
      told: words(/private authority/),
    });
  });

  test('unknown authority that is sent along', async () => {
    const own = made.make({ name: 'good', issuer: intermediate });
    const url = await serve({ chain: own.chain + root.pem, key: own.key });
    expect(await failed(url)).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'certificate-unknown-issuer', title: words(/Peers Root/) },
    });
  });

  test('missing intermediate', async () => {
    const own = made.make({ name: 'good', issuer: intermediate });
    const url = await serve({ chain: own.pem, key: own.key });
    expect(await failed(url, ...trusted())).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'certificate-unknown-issuer', title: words(/Peers Intermediate/) },
      told: words(/does not send its intermediate certificate/),
    });
  });

  test('expired', async () => {
    const to = inDays(-10.5);
    const url = await serve(made.make({ name: 'old', issuer: intermediate, from: inDays(-100), to }));
    expect(await failed(url, ...trusted())).toMatchObject({
      diagnosis: {
        stage: 'tls',
        cause: 'certificate-expired',
        title: `The certificate of localhost expired 10 days ago (${day(to)})`,
      },
      told: words(/"old"/),
    });
  });

  test('expired intermediate', async () => {
    const to = inDays(-3.5);
    const old = made.make({ name: 'Old Intermediate', authority: true, issuer: root, from: inDays(-100), to });
    const url = await serve(made.make({ name: 'good', issuer: old }));
    expect(await failed(url, ...trusted())).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'certificate-expired' },
      told: words(new RegExp(`"Old Intermediate" ended on ${day(to)}`)),
    });
  });

  test('not yet valid', async () => {
    const from = inDays(5.5);
    const url = await serve(made.make({ name: 'early', issuer: intermediate, from, to: inDays(50) }));
    expect(await failed(url, ...trusted())).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'certificate-not-yet-valid', title: words(/localhost/) },
      told: words(new RegExp(`"early" is valid from ${day(from)}, in 5 days`)),
    });
  });

  test('wrong host', async () => {
    const altNames = ['DNS:other.test', 'DNS:*.wild.test'];
    const url = await serve(made.make({ name: 'other', issuer: intermediate, altNames }));
    expect(await failed(url, ...trusted())).toMatchObject({
      diagnosis: {
        stage: 'tls',
        cause: 'certificate-wrong-host',
        title: 'The certificate is for other.test and *.wild.test, you asked for localhost',
      },
    });
    expect(await failed(url.replace('localhost', '127.0.0.1'), ...trusted())).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'certificate-wrong-host', title: words(/you asked for 127\.0\.0\.1/) },
    });
  });

  test('another host by another way', async () => {
    const altNames = ['DNS:other.test', 'DNS:*.wild.test'];
    const url = await serve(made.make({ name: 'other', issuer: intermediate, altNames }));
    const sni = await opened(url, ...trusted(), '--servername', 'other.test', ...hello);
    expect(phase(sni, 'tls')).toMatchObject({ verified: true, servername: 'other.test' });
    const host = await opened(url, ...trusted(), '--verify-host', 'any.wild.test', ...hello);
    expect(phase(host, 'tls')).toMatchObject({ verified: true, servername: 'localhost' });
    const { port } = new URL(url);
    const dialled = await opened('wss://other.test/', ...trusted(), '--connect-to', `127.0.0.1:${port}`, ...hello);
    expect(phase(dialled, 'tls')).toMatchObject({ verified: true, servername: 'other.test' });
    expect(phase(dialled, 'tcp')).toMatchObject({ address: '127.0.0.1', port: Number(port) });
  });

  // RFC 9525 §6.3: a common name is no host name any more, and browsers do not take it for one.
  test('common name only', async () => {
    const url = await serve(made.make({ name: 'localhost', issuer: intermediate, altNames: [] }));
    expect(await failed(url, ...trusted())).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'certificate-wrong-host' },
      told: words(/subjectAltName/),
    });
  });

  test('--insecure goes on, and shows the verdict all the same', async () => {
    const url = await serve(made.make({ name: 'my laptop', altNames: ['DNS:other.test'] }));
    const outcome = await opened(url, '--insecure', ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(phase(outcome, 'tls')).toMatchObject({
      ok: true,
      verified: false,
      verifyCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      chain: [{ subject: 'CN=my laptop' }],
    });
  });

  describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a client certificate is demanded, %s', (version) => {
    const demand = (): Promise<string> =>
      serve(made.make({ name: 'good', issuer: intermediate }), {
        minVersion: version,
        maxVersion: version,
        requestCert: true,
        rejectUnauthorized: true,
        ca: root.pem,
      });

    test('and missing', async () => {
      expect(await failed(await demand(), ...trusted())).toMatchObject({
        diagnosis: { stage: 'tls', cause: words(/^(client-certificate-required|tls-handshake-failure)$/) },
        told: words(/wants a client certificate[\s\S]*Give this connection a client certificate/),
      });
    });

    test('and given', async () => {
      const { file, keyFile } = made.make({ name: 'a client', altNames: [], issuer: root });
      await opened(await demand(), ...trusted(), '--cert', file, '--key', keyFile, ...hello);
    });

    test('and given with its chain', async () => {
      const { chainFile, keyFile } = made.make({ name: 'a client', altNames: [], issuer: intermediate });
      await opened(await demand(), ...trusted(), '--cert', chainFile, '--key', keyFile, ...hello);
    });

    // Node closes without an alert then, so that nothing but the certificate we gave points to the reason.
    test('and given by a stranger', async () => {
      const { file, keyFile } = made.make({ name: 'a stranger', altNames: [] });
      expect(await failed(await demand(), ...trusted(), '--cert', file, '--key', keyFile)).toMatchObject({
        told: words(/client certificate/i),
      });
    });
  });

  test('TLS 1.0 only', async () => {
    const url = await serve(made.make({ name: 'good', issuer: intermediate }), {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    expect(await failed(url, ...trusted())).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'tls-version-mismatch' },
      told: words(/TLS 1\.0/),
    });
    const old = ['--tls-min-version', 'TLSv1', '--tls-ciphers', 'DEFAULT@SECLEVEL=0'];
    const outcome = await opened(url, ...trusted(), ...old, ...hello);
    expect(phase(outcome, 'tls')).toMatchObject({ ok: true, verified: true, version: 'TLSv1' });
  });

  test('TLS 1.3 only, where we may not go beyond 1.2', async () => {
    const url = await serve(made.make({ name: 'good', issuer: intermediate }), { minVersion: 'TLSv1.3' });
    expect(await failed(url, ...trusted(), '--tls-max-version', 'TLSv1.2')).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'tls-version-mismatch' },
    });
  });
});
