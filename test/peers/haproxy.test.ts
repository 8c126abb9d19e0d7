// HAProxy as a load balancer before a WebSocket server, as the end of TLS, and as the TLS before a proxy.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listen } from '../session/loopback.ts';
import { type Certificate, type Certificates, certificates } from './support/certificates.ts';
import { failed, hello, opened, openedIn, phase, textsFromServer, words } from './support/cli.ts';
import { type EchoServer, echoServer } from './support/echoServer.ts';
import { peer } from './support/peer.ts';
import { type Program, startProgram } from './support/startProgram.ts';
import { startTinyproxy } from './support/tinyproxy.ts';

const haproxy = peer('haproxy');
const openssl = peer('openssl');
const tinyproxy = peer('tinyproxy');

describe.skipIf(haproxy === undefined || openssl === undefined || tinyproxy === undefined)(
  'haproxy (certificates by openssl, tinyproxy behind it)',
  () => {
    let server: EchoServer;
    let proxy: Program;
    let program: Program;
    let made: Certificates;
    let root: Certificate;
    let plain: string;
    let mutual: readonly string[];
    let secureProxy: string;

    beforeAll(async () => {
      server = await echoServer();
      proxy = await startTinyproxy(tinyproxy!, ['BasicAuth ada lovelace']);
      made = certificates(openssl!);
      root = made.make({ name: 'Peers Root', authority: true });
      const own = made.make({ name: 'balancer', issuer: root });
      program = await startProgram(haproxy!, {
        ports: 4,
        files: ({ folder, ports }) => {
          const tls = `ssl crt ${folder}/own.pem`;
          const verify = `verify required ca-file ${root.file}`;
          return {
            'own.pem': own.chain + own.key,
            'haproxy.cfg': `
              defaults
                mode http
                timeout connect 1s
                retries 0
                timeout client 5s
                timeout server 300ms
                timeout tunnel 1500ms
              frontend plain
                bind 127.0.0.1:${ports[0]}
                http-request deny deny_status 429 if { path /limited }
                use_backend nobody if { path /nobody }
                default_backend servers
              frontend mutual12
                bind 127.0.0.1:${ports[1]} ${tls} ${verify} ssl-max-ver TLSv1.2
                default_backend servers
              frontend mutual13
                bind 127.0.0.1:${ports[2]} ${tls} ${verify} ssl-min-ver TLSv1.3
                default_backend servers
              frontend proxy
                mode tcp
                timeout client 5s
                bind 127.0.0.1:${ports[3]} ${tls}
                default_backend proxy
              backend servers
                server one 127.0.0.1:${server.port}
              backend nobody
                server none 127.0.0.1:1
              backend proxy
                mode tcp
                timeout server 5s
                server one 127.0.0.1:${proxy.port}
`,
          };
        },
        args: () => ['-db', '-f', 'haproxy.cfg'],
      });
      plain = `ws://127.0.0.1:${program.ports[0]}`;
      mutual = [`wss://localhost:${program.ports[1]}/`, `wss://localhost:${program.ports[2]}/`];
      secureProxy = `localhost:${program.ports[3]}`;
    });
    afterAll(async () => {
      await program.stop();
      await proxy.stop();
      await server.stop();
      made.dispose();
    });

    test('passes the upgrade on', async () => {
      expect(textsFromServer(await opened(plain, ...hello))).toEqual(['hello']);
    });

    test('has no server that is up', async () => {
      expect(await failed(`${plain}/nobody`)).toMatchObject({
        handshakes: [{ response: { status: 503, body: words(/No server is available/) } }],
        diagnosis: { stage: 'http', cause: 'service-unavailable', title: words(/HAProxy/) },
      });
    });

    test('waits in vain for the server', async () => {
      expect(await failed(`${plain}/silent`)).toMatchObject({
        handshakes: [{ response: { status: 504 } }],
        diagnosis: { stage: 'http', cause: 'gateway-timeout', title: words(/HAProxy/) },
      });
    });

    test('limits the rate', async () => {
      expect(await failed(`${plain}/limited`)).toMatchObject({
        handshakes: [{ response: { status: 429 } }],
        diagnosis: { stage: 'http', cause: 'rate-limited' },
      });
    });

    test('timeout tunnel ends an open connection that is silent', async () => {
      expect(await failed(`${plain}/`, '--send', 'hello')).toMatchObject({
        close: { code: 1006, by: 'server', clean: false },
        diagnosis: { stage: 'closing', cause: 'idle-timeout' },
        told: words(/load balancer/),
      });
    });

    describe.each([
      ['1.2', 0],
      ['1.3', 1],
    ])('demands a client certificate by TLS %s', (version, index) => {
      const trusted = (): string[] => ['--ca', root.file];

      test('and gets none', async () => {
        expect(await failed(mutual[index]!, ...trusted())).toMatchObject({
          diagnosis: { stage: 'tls', cause: words(/^(client-certificate-required|tls-handshake-failure)$/) },
          told: words(/wants a client certificate[\s\S]*Give this connection a client certificate/),
        });
      });

      test('and gets one of another authority', async () => {
        const { file, keyFile } = made.make({ name: 'a stranger', altNames: [] });
        expect(await failed(mutual[index]!, ...trusted(), '--cert', file, '--key', keyFile)).toMatchObject({
          diagnosis: { stage: 'tls', cause: 'client-certificate-refused' },
        });
      });

      test('and gets the right one', async () => {
        const { file, keyFile } = made.make({ name: 'a client', altNames: [], issuer: root });
        const own = ['--cert', file, '--key', keyFile];
        const outcome = await opened(mutual[index]!, ...trusted(), ...own, ...hello);
        expect(phase(outcome, 'tls')).toMatchObject({ verified: true, version: `TLSv${version}` });
      });
    });

    /** `--ca` is about the server alone, for a proxy is somebody else. */
    const trusting = (): NodeJS.ProcessEnv => ({ NODE_EXTRA_CA_CERTS: root.file });

    test('a proxy behind TLS', async () => {
      const given = `https://ada:lovelace@${secureProxy}`;
      const outcome = await openedIn(trusting(), server.url, '--proxy', given, ...hello);
      expect(textsFromServer(outcome)).toEqual(['hello']);
      expect(phase(outcome, 'tls')).toMatchObject({ peer: 'proxy', servername: 'localhost', verified: true });
      expect(phase(outcome, 'proxy')).toMatchObject({ ok: true, kind: 'https', proxy: `https://${secureProxy}` });
    });

    test('TLS through a proxy behind TLS', async () => {
      const given = ['--proxy', `https://ada:lovelace@${secureProxy}`];
      const { file, keyFile } = made.make({ name: 'a client', altNames: [], issuer: root });
      const outcome = await openedIn(trusting(), mutual[1]!, ...given, '--cert', file, '--key', keyFile, ...hello);
      expect(outcome.phases.filter(({ name }) => name === 'tls')).toMatchObject([
        { peer: 'proxy', verified: true },
        { peer: 'server', verified: true, version: 'TLSv1.3' },
      ]);
    });

    test('a proxy behind TLS whose certificate is not trusted', async () => {
      const outcome = await failed(server.url, '--proxy', `https://ada:lovelace@${secureProxy}`);
      expect(phase(outcome, 'tls')).toMatchObject({ peer: 'proxy', ok: false, verified: false });
      expect(outcome).toMatchObject({
        diagnosis: { stage: words(/^(tls|proxy)$/), title: words(/proxy/) },
        told: words(/Peers Root/),
      });
    });

    test('a proxy behind TLS that is asked without', async () => {
      expect(await failed(server.url, '--proxy', `http://ada:lovelace@${secureProxy}`)).toMatchObject({
        diagnosis: { stage: 'proxy' },
        told: words(/https:\/\/|TLS/),
      });
    });

    test('a web server without TLS in place of a proxy behind TLS', async () => {
      expect(await failed(server.url, '--proxy', `https://localhost:${server.port}`)).toMatchObject({
        diagnosis: { stage: words(/^(tls|proxy)$/), title: words(/proxy/) },
        told: words(/does not speak TLS/),
      });
    });

    test('a proxy behind TLS that does not answer', async () => {
      const silent = await listen(() => undefined);
      const given = ['--proxy', `https://localhost:${silent}`, '--timeout', '500'];
      const outcome = await failed(server.url, ...given);
      expect(outcome).toMatchObject({
        diagnosis: { stage: 'timeout', title: words(/proxy/) },
        told: words(new RegExp(`${silent}`)),
      });
      expect(outcome.told).not.toMatch(new RegExp(`port ${server.port}`));
    });
  },
);
