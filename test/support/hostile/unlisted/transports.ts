import { connect } from 'node:net';
import { hex } from '../bytes.ts';
import { good, head, respond } from '../heads.ts';
import type { HostileScript } from '../hostileCase.ts';
import type { Peer } from '../peer.ts';
import { behaviour, type UnlistedCase } from './unlistedCase.ts';

/** Bytes in answer to a ClientHello, then the end. */
const toHello = (id: string, cause: string, says: readonly RegExp[], bytes: string | Uint8Array): UnlistedCase =>
  behaviour(
    id,
    cause,
    says,
    async (peer) => {
      await peer.write(bytes);
      peer.fin();
      await peer.untilClientEnds();
    },
    { client: { wss: true }, via: { kind: 'tcp', awaits: 'bytes' } },
  );
const alert = (id: string, cause: string, says: readonly RegExp[], code: number): UnlistedCase =>
  toHello(id, cause, says, Uint8Array.of(0x15, 3, 3, 0, 2, 2, code));

const tls = (
  id: string,
  cause: string | undefined,
  says: readonly RegExp[],
  via: Omit<Extract<HostileScript['via'], { kind: 'tls' }>, 'kind'>,
  speak: HostileScript['speak'] = good,
): UnlistedCase =>
  behaviour(id, cause, says, speak, { client: { wss: true, trustsCa: true }, via: { kind: 'tls', ...via } });

const proxied = (
  id: string,
  cause: string,
  says: readonly RegExp[],
  answer: (peer: Peer) => Promise<void>,
): UnlistedCase => behaviour(id, cause, says, good, { client: { proxy: true }, via: { kind: 'proxy', answer } });

const proxySays = (
  id: string,
  cause: string,
  says: readonly RegExp[],
  status: string,
  lines: readonly string[],
  body = '',
): UnlistedCase => proxied(id, cause, says, (peer) => respond(peer, status, ['Connection: close', ...lines], body));

/** A tunnel whose other end does this with the request that comes through it. */
const tunnelled = (
  id: string,
  cause: string,
  says: readonly RegExp[],
  then: (peer: Peer) => Promise<void>,
): UnlistedCase =>
  proxied(id, cause, says, async (peer) => {
    await peer.write(head('HTTP/1.1 200 Connection established', []));
    await then(peer);
  });

/** TLS and proxies beyond the list. */
export const unlistedTransports: readonly UnlistedCase[] = [
  alert('alert-handshake-failure', 'tls-handshake-failure', [], 40),
  alert('alert-protocol-version', 'tls-version-mismatch', [], 70),
  alert('alert-internal-error', 'tls-alert', [], 80),
  alert('alert-access-denied', 'tls-alert', [], 49),
  alert('alert-no-application-protocol', 'tls-no-common-protocol', [], 120),
  alert('alert-unknown-199', 'tls-closed', [/TLS/], 199),
  toHello('hello-ssh', 'plain-text-on-tls-port', [], 'SSH-2.0-OpenSSH_9.6\r\n'),
  toHello('hello-html', 'plain-text-on-tls-port', [], '<html>bad request</html>'),
  toHello('hello-h2', 'plain-text-on-tls-port', [], hex('00 00 00 04 00 00 00 00 00')),
  toHello('hello-garbage', 'plain-text-on-tls-port', [], hex('de ad be ef de ad be ef')),
  behaviour(
    'hello-fin',
    'tls-closed',
    [],
    (peer) => {
      peer.fin();
      return peer.untilClientEnds();
    },
    { client: { wss: true }, via: { kind: 'tcp', awaits: 'bytes' } },
  ),
  behaviour(
    'hello-rst',
    'tls-closed',
    [],
    (peer) => {
      peer.reset();
      return Promise.resolve();
    },
    { client: { wss: true }, via: { kind: 'tcp', awaits: 'bytes' } },
  ),
  behaviour('hello-silence', 'tls-timeout', [/3 s|TLS/], (peer) => peer.untilClientEnds(), {
    client: { wss: true },
    via: { kind: 'tcp', awaits: 'bytes' },
  }),
  tls('tls-refuses-after', 'forbidden', [], { certificate: 'good' }, (peer) => respond(peer, '403 Forbidden')),
  tls('tls-closes-after', 'closed-without-answer', [], { certificate: 'good' }, (peer) => {
    peer.fin();
    return peer.untilClientEnds();
  }),
  tls('tls-h2-only', 'tls-no-common-protocol', [/HTTP\/1\.1/], {
    certificate: 'good',
    settings: { ALPNProtocols: ['h2'] },
  }),
  tls('tls-weak-cipher', 'tls-handshake-failure', [], {
    certificate: 'good',
    settings: { maxVersion: 'TLSv1.2', ciphers: 'NULL@SECLEVEL=0:eNULL@SECLEVEL=0' },
  }),
  tls('tls-1.1-only', 'tls-version-mismatch', [], {
    certificate: 'good',
    settings: { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
  }),
  proxySays(
    'proxy-403-squid',
    'proxy-refused',
    [],
    '403 Forbidden',
    ['Server: squid/6.6', 'X-Squid-Error: ERR_ACCESS_DENIED 0', 'Content-Type: text/html'],
    '<html><title>ERROR: The requested URL could not be retrieved</title><p>Access Denied.</p></html>',
  ),
  proxySays(
    'proxy-503-squid',
    'proxy-cannot-reach-target',
    [],
    '503 Service Unavailable',
    ['X-Squid-Error: ERR_CONNECT_FAIL 111'],
    '',
  ),
  proxySays(
    'proxy-503-dns',
    'proxy-cannot-reach-target',
    [/ERR_DNS_FAIL/],
    '503 Service Unavailable',
    ['X-Squid-Error: ERR_DNS_FAIL 0'],
    '',
  ),
  proxySays('proxy-504', 'proxy-cannot-reach-target', [], '504 Gateway Timeout', [], ''),
  proxySays('proxy-405', 'proxy-refused', [], '405 Method Not Allowed', ['Allow: GET, HEAD'], ''),
  proxySays(
    'proxy-404-express',
    'proxy-refused',
    [],
    '404 Not Found',
    ['X-Powered-By: Express'],
    '<pre>Cannot CONNECT 127.0.0.1:80</pre>',
  ),
  proxySays(
    'proxy-400-nginx',
    'proxy-refused',
    [],
    '400 Bad Request',
    ['Server: nginx'],
    '<html><center><h1>400 Bad Request</h1></center><hr><center>nginx</center></html>',
  ),
  proxySays('proxy-301', 'proxy-refused', [], '301 Moved Permanently', ['Location: http://portal.test/login'], ''),
  proxySays(
    'proxy-407-negotiate',
    'proxy-wants-credentials',
    [/Negotiate/],
    '407 Proxy Authentication Required',
    ['Proxy-Authenticate: Negotiate', 'Proxy-Authenticate: NTLM'],
    '',
  ),
  proxySays('proxy-429', 'proxy-refused', [], '429 Too Many Requests', ['Retry-After: 30'], ''),
  proxySays(
    'proxy-200-html',
    'content-without-head',
    [/proxy/],
    '200 OK',
    ['Content-Type: text/html'],
    '<html><title>Welcome</title></html>',
  ),
  proxied('proxy-ssh', 'proxy-not-http', [], async (peer) => {
    await peer.write('SSH-2.0-x\r\n');
    peer.fin();
    await peer.untilClientEnds();
  }),
  proxied('proxy-tls-alert', 'proxy-not-http', [/https:/], async (peer) => {
    await peer.write(hex('15 03 01 00 02 02 46'));
    peer.fin();
    await peer.untilClientEnds();
  }),
  proxied('proxy-rst', 'proxy-closed', [], (peer) => {
    peer.reset();
    return Promise.resolve();
  }),
  proxied('proxy-half-answer', 'proxy-answer-cut', [/middle/], async (peer) => {
    await peer.write('HTTP/1.1 200 Conn');
    peer.fin();
    await peer.untilClientEnds();
  }),
  tunnelled('tunnel-closes', 'closed-without-answer', [/through http/], async (peer) => {
    await peer.wait(20);
    peer.fin();
    await peer.untilClientEnds();
  }),
  tunnelled('tunnel-silent', 'no-response', [], (peer) => peer.untilClientEnds()),
  tunnelled('tunnel-html', 'content-without-head', [/proxy/], async (peer) => {
    await peer.readRequest();
    await peer.write('<html>blocked</html>');
    peer.fin();
    await peer.untilClientEnds();
  }),
  tunnelled('tunnel-404', 'path-not-found', [], async (peer) => {
    await peer.readRequest();
    await respond(peer, '404 Not Found');
  }),
  proxied('tunnel-strips-upgrade', 'upgrade-header-stripped', [/through http/], async (peer) => {
    const [host = '', port = ''] = peer.target.split(':');
    const onward = connect(Number(port), host);
    onward.on('error', () => peer.socket.destroy());
    peer.socket.once('close', () => onward.destroy());
    await peer.write(head('HTTP/1.1 200 Connection established', []));
    await peer.readRequest();
    await respond(peer, '426 Upgrade Required', [
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
    ]);
  }),
];
