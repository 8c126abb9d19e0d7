import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { CannotSend } from '../../src/session/session.ts';
import {
  accept,
  captureForTest,
  connectTo,
  demo,
  messagesOf,
  opened,
  payloadsFrom,
  serve,
  speakTo,
} from './conversation.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { socksServer } from './socksServer.ts';
import { closePayload, frame } from '../support/hostile/bytes.ts';
import { makeIdentity } from '../support/hostile/certificate.ts';
import { freePort, listen, openHandles, unansweredPort, until, untilHandlesAre } from './loopback.ts';
import { listenTls, loopbackIdentity, pemFile, rootCertificate, signed } from './tlsLoopback.ts';
import { Session } from '../../src/session/session.ts';

const titlesOnly = (diagnosis: Diagnosis): object => ({
  ...diagnosis,
  remedies: diagnosis.remedies.map(({ title }) => ({ title })),
});
const alone = () => makeIdentity({ commonName: 'alone', altNames: ['127.0.0.1'] });
function issuedByStranger() {
  const commonName = 'Nobody We Know';
  const issuer = { ...makeIdentity({ commonName }), commonName };
  return makeIdentity({ commonName: 'stranger', altNames: ['127.0.0.1'], issuer });
}
const utf8 = (text: string) => new TextEncoder().encode(text);
const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

test('echoes text and binary, with the exact bytes in the capture', async () => {
  const session = connectTo(`${(await demo()).url}/echo`, { deflate: false });
  const heard = messagesOf(session);
  await opened(session);
  await session.outgoing.text('héllo ☃');
  await until(() => heard.length === 1);
  await session.outgoing.binary(everyByte);
  await session.outgoing.text('');
  await until(() => heard.length === 3);
  expect(heard).toEqual(['héllo ☃', Buffer.from(everyByte).toString('hex'), '']);
  session.close(1000, 'thank you');
  await session.ended;
  const close = closePayload(1000, 'thank you');
  const sent = [Buffer.from('héllo ☃'), Buffer.from(everyByte), Buffer.alloc(0), close];
  expect(await payloadsFrom(session, 'client')).toEqual(sent);
  expect(await payloadsFrom(session, 'server')).toEqual(sent);
  const frames = await Promise.all([0, 1].map((n) => session.capture.frame(n)));
  expect(frames).toMatchObject([
    { number: 1, from: 'client', opcode: 1, masked: true, payloadLength: 10, wireLength: 16 },
    { number: 2, from: 'server', opcode: 1, masked: false, payloadLength: 10, wireLength: 12 },
  ]);
  expect(session.diagnoses()).toEqual([]);
});

test('goes from connecting to open, closing and closed, and tells each', async () => {
  const session = connectTo(`${(await demo()).url}/echo`);
  const states: string[] = [];
  session.onChange(() => {
    if (states.at(-1) !== session.state) states.push(session.state);
  });
  expect(session.state).toBe('connecting');
  await opened(session);
  expect(session.state).toBe('open');
  session.close(1000);
  await session.ended;
  expect(session.state).toBe('closed');
  expect(states).toEqual(['connecting', 'open', 'closing', 'closed']);
});

test('leaves the close’s evidence: who began, code, reason, cleanly', async () => {
  const session = connectTo(`${(await demo()).url}/close/4002?reason=enough`);
  await session.ended;
  expect(session.evidence()[0]?.closing).toMatchObject({
    first: { from: 'server', code: 4002, reason: 'enough' },
    answer: { from: 'client', code: 4002 },
    code: 4002,
    reason: 'enough',
    clean: true,
  });
});

test('sends header lines in their order and letter case, and keeps the answer’s', async () => {
  const heads: string[] = [];
  const url = await serve(async (peer) => {
    heads.push(peer.requestHead);
    await accept(peer, 'x-ODD-Case: 1', 'Server: test');
    await peer.behave();
  });
  const headers = [
    ['X-second-LOWER', 'b'],
    ['authorization', 'Bearer c'],
    ['X-First', 'a'],
  ] as const;
  const session = connectTo(`${url}/chat?x=%20y`, { headers, subprotocols: [] });
  await opened(session);
  session.close(1000);
  await session.ended;
  const lines = heads[0]!.split('\r\n');
  expect(lines.slice(0, 5)).toEqual([
    'GET /chat?x=%20y HTTP/1.1',
    `Host: ${new URL(url).host}`,
    'X-second-LOWER: b',
    'authorization: Bearer c',
    'X-First: a',
  ]);
  const { request, response } = session.evidence()[0]!;
  expect(Buffer.from(request!.raw).toString('latin1')).toBe(heads[0]);
  expect(response!.headers.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'Upgrade: websocket',
    'Connection: Upgrade',
    expect.stringMatching(/^Sec-WebSocket-Accept: /),
    'x-ODD-Case: 1',
    'Server: test',
  ]);
});

test('a refused upgrade leaves status, headers and the whole body, and one leading diagnosis', async () => {
  const session = connectTo(`${(await demo()).url}/status/403`);
  await session.ended;
  expect(session.state).toBe('failed');
  const { response, body } = session.evidence()[0]!;
  expect(response).toMatchObject({ status: 403, reason: 'Forbidden' });
  expect(response!.headers.map(({ name }) => name)).toContain('Content-Type');
  expect(body).toMatchObject({ end: 'complete', contentType: 'application/json; charset=utf-8' });
  expect(JSON.parse(body!.text!)).toEqual({
    error: 'origin_not_allowed',
    message: 'This origin may not open a WebSocket here.',
  });
  expect(session.diagnoses()[0]).toMatchObject({ stage: 'http' });
  expect(
    session
      .diagnoses()[0]!
      .evidence.map(({ text }) => text)
      .join('\n'),
  ).toContain('403');
});

test('follows a redirect', async () => {
  const server = await demo();
  const session = connectTo(`${server.url}/redirect?to=/chat`, { followRedirects: true });
  await opened(session);
  expect(session.options.url).toBe(`${server.url}/chat`);
  expect(session.evidence().map(({ response }) => response?.status)).toEqual([302, 101]);
  expect(session.evidence()[1]?.redirects).toEqual([
    { status: 302, from: `${server.url}/redirect?to=/chat`, location: `${server.url}/chat`, dropped: [] },
  ]);
  expect(session.capture.attempts.map(({ number, facts }) => [number, facts.url])).toEqual([
    [1, `${server.url}/redirect?to=/chat`],
    [2, `${server.url}/chat`],
  ]);
  session.close(1000);
  await session.ended;
  expect(session.diagnoses()).toEqual([]);
});

test('leaves Authorization and Cookie behind on the way to another origin', async () => {
  const heads: string[] = [];
  const target = await serve(async (peer) => {
    heads.push(peer.requestHead);
    await accept(peer);
    await peer.behave();
  });
  const start = await serve(async (peer) => {
    heads.push(peer.requestHead);
    await peer.write(
      `HTTP/1.1 302 Found\r\nLocation: ${target.replace('ws:', 'http:')}/there\r\nContent-Length: 0\r\n\r\n`,
    );
    await peer.untilClientEnds();
  });
  const session = connectTo(`${start}/here`, {
    followRedirects: true,
    headers: [
      ['Authorization', 'Bearer hush'],
      ['Cookie', 'sid=hush'],
      ['X-Room', 'blue'],
    ],
  });
  await opened(session);
  expect(heads[0]).toMatch(/Authorization: Bearer hush\r\nCookie: sid=hush\r\nX-Room: blue\r\n/);
  expect(heads[1]).toContain('GET /there HTTP/1.1\r\n');
  expect(heads[1]).toContain('X-Room: blue\r\n');
  expect(heads[1]).not.toMatch(/hush|authorization|cookie/i);
});

test('keeps them within one origin', async () => {
  const heads: string[] = [];
  const url = await serve(async (peer) => {
    heads.push(peer.requestHead);
    if (heads.length === 1) {
      await peer.write('HTTP/1.1 307 Temporary Redirect\r\nLocation: /two\r\nContent-Length: 0\r\n\r\n');
      await peer.untilClientEnds();
    } else {
      await accept(peer);
      await peer.behave();
    }
  });
  await opened(connectTo(`${url}/one`, { followRedirects: true, headers: [['Cookie', 'sid=1']] }));
  expect(heads[1]).toContain('Cookie: sid=1\r\n');
});

test('does not follow unless asked', async () => {
  const session = connectTo(`${(await demo()).url}/redirect`);
  await session.ended;
  expect(session.evidence().map(({ response }) => response?.status)).toEqual([302]);
  expect(session.diagnoses()[0]).toMatchObject({ stage: 'http' });
});

test('stops a ring of redirects, and says so', async () => {
  const url = await serve(async (peer) => {
    await peer.write('HTTP/1.1 302 Found\r\nLocation: /ring\r\nContent-Length: 0\r\n\r\n');
    await peer.untilClientEnds();
  });
  const session = connectTo(`${url}/ring`, { followRedirects: true });
  await session.ended;
  expect(session.state).toBe('failed');
  expect(session.evidence().length).toBe(11);
  expect(session.evidence().at(-1)?.failure).toMatchObject({ code: 'REDIRECT_LIMIT' });
});

test('counts a flood exactly', async () => {
  const session = connectTo(`${(await demo()).url}/flood?rate=0&size=16&count=10001`, { deflate: false });
  await opened(session);
  await until(() => session.capture.counters.server.messages >= 10_001);
  session.close(1000);
  await session.ended;
  const { server, client } = session.capture.counters;
  // The last of each direction is the Close.
  expect(server).toMatchObject({ frames: 10_002, messages: 10_002, payloadBytes: 10_001 * 16 + 2 });
  expect(client).toMatchObject({ frames: 1, messages: 1 });
  const last = await session.capture.payload(10_000, 'frame', 0, 100);
  expect(Buffer.from(last.bytes).toString()).toBe('10001 ..........');
  expect(session.capture.violationCount).toBe(0);
  expect(session.diagnoses()).toEqual([]);
});

test('a reset is told as one', async () => {
  const session = connectTo(`${(await demo()).url}/drop`);
  await session.ended;
  expect(session.state).toBe('closed');
  const { closing, failure } = session.evidence()[0]!;
  expect(closing).toMatchObject({ code: 1006, clean: false, ended: { by: 'server', how: 'reset' }, first: undefined });
  expect(failure).toMatchObject({ stage: 'closing', code: 'ECONNRESET' });
  expect(session.diagnoses()[0]).toMatchObject({ stage: 'closing' });
  expect(session.diagnoses()[0]!.title).toMatch(/reset/i);
});

test.each([
  ['signs itself', alone],
  ['an unknown authority issued', issuedByStranger],
])('trusts the very certificate that the server showed, once told to: one that %s', async (_, identity) => {
  const port = await listenTls(identity(), (socket) => socket.end('HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n'));
  const url = `wss://127.0.0.1:${port}/`;
  const refused = connectTo(url);
  await refused.ended;
  const change = refused.diagnoses()[0]?.remedies[0]?.change;
  expect(change).toMatchObject({ kind: 'trust', certificate: expect.stringContaining('BEGIN CERTIFICATE') as string });
  const trusting = connectTo(url, { tls: { ca: [change?.kind === 'trust' ? change.certificate : ''] } });
  await trusting.ended;
  expect(trusting.diagnoses()[0]).toMatchObject({ stage: 'http', cause: 'path-not-found' });
});

test('delivers messages whole, with their numbers in the capture', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.write(frame(0x01, 'in '), frame(0x89, 'ping'), frame(0x80, 'parts'), frame(0x82, Buffer.from([1, 2])));
    await peer.close(1000);
  });
  const session = connectTo(url);
  session.deliverMessages();
  const heard: unknown[] = [];
  session.onServerMessage(({ binary, bytes, number }) =>
    heard.push([binary, Buffer.from(bytes).toString('latin1'), number]),
  );
  await session.ended;
  const numbers = [...session.capture.messages()].map(({ number, from, opcode }) => [number, from, opcode]);
  expect(heard).toEqual([
    [false, 'in parts', numbers.find(([, from, opcode]) => from === 'server' && opcode === 1)?.[0]],
    [true, '\u0001\u0002', numbers.find(([, from, opcode]) => from === 'server' && opcode === 2)?.[0]],
  ]);
});

test('delivers compressed messages inflated', async () => {
  const session = connectTo(`${(await demo()).url}/deflate`);
  const heard = messagesOf(session);
  await opened(session);
  const text = 'again and again '.repeat(100);
  await session.outgoing.text(text);
  await until(() => heard.includes(text));
  const compressed = [...session.capture.messages()].filter((message) => message.compressed);
  expect(compressed.map(({ from }) => from)).toEqual(expect.arrayContaining(['client', 'server']));
  expect(compressed.filter(({ length }) => length === text.length).length).toBeGreaterThan(1);
});

test('pings, and tells the pong', async () => {
  const session = connectTo(`${(await demo()).url}/echo`);
  const pongs: string[] = [];
  session.onPong((bytes) => pongs.push(Buffer.from(bytes).toString()));
  await opened(session);
  await session.outgoing.ping(utf8('beat'));
  await until(() => pongs.length > 0);
  expect(pongs).toEqual(['beat']);
  await session.outgoing.pong(utf8('unasked'));
  session.close(1000);
  await session.ended;
  expect((await payloadsFrom(session, 'client')).map(String)).toEqual(['beat', 'unasked', String(closePayload(1000))]);
});

test('says why nothing can be sent', async () => {
  const session = connectTo(`${(await demo()).url}/echo`);
  await expect(session.outgoing.text('early')).rejects.toThrow(/connecting/);
  await expect(session.outgoing.text('early')).rejects.toThrow(CannotSend);
  await opened(session);
  session.close(1000);
  await session.ended;
  await expect(session.outgoing.binary(everyByte)).rejects.toThrow(/closed/);
});

test('refuses a code or reason that must not be sent, and stays open', async () => {
  const session = connectTo(`${(await demo()).url}/echo`);
  await opened(session);
  expect(() => session.close(1005)).toThrow(CannotSend);
  expect(() => session.close(1000, 'x'.repeat(124))).toThrow(/123/);
  expect(session.state).toBe('open');
});

test('a Close before the connection is open gives it up', async () => {
  const session = connectTo(`${(await demo()).url}/silent`);
  await until(() => session.evidence()[0]?.request !== undefined);
  session.close(1000);
  await session.ended;
  expect(session.state).toBe('failed');
  expect(session.diagnoses()).toEqual([]);
});

test('can be given up before it began', async () => {
  const session = connectTo(`${(await demo()).url}/echo`);
  session.cancel();
  await session.ended;
  expect(session.state).toBe('failed');
  expect(session.capture.attempts).toEqual([]);
  expect(session.diagnoses()).toEqual([]);
});

test('what was cancelled needs no diagnosis', async () => {
  const session = connectTo(`${(await demo()).url}/echo`);
  await opened(session);
  session.cancel();
  await session.ended;
  expect(session.state).toBe('closed');
  expect(session.evidence()[0]?.failure).toMatchObject({ stage: 'cancelled' });
  expect(session.diagnoses()).toEqual([]);
  session.cancel();
});

test('a broken frame is diagnosed while it happens, once', async () => {
  const session = connectTo(`${(await demo()).url}/masked`);
  await session.ended;
  const { violations, failure } = session.evidence()[0]!;
  expect(violations[0]).toMatchObject({ violation: { rule: 'frame-masked-by-server', by: 'server' } });
  expect(failure).toMatchObject({ stage: 'framing', code: 'WS_ERR_UNEXPECTED_MASK' });
  expect(session.diagnoses()[0]).toMatchObject({ stage: 'framing' });
});

test('tells every step as it ends, with its attempt', async () => {
  const server = await demo();
  const session = connectTo(`${server.url}/redirect`, { followRedirects: true });
  const steps: string[] = [];
  session.onPhase(({ attempt, phase }) => steps.push(`${attempt} ${phase.name} ${String(phase.ok)}`));
  await opened(session);
  // Whoever asks is told all that happened before.
  expect(session.state).toBe('open');
  expect(steps).toEqual([
    '1 url true',
    '1 tcp true',
    '1 request true',
    '1 response true',
    '2 url true',
    '2 tcp true',
    '2 request true',
    '2 response true',
  ]);
});

test('writes phases and diagnoses into the capture at the end', async () => {
  const session = connectTo(`${(await demo()).url}/status/404`);
  await session.ended;
  expect(session.capture.attempts[0]?.finished).toMatchObject({
    phases: [{ name: 'url' }, { name: 'tcp' }, { name: 'request' }, { name: 'response' }],
    diagnoses: JSON.parse(JSON.stringify(session.diagnoses().map(titlesOnly))) as unknown,
  });
});

test('leaves nothing open when it is over', async () => {
  const server = await demo();
  const before = openHandles();
  const session = new Session({ options: { url: `${server.url}/echo` }, title: 'test', capture: captureForTest() });
  await opened(session);
  session.close(1000);
  await session.ended;
  await untilHandlesAre(before);
});

test('ends, and never rejects, when a key does not belong to its certificate', async () => {
  const url = (await demo()).url.replace('ws:', 'wss:');
  const tls = {
    ca: [pemFile('ca.pem', rootCertificate)],
    cert: pemFile('cert.pem', signed({ commonName: 'a client' }).certificate),
    key: pemFile('key.pem', loopbackIdentity.key),
  };
  const session = connectTo(url, { tls });
  await session.ended;
  expect(session.evidence()[0]?.failure).toMatchObject({ stage: 'tls' });
  expect(session.diagnoses()[0]).toMatchObject({ stage: 'tls' });
});

test('gives its listeners time to be added', async () => {
  const session = connectTo('ws://127.0.0.1:1/');
  const steps: string[] = [];
  session.onPhase(({ phase }) => steps.push(phase.name));
  await session.ended;
  expect(steps).toEqual(['url', 'tcp']);
});

test('goes on when the server selects no subprotocol, if told to, and shows that none was', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.behave({ echo: true });
  });
  const strict = connectTo(url, { subprotocols: ['chat.v1', 'chat.v2'] });
  await strict.ended;
  expect(strict.diagnoses()[0]).toMatchObject({ stage: 'subprotocol', cause: 'subprotocol-none-selected' });
  const lenient = connectTo(url, { subprotocols: ['chat.v1', 'chat.v2'], requireSubprotocol: false });
  const heard = messagesOf(lenient);
  await opened(lenient);
  await lenient.outgoing.text('on');
  await until(() => heard.length === 1);
  expect(lenient.evidence()[0]?.handshake?.subprotocol).toBeUndefined();
  expect(lenient.diagnoses()).toEqual([]);
});

test('offers each parameter of permessage-deflate that is asked for', async () => {
  const offers: string[] = [];
  const url = await serve(async (peer) => {
    offers.push(/Sec-WebSocket-Extensions: (.*)/i.exec(peer.requestHead)?.[1]?.trim() ?? 'none');
    await accept(peer);
    await peer.behave();
  });
  const all = { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 10 };
  for (const options of [
    {},
    { compression: { ...all, clientMaxWindowBits: 9 } },
    { compression: { clientMaxWindowBits: 0 } },
    { deflate: false, compression: all },
  ])
    await opened(connectTo(url, options));
  expect(offers).toEqual([
    'permessage-deflate; client_max_window_bits',
    'permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10; client_max_window_bits=9',
    'permessage-deflate',
    'none',
  ]);
});

test('compresses from the threshold on, at the level', async () => {
  const url = await serve(async (peer) => {
    await accept(peer, 'Sec-WebSocket-Extensions: permessage-deflate');
    await peer.behave({ echo: true });
  });
  const session = connectTo(url, { compression: { threshold: 10, level: 9 } });
  const heard = messagesOf(session);
  await opened(session);
  await session.outgoing.text('short');
  await session.outgoing.text('long '.repeat(50));
  await until(() => heard.length === 2);
  const frames = await Promise.all([0, 1, 2, 3].map((n) => session.capture.frame(n)));
  const ours = frames.filter(({ from }) => from === 'client');
  expect(ours.map(({ rsv }) => rsv[0])).toEqual([false, true]);
});

test('takes no larger message than it is told, and names the limit as ours', async () => {
  const session = connectTo(`${(await demo()).url}/echo`, { maxMessageSize: 1000, deflate: false });
  await opened(session);
  await session.outgoing.text('x'.repeat(1001));
  await session.ended;
  expect(session.diagnoses()[0]).toMatchObject({ cause: 'own-message-size-limit' });
});

test('goes on after invalid UTF-8 when told to, and still says what was wrong', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.write(frame(0x81, Buffer.of(0x61, 0xff)));
    await peer.behave({ echo: true });
  });
  const session = connectTo(url, { checkUtf8: false, deflate: false });
  const heard = messagesOf(session);
  await opened(session);
  await session.outgoing.text('still here');
  await until(() => heard.length === 2);
  expect(heard[1]).toBe('still here');
  expect(session.state).toBe('open');
  expect(session.evidence()[0]?.violations.map(({ violation }) => violation.rule)).toEqual(['utf8-invalid']);
});

test('closes for silence, and ends without a Pong, each explained as our own doing', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.behave({ pong: false });
  });
  const silent = connectTo(url, { idleTimeout: 150 });
  await silent.ended;
  expect(silent.evidence()[0]?.closing).toMatchObject({ first: { from: 'client', code: 1001 } });
  expect(silent.diagnoses()[0]).toMatchObject({ stage: 'timeout', cause: 'own-idle-timeout' });
  const dead = connectTo(url, { keepAlive: { interval: 40, payload: 'hb', timeout: 150 } });
  await dead.ended;
  expect((await payloadsFrom(dead, 'client')).map(String)).toContain('hb');
  expect(dead.diagnoses()[0]).toMatchObject({ stage: 'timeout', cause: 'own-pong-timeout' });
});

test.each([
  [{ autoPong: false }, 0, 0],
  [{ pongDelay: 120 }, 1, 100],
  [{}, 1, 0],
] as const)('answers Pings as it is told: %j', async (options, wanted, atLeastMs) => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.write(frame(0x89, 'are you there'));
    await peer.behave({ echo: true });
  });
  const session = connectTo(url, { ...options, deflate: false });
  const heard = messagesOf(session);
  await opened(session);
  await new Promise((resolve) => setTimeout(resolve, 250));
  await session.outgoing.text('now');
  await until(() => heard.length === 1);
  const frames = await Promise.all(
    Array.from({ length: session.capture.frameCount }, (_, n) => session.capture.frame(n)),
  );
  const pongs = frames.filter(({ from, opcode }) => from === 'client' && opcode === 0xa);
  expect(pongs.length).toBe(wanted);
  if (wanted > 0) expect(pongs[0]!.atMs - frames[0]!.atMs).toBeGreaterThanOrEqual(atLeastMs);
});

test('each step has a limit of its own, and the diagnosis names it', async () => {
  const silent = await listen((socket) => void socket.on('end', () => socket.destroy()).resume());
  const tls = connectTo(`wss://127.0.0.1:${silent}/`, { tlsTimeout: 60 });
  await tls.ended;
  expect(tls.evidence()[0]?.failure).toMatchObject({ stage: 'timeout', code: 'TLS_TIMEOUT', waitingFor: 'tls' });
  expect(tls.diagnoses()[0]?.remedies.at(-1)?.change).toMatchObject({ kind: 'option', path: 'tlsTimeout' });
  const tcp = connectTo(`ws://127.0.0.1:${await unansweredPort()}/`, { connectTimeout: 60 });
  await tcp.ended;
  expect(tcp.evidence()[0]?.failure).toMatchObject({ code: 'CONNECT_TIMEOUT', waitingFor: 'tcp' });
});

test('dials another place and stays with the URL’s host in everything it says', async () => {
  const hosts: string[] = [];
  const port = await listenTls(
    signed({ commonName: 'a', altNames: ['chat.test'] }),
    (socket) =>
      void speakTo(socket, async (peer) => {
        hosts.push(/Host: (.*)\r/.exec(peer.requestHead)?.[1] ?? '', String(socket.servername));
        await accept(peer);
        await peer.behave();
      }),
  );
  const ca = [rootCertificate];
  await opened(connectTo('wss://chat.test/', { connectTo: `127.0.0.1:${port}`, tls: { ca } }));
  expect(hosts).toEqual(['chat.test', 'chat.test']);
  const named = { ca, servername: 'other.test', verifyHost: 'chat.test' };
  await opened(connectTo(`wss://127.0.0.1:${port}/`, { tls: named }));
  expect(hosts.at(-1)).toBe('other.test');
  const wrong = connectTo(`wss://127.0.0.1:${port}/`, { tls: { ca, servername: 'other.test' } });
  await wrong.ended;
  expect(wrong.diagnoses()[0]).toMatchObject({ stage: 'tls', cause: 'certificate-wrong-host' });
  expect(wrong.diagnoses()[0]?.title).toContain('other.test');
});

test('writes session keys to a file that only its owner reads', async () => {
  const port = await listenTls(loopbackIdentity, (socket) => void speakTo(socket, (peer) => accept(peer)));
  const keyLogFile = temporaryFile('keys.log');
  await opened(connectTo(`wss://127.0.0.1:${port}/`, { tls: { ca: [rootCertificate], keyLogFile } }));
  expect(readFileSync(keyLogFile, 'utf8')).toMatch(/^CLIENT_TRAFFIC_SECRET_0 [\da-f]{64} [\da-f]+$/m);
  expect(statSync(keyLogFile).mode & 0o077).toBe(0);
});

test('connects to a Unix socket', async () => {
  const path = temporaryFile('chat.sock');
  const server = createServer(
    { allowHalfOpen: true },
    (socket) =>
      void speakTo(socket, async (peer) => {
        await accept(peer);
        await peer.behave({ echo: true });
      }),
  );
  server.listen(path);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const session = connectTo(`ws+unix:${path}:/chat`);
  await opened(session);
  expect(session.evidence()[0]?.request).toMatchObject({ target: '/chat' });
  expect(session.evidence()[0]?.phases).toMatchObject([{ name: 'url' }, { name: 'tcp', family: 'unix' }, {}, {}]);
  session.close(1000);
  await session.ended;
  const absent = connectTo(`ws+unix:${path}.absent`);
  await absent.ended;
  expect(absent.diagnoses()[0]).toMatchObject({ stage: 'tcp' });
  expect(absent.diagnoses()[0]?.title).toContain(path);
});

test('a proxy of the environment that is none is a failed attempt, not the end of everything', async () => {
  const session = new Session({
    options: { url: 'ws://a.test/' },
    title: 'test',
    capture: captureForTest(),
    env: { HTTP_PROXY: 'http://eu:hush@127.0.0.1:99999' },
  });
  await session.ended;
  expect(session.state).toBe('failed');
  expect(session.diagnoses()[0]).toMatchObject({ stage: 'proxy', cause: 'proxy-unusable' });
  expect(JSON.stringify(session.diagnoses())).not.toContain('hush');
});

test('no password of a URL is written into the capture', async () => {
  const url = (await demo()).url.replace('ws://', 'ws://ann:hush@');
  const session = connectTo(`${url}/status/404`);
  await session.ended;
  expect(JSON.stringify(session.capture.attempts[0]?.finished)).not.toContain('hush');
});

test('goes through a SOCKS proxy, by name or by address', async () => {
  const { port: target } = new URL(
    await serve(async (peer) => {
      await accept(peer);
      await peer.behave();
    }),
  );
  const proxy = await socksServer({ port: Number(target) });
  await opened(connectTo('ws://echo.test:81/', { proxy: `socks5h://127.0.0.1:${proxy.port}` }));
  const session = connectTo('ws://localhost:82/', { proxy: `socks5://127.0.0.1:${proxy.port}`, addressFamily: 'ipv4' });
  await opened(session);
  expect(proxy.asked).toEqual(['echo.test:81', '127.0.0.1:82']);
  expect(session.evidence()[0]?.asked).toMatchObject({ proxyFrom: 'options' });
});

describe('reconnecting', () => {
  const reconnect = { tries: 3, delay: 20, maxDelay: 40, jitter: 0 };

  test('tries again after a break, as attempts of the same session, until it is given up', async () => {
    let served = 0;
    const url = await serve(async (peer) => {
      served += 1;
      await accept(peer);
      await peer.write(frame(0x81, `hello ${served}`));
      if (served < 3) peer.socket.resetAndDestroy();
      else await peer.behave({ echo: true });
    });
    const session = connectTo(url, { reconnect });
    const heard = messagesOf(session);
    const states: string[] = [];
    session.onChange(() => {
      if (states.at(-1) !== session.state) states.push(session.state);
    });
    let opens = 0;
    session.onOpen(() => void (opens += 1));
    await until(() => opens === 3 && heard.includes('hello 3'));
    await session.outgoing.text('on the third');
    await until(() => heard.at(-1) === 'on the third');
    expect(session.attempts().map(({ reason }) => reason.kind)).toEqual(['first', 'reconnect', 'reconnect']);
    expect(session.attempts()[1]?.reason).toMatchObject({
      waitedMs: 20,
      after: expect.stringMatching(/reset/i) as string,
    });
    expect(states.filter((state) => state === 'connecting').length).toBe(3);
    session.close(1000);
    await session.ended;
    expect(served).toBe(3);
    expect(session.state).toBe('closed');
    expect(session.diagnoses()).toEqual([]);
  });

  test('stays away for as long as a 503 asks for, and says so', async () => {
    let connections = 0;
    const url = await serve(async (peer) => {
      connections += 1;
      if (connections === 1) await peer.write('HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n');
      else await accept(peer);
      await peer.untilClientEnds();
    });
    const session = connectTo(url, { reconnect });
    await until(() => session.retry !== undefined);
    expect(session.retry).toMatchObject({ number: 1, askedByServer: true });
    await opened(session);
    expect(session.attempts()[1]?.reason).toMatchObject({ kind: 'reconnect', waitedMs: 1000 });
    session.cancel();
    await session.ended;
  });

  test('gives up after as many tries as it has, each twice as late, and explains the last', async () => {
    const session = connectTo(`ws://127.0.0.1:${await freePort()}/`, { reconnect });
    const waits: number[] = [];
    session.onChange(() => {
      const { retry } = session;
      if (retry !== undefined && waits.length < retry.number) {
        waits.push(retry.of);
        expect(session.state).toBe('connecting');
        expect(session.diagnoses()[0]).toMatchObject({ stage: 'tcp' });
      }
    });
    await session.ended;
    expect(waits).toEqual([3, 3, 3]);
    expect(session.attempts().map(({ reason }) => (reason.kind === 'reconnect' ? reason.waitedMs : 0))).toEqual([
      0, 20, 40, 40,
    ]);
    expect(session.state).toBe('failed');
    expect(session.retry).toBeUndefined();
    expect(session.diagnoses()[0]).toMatchObject({ cause: 'connection-refused' });
  });

  test('a connection that is dropped at once, again and again, uses its tries up', async () => {
    const url = await serve(async (peer) => {
      await accept(peer);
      peer.socket.resetAndDestroy();
    });
    const session = connectTo(url, { reconnect: { tries: 2, delay: 1000, maxDelay: 1000, jitter: 0.99 } });
    await session.ended;
    expect(session.attempts().length).toBe(3);
    expect(session.state).toBe('closed');
  });

  test('not after a clean close, and not after a 4xx', async () => {
    const { url } = await demo();
    const clean = connectTo(`${url}/close/1001`, { reconnect });
    const refused = connectTo(`${url}/status/401`, { reconnect });
    await Promise.all([clean.ended, refused.ended]);
    expect([clean, refused].map((session) => session.attempts().length)).toEqual([1, 1]);
  });

  test('can be given up while it waits, at once, and leaves nothing open', async () => {
    const before = openHandles();
    const session = connectTo(`ws://127.0.0.1:${await freePort()}/`, {
      reconnect: { ...reconnect, delay: 60_000, maxDelay: 60_000 },
    });
    await until(() => session.retry !== undefined);
    session.close(1000);
    await session.ended;
    expect(session.cancelled).toBe(true);
    expect(session.attempts().length).toBe(1);
    await untilHandlesAre(before);
  });
});

test('names what a redirect to another origin leaves behind', async () => {
  const elsewhere = await serve(async (peer) => {
    await accept(peer);
    await peer.behave();
  });
  const url = await serve((peer) =>
    peer.write(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere}/there\r\nContent-Length: 0\r\n\r\n`),
  );
  const session = connectTo(url, {
    followRedirects: true,
    headers: [['X-Room', 'blue']],
    auth: { type: 'bearer', token: 'hush' },
    cookies: [['sid', '1']],
  });
  await opened(session);
  expect(session.attempts()[1]?.reason).toEqual({
    kind: 'redirect',
    status: 302,
    from: `${url}/`.replace(/\/$/, ''),
    dropped: ['Authorization', 'Cookie'],
  });
  const names = session.evidence()[1]?.request?.headers.map(({ name }) => name);
  expect(names).toContain('X-Room');
  expect(names).not.toContain('Authorization');
  expect(names).not.toContain('Cookie');
});

test('a server that does not read is told while it lasts', { timeout: 40_000 }, async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    peer.socket.pause();
    await peer.wait(60_000);
  });
  const session = connectTo(url, { deflate: false });
  await opened(session);
  const sending = session.outgoing.binary(new Uint8Array(48 * 1024 * 1024)).catch(() => undefined);
  await until(() => session.diagnoses().length > 0);
  expect(session.diagnoses()[0]).toMatchObject({ stage: 'timeout', cause: 'server-not-reading' });
  session.cancel();
  await sending;
});

test('an API key in the query is masked wherever an address is told, also when a redirect repeats it', async () => {
  const elsewhere = await serve(async (peer) => {
    await accept(peer);
    await peer.behave();
  });
  const url = await serve((peer) =>
    peer.write(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere}/there?acme=hunter2\r\nContent-Length: 0\r\n\r\n`),
  );
  const session = connectTo(url, {
    followRedirects: true,
    auth: { type: 'apiKey', name: 'acme', value: 'hunter2', in: 'query' },
  });
  await opened(session);
  session.close(1000);
  await session.ended;
  const [first, second] = session.capture.attempts;
  expect(first?.facts.secretParameters).toEqual(['acme']);
  expect(first?.request?.target).toContain('acme=hunter2');
  expect(second?.facts).toMatchObject({ url: `${elsewhere}/there?acme=•••`, secretParameters: ['acme'] });
  const told = session
    .attempts()
    .map(({ url: shown, reason, evidence }) => [shown, reason, evidence.redirects, evidence.phases]);
  expect(JSON.stringify(told)).toContain('/there?acme=•••');
  expect(JSON.stringify(told)).not.toContain('hunter2');
});

test('what is said of a redirect that is not followed does not hold the API key', async () => {
  const url = await serve((peer) =>
    peer.write(`HTTP/1.1 302 Found\r\nLocation: /there?acme=hunter2\r\nContent-Length: 0\r\n\r\n`),
  );
  const session = connectTo(url, { auth: { type: 'apiKey', name: 'acme', value: 'hunter2', in: 'query' } });
  await session.ended;
  const diagnoses = JSON.stringify(session.diagnoses().map(titlesOnly));
  expect(diagnoses).toContain('/there?acme=•••');
  expect(diagnoses).not.toContain('hunter2');
});

test('an API key in a header is named as the secret that it is, whatever the header is called', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.behave();
  });
  const session = connectTo(url, { auth: { type: 'apiKey', name: 'X-Seat', value: 'hunter2' } });
  await opened(session);
  session.close(1000);
  await session.ended;
  expect(session.capture.attempts[0]?.facts.secretParameters).toEqual(['X-Seat']);
});
