import { createHash } from 'node:crypto';
import { hex, text } from '../bytes.ts';
import { chunk, head, open, respond, switching, type SwitchingLines } from '../heads.ts';
import type { Peer } from '../peer.ts';
import { behaviour, type UnlistedCase } from './unlistedCase.ts';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const keyOf = (peer: Peer): string => /^sec-websocket-key:[ \t]*(\S+)/im.exec(peer.requestHead)?.[1] ?? '';
const sha1 = (words: string): Buffer => createHash('sha1').update(words).digest();

/** A 101 that is right but for these lines. */
const switches = (
  id: string,
  cause: string | undefined,
  says: readonly RegExp[],
  lines: (peer: Peer) => SwitchingLines,
  more: Partial<UnlistedCase> = {},
): UnlistedCase =>
  behaviour(
    id,
    cause,
    says,
    async (peer) => {
      await peer.write(switching(peer, lines(peer)), text('hello'));
      await peer.behave();
    },
    more,
  );

/** The bytes themselves, then the end of the stream unless told otherwise. */
const writes = (
  id: string,
  cause: string | undefined,
  says: readonly RegExp[],
  bytes: string | Uint8Array | ((peer: Peer) => string | Uint8Array),
  more: Partial<UnlistedCase> & { readonly keeps?: true } = {},
): UnlistedCase => {
  const { keeps, ...rest } = more;
  return behaviour(
    id,
    cause,
    says,
    async (peer) => {
      await peer.write(typeof bytes === 'function' ? bytes(peer) : bytes);
      if (keeps === undefined) peer.fin();
      await peer.untilClientEnds();
    },
    rest,
  );
};

const banner = (id: string, cause: string, says: readonly RegExp[], bytes: string | Uint8Array): UnlistedCase =>
  writes(id, cause, says, bytes);

const lfOnly = (words: string): string => words.replaceAll('\r\n', '\n');

/** Openings that are wrong in a line, or no HTTP at all. */
export const unlistedHeads: readonly UnlistedCase[] = [
  switches('accept-key-echoed', 'accept-wrong', [/key itself/], (peer) => ({ accept: keyOf(peer) })),
  switches('accept-without-guid', 'accept-wrong', [/GUID/], (peer) => ({
    accept: sha1(keyOf(peer)).toString('base64'),
  })),
  switches('accept-guid-lowercase', 'accept-wrong', [], (peer) => ({
    accept: sha1(keyOf(peer) + GUID.toLowerCase()).toString('base64'),
  })),
  switches('accept-unpadded', 'accept-wrong', [], (peer) => ({ accept: peer.accept.replace('=', '') })),
  switches('accept-base64url', 'accept-wrong', [], (peer) => ({
    accept: `${peer.accept.slice(0, -2).replaceAll('+', '-').replaceAll('/', '_')}-_`,
  })),
  switches('accept-sample', 'accept-wrong', [/RFC 6455/], () => ({ accept: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=' })),
  switches('accept-empty', 'accept-wrong', [], () => ({ accept: '' })),
  switches('accept-quoted', 'accept-wrong', [], (peer) => ({ accept: `"${peer.accept}"` })),
  switches('accept-two-different', 'accept-duplicate', [/twice/, /differ/], (peer) => ({
    more: ['Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    accept: peer.accept,
  })),
  switches('accept-spaces-around', undefined, [], (peer) => ({ accept: `  ${peer.accept}\t` })),
  switches('upgrade-case', undefined, [], () => ({ upgrade: 'WebSocket', connection: 'upgrade' })),
  switches('upgrade-version', 'upgrade-wrong', [], () => ({ upgrade: 'websocket/13' })),
  switches('upgrade-twice', 'upgrade-wrong', [], () => ({ more: ['Upgrade: websocket'] })),
  switches('connection-close', 'connection-wrong', [], () => ({ connection: 'close' })),
  switches('connection-missing', 'connection-missing', [], () => ({ connection: null })),
  switches('connection-two-lines', undefined, [], () => ({ more: ['Connection: keep-alive'] })),
  switches('protocol-unasked', 'subprotocol-unasked', [], () => ({ more: ['Sec-WebSocket-Protocol: chat'] })),
  switches('protocol-other', 'subprotocol-not-offered', [], () => ({ more: ['Sec-WebSocket-Protocol: mqtt'] }), {
    client: { subprotocols: ['chat.v1'] },
  }),
  switches(
    'protocol-case',
    'subprotocol-not-offered',
    [/letter case/],
    () => ({ more: ['Sec-WebSocket-Protocol: Chat.V1'] }),
    {
      client: { subprotocols: ['chat.v1'] },
    },
  ),
  switches('protocol-two', 'subprotocol-several', [], () => ({ more: ['Sec-WebSocket-Protocol: chat.v1, chat.v2'] }), {
    client: { subprotocols: ['chat.v1', 'chat.v2'] },
  }),
  switches(
    'protocol-lines',
    'subprotocol-several',
    [],
    () => ({ more: ['Sec-WebSocket-Protocol: chat.v1', 'Sec-WebSocket-Protocol: chat.v1'] }),
    { client: { subprotocols: ['chat.v1'] } },
  ),
  switches('protocol-empty', 'subprotocol-empty', [/empty/], () => ({ more: ['Sec-WebSocket-Protocol:'] }), {
    client: { subprotocols: ['chat.v1'] },
  }),
  switches('extension-empty', 'extensions-malformed', [], () => ({ more: ['Sec-WebSocket-Extensions:'] })),
  switches('extension-webkit', 'extension-not-offered', [], () => ({
    more: ['Sec-WebSocket-Extensions: x-webkit-deflate-frame'],
  })),
  switches('extension-case', 'extension-not-offered', [/letter case/], () => ({
    more: ['Sec-WebSocket-Extensions: Permessage-Deflate'],
  })),
  switches('extension-semicolon', 'extensions-malformed', [], () => ({
    more: ['Sec-WebSocket-Extensions: permessage-deflate;'],
  })),
  switches('deflate-bits-quoted', undefined, [], () => ({
    more: ['Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits="12"'],
  })),
  switches('deflate-bits-7', 'deflate-parameter-value', [], () => ({
    more: ['Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=7'],
  })),
  switches('deflate-bits-zero-led', 'deflate-parameter-value', [], () => ({
    more: ['Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=08'],
  })),
  switches('deflate-takeover-value', 'deflate-parameter-value', [], () => ({
    more: ['Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover=1'],
  })),
  switches('content-length-on-101', 'switching-content-length', [], () => ({ more: ['Content-Length: 0'] }), {
    stands: true,
  }),
  switches('cookies-on-101', undefined, [], () => ({
    more: ['Set-Cookie: a=1', 'Set-Cookie: b=2', 'Date: now', 'X-Empty:'],
  })),
  switches('names-in-odd-case', undefined, [], (peer) => ({
    accept: null,
    upgrade: null,
    connection: null,
    more: ['uPGRADE: websocket', 'CONNECTION: Upgrade', `sec-WEBSOCKET-accept: ${peer.accept}`],
  })),
  writes(
    'no-reason',
    undefined,
    [],
    (peer) =>
      Buffer.concat([
        Buffer.from(switching(peer).replace('101 Switching Protocols', '101')),
        text('hello'),
        hex('88 02 03 e8'),
      ]),
    { keeps: true },
  ),
  writes('http-1.0', 'head-version', [/HTTP\/1\.0/], (peer) => switching(peer).replace('HTTP/1.1', 'HTTP/1.0'), {
    keeps: true,
  }),
  writes('lf-only', 'head-bare-lf', [/LF alone/], (peer) => lfOnly(switching(peer)), { keeps: true }),
  writes(
    'space-before-colon',
    'head-space-before-colon',
    [],
    (peer) => switching(peer).replace('Upgrade:', 'Upgrade :'),
    { keeps: true },
  ),
  writes(
    'header-line-empty-name',
    'head-name-invalid',
    [],
    (peer) => switching(peer).replace('Upgrade: websocket', 'Upgrade: websocket\r\n: nothing'),
    { keeps: true },
  ),
  writes('leading-crlf', 'head-empty-line-first', [], (peer) => `\r\n${switching(peer)}`, {
    keeps: true,
    stands: true,
  }),
  writes(
    'bom-first',
    'bytes-before-answer',
    [/byte order mark/],
    (peer) => Buffer.concat([hex('ef bb bf'), Buffer.from(switching(peer))]),
    {
      keeps: true,
    },
  ),
  writes(
    'two-spaces',
    'head-status-line',
    [/one space/],
    (peer) => switching(peer).replace('HTTP/1.1 101', 'HTTP/1.1  101'),
    { keeps: true },
  ),
  writes(
    'extra-crlf-after-head',
    'line-end-before-frames',
    [],
    (peer) => Buffer.concat([Buffer.from(`${switching(peer)}\r\n`), text('hello')]),
    { keeps: true },
  ),
  writes(
    'second-101',
    'text-instead-of-frames',
    [/second HTTP answer/],
    (peer) => `${switching(peer)}${switching(peer)}`,
    { keeps: true },
  ),
  writes('half-a-head', 'response-unfinished', [], (peer) => switching(peer).slice(0, 60), { keeps: true }),
  writes('half-a-head-fin', 'answer-cut', [], (peer) => switching(peer).slice(0, 60)),
  writes(
    '100-then-101',
    undefined,
    [],
    (peer) => Buffer.concat([Buffer.from(`HTTP/1.1 100 Continue\r\n\r\n${switching(peer)}`), hex('88 02 03 e8')]),
    { keeps: true },
  ),
  writes(
    '103-then-403',
    'forbidden',
    [],
    `HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n`,
  ),
  writes(
    'frame-without-101',
    'frames-without-handshake',
    [/without answering/],
    Buffer.from([0x81, 5, ...Buffer.from('hello')]),
    { keeps: true },
  ),
  writes('json-line', 'content-without-head', [], '{"hello":"world"}\n', { keeps: true }),
  writes('html-at-once', 'content-without-head', [], '<html><body>It works!</body></html>'),
  writes('four-digit-status', 'head-status-line', [], 'HTTP/1.1 1010 Odd\r\n\r\n'),
  writes('status-099', 'status-out-of-range', [/99/], 'HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n'),
  banner('ssh', 'other-protocol', [/SSH/], 'SSH-2.0-OpenSSH_9.6\r\n'),
  banner('smtp', 'other-protocol', [/SMTP/], '220 mail.test ESMTP Postfix\r\n'),
  banner('smtp-502', 'other-protocol', [], '502 5.5.2 Error: command not recognized\r\n'),
  banner('ftp', 'other-protocol', [], '220 (vsFTPd 3.0.5)\r\n'),
  banner('redis', 'other-protocol', [/Redis/], "-ERR unknown command 'GET'\r\n"),
  banner('redis-protected', 'other-protocol', [], '-DENIED Redis is running in protected mode\r\n'),
  banner('memcached', 'other-protocol', [], 'ERROR\r\n'),
  banner('mysql', 'other-protocol', [/8\.4\.0/], Buffer.concat([hex('4a 00 00 00 0a'), Buffer.from('8.4.0\0abc')])),
  banner(
    'postgres',
    'other-protocol',
    [],
    Buffer.concat([
      hex('45 00 00 00 8c'),
      Buffer.from('SFATAL\0VFATAL\0C0A000\0Munsupported frontend protocol 18245.21536\0\0'),
    ]),
  ),
  banner(
    'mongo',
    'status-200',
    [/MongoDB/],
    'HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 85\r\n\r\nIt looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n',
  ),
  banner('kafka', 'not-http', [], hex('00 00 00 0a 00 00 00 00 00 23 00 00 00 00')),
  banner('mqtt', 'other-protocol', [], hex('20 02 00 01')),
  banner('amqp', 'other-protocol', [], Buffer.concat([Buffer.from('AMQP'), hex('00 00 09 01')])),
  banner('vnc', 'other-protocol', [], 'RFB 003.008\n'),
  banner('rtsp', 'other-protocol', [], 'RTSP/1.0 400 Bad Request\r\nCSeq: 0\r\n\r\n'),
  banner('sip', 'other-protocol', [], 'SIP/2.0 400 Bad Request\r\n\r\n'),
  banner('icy', 'other-protocol', [], 'ICY 200 OK\r\nicy-name: Radio\r\n\r\n'),
  banner('irc', 'other-protocol', [], ':irc.test NOTICE * :*** Looking up your hostname\r\n'),
  banner('nats', 'other-protocol', [], 'INFO {"server_id":"N","version":"2.10","proto":1}\r\n'),
  banner('xmpp', 'other-protocol', [], "<?xml version='1.0'?><stream:stream xmlns='jabber:client'>"),
  banner('telnet', 'other-protocol', [], hex('ff fd 18 ff fd 20')),
  banner(
    'h2-settings',
    'http2-instead-of-http1',
    [/HTTP\/2/],
    hex('00 00 00 04 00 00 00 00 00 00 00 08 07 00 00 00 00 00 00 00 00 00 00 00 01'),
  ),
  banner('tls-handshake', 'plain-http-on-tls-port', [/wss:/], hex('16 03 03 00 05 0e 00 00 01 00')),
  banner('zookeeper', 'other-protocol', [], 'GET is not executed because it is not in the whitelist.\n'),
  banner('java-rmi', 'not-http', [], hex('4e 00 09 31 32 37 2e 30 2e 30 2e 31 00 00 ab cd')),
  banner('gzip', 'not-http', [], hex('1f 8b 08 00 00 00 00 00 00 03')),
  banner('zeros', 'not-http', [], Buffer.alloc(32)),
  banner('crlfs', 'not-http', [], '\r\n'.repeat(20)),
  behaviour('status-drip', undefined, [], async (peer) => {
    for (const byte of Buffer.from(switching(peer))) {
      await peer.write(Uint8Array.of(byte));
      await peer.wait(3);
    }
    await peer.close(1000);
  }),
  behaviour('chunked-refusal-drip', 'service-unavailable', [], async (peer) => {
    await peer.write(head('HTTP/1.1 503 Service Unavailable', ['Transfer-Encoding: chunked']));
    for (const word of ['over', 'loaded', ' now']) {
      await peer.write(chunk(word));
      await peer.wait(20);
    }
    await peer.write('0\r\n\r\n');
    await peer.untilClientEnds();
  }),
  behaviour('body-short-of-length', 'forbidden', [], async (peer) => {
    await peer.write(head('HTTP/1.1 403 Forbidden', ['Content-Length: 100']), 'only this');
    peer.fin();
    await peer.untilClientEnds();
  }),
  behaviour('gzip-broken', 'server-error', [], (peer) =>
    respond(peer, '500 Internal Server Error', ['Content-Encoding: gzip'], hex('1f 8b 08 00 ff ff')),
  ),
  behaviour('keep-alive-refusal', 'forbidden', [], (peer) =>
    respond(peer, '403 Forbidden', ['Connection: keep-alive', 'Keep-Alive: timeout=5'], 'no'),
  ),
  behaviour('rst-at-once', 'reset-without-answer', [], (peer) => {
    peer.reset();
    return Promise.resolve();
  }),
  behaviour('rst-mid-head', 'answer-cut', [/middle/], async (peer) => {
    await peer.write(switching(peer).slice(0, 40));
    await peer.wait(60);
    peer.reset();
  }),
  behaviour('opens-late', undefined, [], async (peer) => {
    await peer.wait(900);
    await open(peer);
    await peer.close(1001, 'bye');
  }),
];
