// nginx as the end of TLS before a WebSocket server, with certificates that openssl made: its own, and those it wants of us.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Certificate, type Certificates, certificates } from './support/certificates.ts';
import { failed, hello, opened, phase, textsFromServer, words } from './support/cli.ts';
import { type EchoServer, echoServer } from './support/echoServer.ts';
import { startNginx, upgrade } from './support/nginx.ts';
import { peer } from './support/peer.ts';
import type { Program } from './support/startProgram.ts';

const nginx = peer('nginx');
const openssl = peer('openssl');

describe.skipIf(nginx === undefined || openssl === undefined)('nginx with TLS by openssl', () => {
  let upstream: EchoServer;
  let program: Program;
  let made: Certificates;
  let root: Certificate;
  let intermediate: Certificate;
  let client: Certificate;
  let stranger: Certificate;
  let tls12: string;
  let mutual12: string;
  let mutual13: string;
  let leafOnly: string;
  let named: string;
  let moved: string;

  beforeAll(async () => {
    upstream = await echoServer();
    made = certificates(openssl!);
    root = made.make({ name: 'Peers Root', authority: true });
    intermediate = made.make({ name: 'Peers Intermediate', authority: true, issuer: root });
    const server = made.make({ name: 'peers.test', issuer: intermediate });
    client = made.make({ name: 'a client', altNames: [], issuer: root });
    stranger = made.make({ name: 'a stranger', altNames: [] });
    const location = `location / { ${upgrade} proxy_pass http://127.0.0.1:${upstream.port}; }`;
    const chain = `ssl_certificate ${server.chainFile}; ssl_certificate_key ${server.keyFile};`;
    const mutual = `ssl_verify_client on; ssl_client_certificate ${root.file};`;
    program = await startNginx(
      nginx!,
      6,
      ({ ports }) => `
        server { listen 127.0.0.1:${ports[0]} ssl http2; ssl_protocols TLSv1.2; ${chain} ${location} }
        server { listen 127.0.0.1:${ports[1]} ssl; ssl_protocols TLSv1.2; ${chain} ${mutual} ${location} }
        server { listen 127.0.0.1:${ports[2]} ssl; ssl_protocols TLSv1.3; ${chain} ${mutual} ${location} }
        server {
          listen 127.0.0.1:${ports[3]} ssl;
          ssl_certificate ${server.file}; ssl_certificate_key ${server.keyFile}; ${location}
        }
        server { listen 127.0.0.1:${ports[4]} ssl default_server; ssl_reject_handshake on; }
        server { listen 127.0.0.1:${ports[4]} ssl; server_name localhost; ${chain} ${location} }
        server { listen 127.0.0.1:${ports[5]}; return 301 https://localhost:${ports[0]}$request_uri; }`,
    );
    const [first, second, third, fourth, fifth, sixth] = program.ports;
    tls12 = `wss://localhost:${first}/`;
    mutual12 = `wss://localhost:${second}/`;
    mutual13 = `wss://localhost:${third}/`;
    leafOnly = `wss://localhost:${fourth}/`;
    named = `wss://localhost:${fifth}/`;
    moved = `ws://127.0.0.1:${sixth}/`;
  });
  afterAll(async () => {
    await program.stop();
    await upstream.stop();
    made.dispose();
  });

  test('verifies the chain by the root alone, and echoes through', async () => {
    const outcome = await opened(tls12, '--ca', root.file, ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(phase(outcome, 'tls')).toMatchObject({
      ok: true,
      verified: true,
      servername: 'localhost',
      version: 'TLSv1.2',
      alpn: 'http/1.1',
      chain: [{ subject: 'CN=peers.test' }, { subject: 'CN=Peers Intermediate' }, { subject: 'CN=Peers Root' }],
    });
  });

  test('an intermediate certificate that nginx does not send', async () => {
    const outcome = await failed(leafOnly, '--ca', root.file);
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'certificate-unknown-issuer', title: words(/Peers Intermediate/) },
      told: words(/does not send its intermediate certificate[\s\S]*fullchain\.pem/),
    });
    // Whoever has the missing one may give it, beside the root.
    await opened(leafOnly, '--ca', root.file, '--ca', intermediate.file, ...hello);
  });

  test('plain ws:// to its TLS port', async () => {
    const outcome = await failed(tls12.replace('wss:', 'ws:'));
    expect(outcome).toMatchObject({
      handshakes: [{ response: { status: 400, body: words(/plain HTTP request was sent to HTTPS port/) } }],
      diagnosis: { stage: 'http', cause: 'plain-http-on-tls-port', title: words(/use wss:\/\//) },
    });
  });

  test('a redirect from plain to TLS', async () => {
    expect(await failed(moved)).toMatchObject({
      diagnosis: { stage: 'http', cause: 'redirect' },
      told: words(/The server wants TLS/),
    });
    const followed = await opened(moved, '--follow-redirects', '--ca', root.file, ...hello);
    expect(followed.handshakes).toMatchObject([{ response: { status: 301 } }, { response: { status: 101 } }]);
  });

  test('a host name that it has no certificate for', async () => {
    await opened(named, '--ca', root.file, ...hello);
    expect(await failed(named, '--ca', root.file, '--servername', 'other.test')).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'tls-unknown-server-name' },
      told: words(/other\.test[\s\S]*unrecognized_name/),
    });
  });

  describe.each([
    ['1.2', () => mutual12],
    ['1.3', () => mutual13],
  ])('ssl_verify_client with TLS %s', (version, url) => {
    test('without a client certificate it answers 400 over HTTP', async () => {
      const outcome = await failed(url(), '--ca', root.file);
      expect(phase(outcome, 'tls')).toMatchObject({ ok: true, version: `TLSv${version}` });
      expect(outcome).toMatchObject({
        handshakes: [{ response: { status: 400, body: words(/No required SSL certificate was sent/) } }],
        diagnosis: { stage: 'http', cause: 'client-certificate-required', title: words(/client certificate/) },
      });
    });

    test('with one of the wrong authority it answers 400 as well', async () => {
      const own = ['--cert', stranger.file, '--key', stranger.keyFile];
      expect(await failed(url(), '--ca', root.file, ...own)).toMatchObject({
        handshakes: [{ response: { status: 400, body: words(/The SSL certificate error/) } }],
        diagnosis: { stage: 'http', cause: 'client-certificate-refused', title: words(/client certificate/) },
      });
    });

    test('with the right one it opens', async () => {
      const own = ['--cert', client.file, '--key', client.keyFile];
      expect(textsFromServer(await opened(url(), '--ca', root.file, ...own, ...hello))).toEqual(['hello']);
    });
  });

  test('a client certificate in a PKCS#12 file', async () => {
    const own = ['--pfx', made.pkcs12(client, 'open sesame')];
    await opened(mutual13, '--ca', root.file, ...own, '--passphrase', 'open sesame', ...hello);
    const wrong = await failed(mutual13, '--ca', root.file, ...own, '--passphrase', 'close sesame');
    expect(wrong).toMatchObject({ diagnosis: { stage: 'tls' }, told: words(/passphrase/i) });
    expect(wrong.told).not.toContain('close sesame');
  });

  test('a client key that wants a passphrase', async () => {
    const own = ['--cert', client.file, '--key', made.locked(client, 'open sesame')];
    await opened(mutual12, '--ca', root.file, ...own, '--passphrase', 'open sesame', ...hello);
    expect(await failed(mutual12, '--ca', root.file, ...own)).toMatchObject({
      diagnosis: { stage: 'tls' },
      told: words(/passphrase/i),
    });
  });
});
