import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { computeAccept } from '../../src/protocol/acceptValue.ts';
import { systemClock } from '../../src/session/clock.ts';
import { openEndpoint } from '../../src/session/endpoint.ts';
import { SocketTap } from '../../src/session/socketTap.ts';
import { newOpeningKey } from '../../src/session/openingKey.ts';
import { openingRequest } from '../../src/session/openingRequest.ts';
import { requestLines as linesOf, requestUrl } from '../../src/session/requestLines.ts';
import { targetOf } from '../../src/session/dial/target.ts';
import { frame } from '../support/hostile/bytes.ts';
import { Peer } from '../support/hostile/peer.ts';
import { Recording, atOnce, listen } from './loopback.ts';

const open: { terminate(): void }[] = [];
afterEach(() => {
  for (const endpoint of open.splice(0)) endpoint.terminate();
});

/** Opens against a server that is this script. */
async function opened(options: Partial<ConnectionOptions>, speak: (peer: Peer) => Promise<void>, path = '/chat?a=b') {
  const port = await listen((socket) => {
    const peer = new Peer(socket, { url: '' });
    void peer
      .readRequest()
      .then(() => speak(peer))
      .catch(() => undefined);
  });
  const url = `ws://127.0.0.1:${port}${path}`;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  const seen = new Recording();
  const given = { url, ...options };
  const target = targetOf(url);
  const asked = requestUrl(target.url, given);
  const key = newOpeningKey();
  const tap = new SocketTap(seen, systemClock, atOnce(), {
    opening: openingRequest(asked, given, linesOf(given, target), key),
  });
  tap.carry(socket);
  const endpoint = openEndpoint(asked, given, tap, key);
  open.push(endpoint);
  endpoint.on('error', () => undefined);
  return { endpoint, seen, port };
}

/** The request's lines as they crossed the wire. */
async function requestLines(options: Partial<ConnectionOptions>, path?: string): Promise<readonly string[]> {
  const head = Promise.withResolvers<string>();
  await opened(
    options,
    (peer) => {
      head.resolve(peer.requestHead);
      return Promise.resolve();
    },
    path,
  );
  return (await head.promise).split('\r\n').slice(0, -2);
}

const accept = (peer: Peer, ...lines: readonly string[]): Promise<void> =>
  peer.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${peer.accept}`,
      ...lines,
      '',
      '',
    ].join('\r\n'),
  );

test('asks with Host first, then the given headers in their order and letter case', async () => {
  const [start, host, ...rest] = await requestLines({
    headers: [
      ['x-LOWER-upper', '1'],
      ['Authorization', 'Bearer a.b'],
      ['X-Empty', ''],
      ['accept-language', 'de, en;q=0.5'],
    ],
  });
  expect(start).toBe('GET /chat?a=b HTTP/1.1');
  expect(host).toMatch(/^Host: 127\.0\.0\.1:\d+$/);
  expect(rest.slice(0, 4)).toEqual([
    'x-LOWER-upper: 1',
    'Authorization: Bearer a.b',
    'X-Empty: ',
    'accept-language: de, en;q=0.5',
  ]);
  expect(rest).toEqual(
    expect.arrayContaining([
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      expect.stringMatching(/^Sec-WebSocket-Key: [A-Za-z0-9+/]{22}==$/),
    ]),
  );
});

test('repeats a repeated name where it stands', async () => {
  const lines = await requestLines({
    headers: [
      ['X-Tag', 'one'],
      ['X-Other', 'between'],
      ['x-tag', 'two'],
    ],
  });
  expect(lines.filter((line) => /^x-/i.test(line))).toEqual(['X-Tag: one', 'X-Other: between', 'x-tag: two']);
});

test('sends another Host when told to', async () => {
  const lines = await requestLines({ headers: [['host', 'virtual.test']] });
  expect(lines.filter((line) => /^host:/i.test(line))).toEqual(['host: virtual.test']);
});

test('offers subprotocols in order, and the origin', async () => {
  const lines = await requestLines({ subprotocols: ['chat.v2', 'chat.v1'], origin: 'https://app.test' });
  expect(lines).toContain('Sec-WebSocket-Protocol: chat.v2,chat.v1');
  expect(lines).toContain('Origin: https://app.test');
});

test('offers permessage-deflate unless told not to, and no origin unless told one', async () => {
  const lines = await requestLines({});
  expect(lines).toContainEqual(expect.stringMatching(/^Sec-WebSocket-Extensions: permessage-deflate/));
  expect(lines.filter((line) => /^origin:/i.test(line))).toEqual([]);
  const without = await requestLines({ deflate: false });
  expect(without.filter((line) => /^sec-websocket-extensions:/i.test(line))).toEqual([]);
});

test.each([
  ['of another key', () => computeAccept(newOpeningKey())],
  ['in other letters', (peer: Peer) => peer.accept.toLowerCase()],
  ['twice', (peer: Peer) => `${peer.accept}\r\nSec-WebSocket-Accept: ${peer.accept}`],
])('refuses an answer whose Sec-WebSocket-Accept is %s', async (_what, acceptOf) => {
  const { endpoint } = await opened({ deflate: false }, (peer) =>
    peer.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${acceptOf(peer)}`,
        '',
        '',
      ].join('\r\n'),
    ),
  );
  await expect(once(endpoint, 'open')).rejects.toThrow('Invalid Sec-WebSocket-Accept header');
});

test('opens behind more header lines than Node keeps by itself', async () => {
  const { endpoint } = await opened({ deflate: false }, async (peer) => {
    const padding = Array.from({ length: 2100 }, (_, n) => `a: ${n}`);
    const lines = ['HTTP/1.1 101 Switching Protocols', ...padding, 'Upgrade: websocket', 'Connection: Upgrade'];
    await peer.write([...lines, `Sec-WebSocket-Accept: ${peer.accept}`, '', ''].join('\r\n'));
  });
  await once(endpoint, 'open');
});

test('delivers frames that came in one piece with the head, once', async () => {
  const { endpoint, seen } = await opened({ deflate: false }, async (peer) => {
    peer.socket.cork();
    await accept(peer);
    await peer.write(frame(0x81, Buffer.from('at once')));
    peer.socket.uncork();
  });
  const [message] = (await once(endpoint, 'message')) as [Buffer];
  expect(message.toString()).toBe('at once');
  expect(seen.of('server').toString('latin1').split('at once').length).toBe(2);
});

test.each([
  [
    'more fragments than it takes by itself',
    Buffer.concat([
      frame(0x01, Buffer.from('x')),
      ...Array.from({ length: 20_000 }, () => frame(0x00, Buffer.from('x'))),
      frame(0x80, Buffer.from('x')),
    ]),
    20_002,
  ],
  [
    'more pings in one piece than it answers by itself',
    Buffer.concat([...Array.from({ length: 500 }, () => frame(0x89, Buffer.from('p'))), frame(0x81, Buffer.from('x'))]),
    1,
  ],
])('takes %s', async (_what, bytes, length) => {
  const { endpoint } = await opened({ deflate: false }, async (peer) => {
    await accept(peer);
    await peer.write(bytes);
    await peer.untilClientEnds();
  });
  const [message] = (await once(endpoint, 'message')) as [Buffer];
  expect(message.length).toBe(length);
});
