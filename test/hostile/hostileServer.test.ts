import { connect as connectTls } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { hostileCases } from '../support/hostile/hostileCases.ts';
import { startHostileServer } from '../support/hostile/hostileServer.ts';
import { ask, bytesOf, request, withServer } from '../support/hostile/rawClient.ts';

const ids = `
accept-missing accept-hex accept-lowercased accept-duplicate-same upgrade-missing upgrade-wrong upgrade-list
connection-list subprotocol-ignored extension-unknown extension-none-offered pmd-unknown-param
pmd-window-bits-16 pmd-window-bits-abc pmd-client-bits-novalue pmd-client-bits-unoffered pmd-duplicate-param
pmd-twice http2-status-line garbage-binary tls-alert-on-plain https-400-on-plain status-lowercase
status-nonnumeric status-999 header-no-colon header-nul-value header-ctl-value header-utf8-value header-obs-fold
header-huge-line header-too-many header-many-under-limit header-endless 101-chunked 101-chunked-frames
101-html-body split-byte-by-byte frame-with-101 partial-frame-with-101 never-answer close-no-bytes
close-mid-status 101-then-fin 101-then-rst 102-flood 101-h2c-interim 204-empty 206 300-no-location redirect-303
redirect-follow-ok redirect-chain-20 redirect-to-http redirect-to-https-login redirect-bad-location
redirect-file redirect-downgrade 401-bearer 401-no-challenge 403-waf 404-html 407 408 410 421 425 426-version
429-retry-after 431 501 502-nginx 504-after-delay 505 body-gzip-chunked body-gzip-bomb body-latin1 body-large
body-endless body-until-close body-bad-chunk body-cl-conflict 101-delayed ok masked-frame masked-zero-key
masked-empty masked-ping rsv1-no-ext rsv2-no-ext opcode-3 opcode-7 opcode-15 opcode-3-masked len64-for-16
len64-msb len64-msb-only len-90MiB-stall len-short-then-more len-127-as-7bit len-little-endian ping-126
close-126 ping-fragmented close-fragmented ping-rsv1-pmd ping-125 pong-never ping-flood cont-no-start-nofin
text-in-fragmented binary-in-fragmented close-in-fragmented fragments-empty fragments-20000 fragments-1-byte
utf8-overlong utf8-ff utf8-noncharacter utf8-split-invalid utf8-invalid-first-fragment utf8-invalid-deflated
close-code-1015 close-code-1100 close-code-2999 close-code-1000 close-code-1001 close-code-1002 close-code-1008
close-code-1009 close-code-1010 close-code-1012 close-code-4000 close-code-4999 close-1-byte close-bad-utf8
close-code-little-endian data-after-close garbage-after-close close-twice close-no-fin close-ignored
close-reply-other-code close-reply-unmasked-fin close-reply-late-data fin-no-close rst-no-close fin-mid-header
idle-timeout-proxy half-close trickle-frame garbage-mid-stream pmd-ok pmd-uncompressed-message pmd-stored-block
pmd-bfinal pmd-empty-00 pmd-empty-payload pmd-garbage pmd-plain-with-rsv1 pmd-truncated pmd-takeover-ok
pmd-takeover-uncompressed-between pmd-window-violation pmd-window-violation-across pmd-bomb-many
pmd-bomb-fragments long-line-json deep-json text-bidi-controls text-html tcp-refused plain-on-tls-port
tls-alert-unrecognized-name tls-unknown-ca tls-expired tls-wrong-host tls-client-cert-required
tls-client-cert-required-12 tls-1.0-only tls-h2-without-alpn tls-ok proxy-ok proxy-407 proxy-502 proxy-close
proxy-garbage proxy-connect-hang
`;

const tcpHandles = (): number => process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS)/.test(name)).length;

test('There is one entry for each behaviour, and no other.', () => {
  const wanted = ids.split(/\s+/).filter((id) => id !== '');
  expect(wanted).toHaveLength(188);
  expect(hostileCases.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
});

test('The groups have their sizes.', () => {
  const sizes = Object.groupBy(hostileCases, ({ group }) => group);
  expect([sizes.handshake?.length, sizes.frames?.length, sizes.transport?.length]).toEqual([84, 87, 17]);
});

test('Whoever asks for an unknown case is told so.', async () => {
  await expect(startHostileServer('no-such-case')).rejects.toThrow('There is no hostile case "no-such-case".');
});

/** Cases in which the server says nothing at all. */
const silent = new Set(['never-answer', 'close-no-bytes', 'proxy-close', 'proxy-connect-hang', 'tcp-refused']);
/** Cases whose TLS handshake never gets as far as the first byte. */
const noTls = new Set(['tls-client-cert-required', 'tls-client-cert-required-12', 'tls-1.0-only']);

describe('Each server starts, speaks to a raw client, and leaves nothing behind', () => {
  test.each(hostileCases.map(({ id }) => id))('%s', async (id) => {
    const server = await startHostileServer(id);
    expect(server.url).toMatch(/^wss?:\/\/(127\.0\.0\.1|localhost):\d+\/chat$/);
    const heard = await ask(server, id, silent.has(id) ? { quiet: 100 } : {});
    expect(heard.bytes.length > 0).toBe(!silent.has(id) && !noTls.has(id));
    await server.dispose();
    await expect.poll(tcpHandles, { interval: 2 }).toBe(0);
    expect((await ask({ ...server, url: server.url.replace('localhost', '127.0.0.1') }, id)).end).toBe('reset');
  });
});

describe('TLS', () => {
  /** Verifies the certificate with the case's authority; gives the error's code, or the TLS version. */
  async function verdict(id: string, options: object = {}): Promise<string> {
    return withServer(id, (server) => {
      const socket = connectTls({ port: server.port, host: '127.0.0.1', ca: server.ca!, ...options });
      return new Promise<string>((resolve) => {
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code!));
        socket.once('data', () => resolve(socket.getProtocol() ?? ''));
        socket.write(request('/chat'));
      }).finally(() => socket.destroy());
    });
  }

  test.each([
    ['tls-ok', /^TLSv1\.3$/],
    ['tls-unknown-ca', /^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/],
    ['tls-expired', /^CERT_HAS_EXPIRED$/],
    ['tls-wrong-host', /^ERR_TLS_CERT_ALTNAME_INVALID$/],
    ['tls-client-cert-required', /^ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED$/],
    ['tls-client-cert-required-12', /^(EPROTO|ERR_SSL_SSL\/TLS_ALERT_HANDSHAKE_FAILURE)$/],
    ['tls-1.0-only', /^(EPROTO|ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION)$/],
  ])('%s', async (id, code) => {
    expect(await verdict(id)).toMatch(code);
  });

  test('redirect-downgrade leads from wss to a ws endpoint that works', async () => {
    await withServer('redirect-downgrade', async (server) => {
      const { bytes } = await ask(server, 'redirect-downgrade');
      const location = /^Location: (\S+)/m.exec(bytes.toString())![1]!;
      expect(location).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/good$/);
      const plain = await ask({ ...server, url: location, port: Number(new URL(location).port) }, 'ok');
      expect(plain.bytes.toString()).toMatch(/^HTTP\/1\.1 101 /);
    });
  });
});

describe('proxies', () => {
  test('proxy-ok carries the opening handshake to the target', async () => {
    const { bytes } = await bytesOf('proxy-ok', { then: Buffer.from(request('/chat')) });
    expect(bytes.toString('latin1')).toMatch(/^HTTP\/1\.1 200 Connection established\r\n\r\nHTTP\/1\.1 101 [^]*hello$/);
  });

  test.each([
    ['proxy-407', /^HTTP\/1\.1 407 [^]*Proxy-Authenticate: Basic realm="corp"\r\n/, 'fin'],
    ['proxy-502', /^HTTP\/1\.1 502 /, 'fin'],
    ['proxy-garbage', /^.\u00ff$/s, undefined],
    ['proxy-close', /^$/, 'fin'],
    ['proxy-connect-hang', /^$/, undefined],
  ])('%s', async (id, words, end) => {
    const heard = await bytesOf(id);
    expect(heard.bytes.toString('latin1')).toMatch(words);
    expect(heard.end).toBe(end);
  });
});
