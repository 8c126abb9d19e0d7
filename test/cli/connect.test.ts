import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../../src/cli/connect.ts';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { accept, demo, serve } from '../session/conversation.ts';
import { freePort } from '../session/loopback.ts';
import { loopbackIdentity, listenTls, pemFile, rootCertificate } from '../session/tlsLoopback.ts';
import { close, frame } from '../support/hostile/bytes.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { type Line, collecting } from './recorded.ts';

afterEach(() => vi.restoreAllMocks());

const never = new AbortController().signal;

async function run(args: readonly string[], interrupted = never) {
  const collected = collecting();
  const status = await connect(args, collected.print, interrupted);
  return { status, ...collected, events: collected.lines.map((line) => line['event']) };
}

/** Frames from that endpoint as text, hex, or the opcode's name of a control frame. */
const frames = (lines: readonly Line[], from: string): unknown[] =>
  lines
    .filter((line) => line['event'] === 'frame' && line['from'] === from)
    .map((line) => (Number(line['opcode']) >= 8 ? line['opcodeName'] : line['payload']));

test('prints the steps, the handshake, the frames and the close', async () => {
  const { url } = await demo();
  const { status, lines, events } = await run([`${url}/echo`, '--send', 'hello', '--frames', '1', '--close']);
  expect(status).toBe(0);
  expect(events).toEqual([
    ...['phase', 'phase', 'phase', 'handshake'],
    ...['frame', 'frame', 'frame', 'frame', 'close'],
  ]);
  expect(lines.slice(0, 3).map((line) => line['name'])).toEqual(['tcp', 'request', 'response']);
  expect(lines[3]).toMatchObject({ attempt: 1, accepted: true, response: { status: 101 } });
  expect(frames(lines, 'client')).toEqual([{ text: 'hello' }, 'close']);
  expect(frames(lines, 'server')).toEqual([{ text: 'hello' }, 'close']);
  expect(lines.at(-1)).toEqual({ event: 'close', code: 1000, reason: '', by: 'client', clean: true });
});

test('sends text, bytes, files and pings in the order of the arguments', async () => {
  const { url } = await demo();
  const file = temporaryFile('payload.bin');
  writeFileSync(file, Buffer.from([9, 8, 7]));
  const { status, lines } = await run([
    ...[`${url}/echo`, '--no-deflate', '--send', 'héllo ☃', '--send-hex', '00 FF 7f', '--ping', 'beat'],
    ...['--send-file', file, '--send', '', '--frames', '5', '--close', '4001:done'],
  ]);
  expect(status).toBe(0);
  const sent = [{ text: 'héllo ☃' }, { hex: '00ff7f' }, 'ping', { hex: '090807' }, { text: '' }, 'close'];
  expect(frames(lines, 'client')).toEqual(sent);
  expect(frames(lines, 'server')).toEqual(sent.map((payload) => (payload === 'ping' ? 'pong' : payload)));
  expect(lines.at(-1)).toMatchObject({ event: 'close', code: 4001, reason: 'done', clean: true });
});

test('a refused upgrade ends in exactly one diagnosis', async () => {
  const { url } = await demo();
  const { status, of, events } = await run([`${url}/status/404`]);
  expect(status).toBe(1);
  expect(of('diagnosis').length).toBe(1);
  expect(of('diagnosis')[0]).toMatchObject({ stage: 'http', title: expect.stringContaining('404') as string });
  expect(of('handshake')).toMatchObject([
    { accepted: false, response: { status: 404, body: expect.stringContaining('Cannot GET') as string } },
  ]);
  expect(events).not.toContain('close');
});

test.each(['/bad-accept', '/no-upgrade-header', '/status/200', '/status/503'])('so does %s', async (path) => {
  const { status, of } = await run([`${(await demo()).url}${path}`]);
  expect(status).toBe(1);
  expect(of('diagnosis').length).toBe(1);
  expect(of('handshake')).toMatchObject([{ accepted: false }]);
});

test('a refused connection has its step and its diagnosis, and no handshake', async () => {
  const { status, of, events } = await run([`ws://127.0.0.1:${await freePort()}/`]);
  expect(status).toBe(1);
  expect(events).toEqual(['phase', 'diagnosis']);
  expect(of('phase')).toMatchObject([{ name: 'tcp', ok: false, code: 'ECONNREFUSED' }]);
  expect(of('diagnosis')).toMatchObject([{ stage: 'tcp' }]);
});

test.each(['/drop', '/masked', '/rsv', '/bad-utf8'])('%s ends uncleanly, with one diagnosis', async (path) => {
  const { status, of } = await run([`${(await demo()).url}${path}`]);
  expect(status).toBe(1);
  expect(of('close').length).toBe(1);
  expect(of('diagnosis').length).toBe(1);
});

test('a close that the server began is clean, and needs no diagnosis', async () => {
  const { status, of } = await run([`${(await demo()).url}/close/1001?reason=away`]);
  expect(status).toBe(0);
  expect(of('close')).toEqual([{ event: 'close', code: 1001, reason: 'away', by: 'server', clean: true }]);
});

test('a time-out names the step', async () => {
  const { status, of } = await run([`${(await demo()).url}/silent`, '--timeout', '300']);
  expect(status).toBe(1);
  expect(of('diagnosis')).toMatchObject([{ stage: 'timeout' }]);
  expect(of('phase').at(-1)).toMatchObject({ name: 'response', ok: false });
});

test('stops after so many frames from the server', async () => {
  const { status, lines, of } = await run([
    `${(await demo()).url}/flood?rate=0&size=8`,
    '--frames',
    '20',
    '--no-deflate',
  ]);
  expect(status).toBe(0);
  const numbered = frames(lines, 'server') as { text: string }[];
  expect(numbered.length).toBeGreaterThanOrEqual(20);
  expect(numbered.slice(0, 3)).toEqual([{ text: '1 ......' }, { text: '2 ......' }, { text: '3 ......' }]);
  expect(of('diagnosis')).toEqual([]);
});

test('counts a frame when it is whole', async () => {
  let early = false;
  const url = await serve(async (peer) => {
    await accept(peer);
    const bytes = frame(0x81, 'two halves');
    const onData = (): void => void (early = true);
    await peer.write(bytes.subarray(0, 6));
    peer.socket.on('data', onData);
    await peer.wait(100);
    peer.socket.off('data', onData);
    await peer.write(bytes.subarray(6));
    await peer.behave();
  });
  const { status, lines } = await run([url, '--frames', '1', '--close']);
  expect(status).toBe(0);
  expect(early).toBe(false);
  expect(frames(lines, 'server')).toEqual([{ text: 'two halves' }, 'close']);
});

test('stays as long as it is told', async () => {
  const { status, of, lines } = await run([`${(await demo()).url}/echo`, '--send', 'here', '--for', '200']);
  expect(status).toBe(0);
  expect(frames(lines, 'server')).toEqual([{ text: 'here' }, 'close']);
  expect(of('close')).toMatchObject([{ code: 1000, clean: true }]);
  expect(of('diagnosis')).toEqual([]);
});

test('closes when it is interrupted', async () => {
  const controller = new AbortController();
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.nextFrame();
    controller.abort();
    await peer.behave();
  });
  const { status, of } = await run([url, '--send', 'x'], controller.signal);
  expect(status).toBe(0);
  expect(of('close')).toMatchObject([{ code: 1000, by: 'client', clean: true }]);
});

test('gives up when it is interrupted before it is open', async () => {
  const controller = new AbortController();
  const url = await serve((peer) => {
    controller.abort();
    return peer.untilClientEnds();
  });
  const { status, of, events } = await run([url], controller.signal);
  expect(status).toBe(1);
  expect(of('handshake')).toMatchObject([{ accepted: false, response: null }]);
  expect(events).not.toContain('diagnosis');
});

test('echoes every message in its type until the server closes', async () => {
  const back: string[] = [];
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.write(frame(0x81, '\uFEFFhéllo'), frame(0x82, Buffer.from([0, 255])), frame(0x81, ''));
    for (let n = 0; n < 3; n++) {
      const got = await peer.nextFrame();
      back.push(`${got?.opcode} ${got?.payload.toString('hex')}`);
    }
    await peer.close(1000);
  });
  const { status } = await run([url, '--echo', '--no-deflate']);
  expect(status).toBe(0);
  expect(back).toEqual([`1 ${Buffer.from('\uFEFFhéllo').toString('hex')}`, '2 00ff', '1 ']);
});

test('leaves out the frames, and nothing else, when asked for a summary', async () => {
  const { url } = await demo();
  const { status, events, of } = await run([`${url}/echo`, '--send', 'hello', '--frames', '1', '--close', '--summary']);
  expect(status).toBe(0);
  expect(events.filter((event) => event !== 'phase')).toEqual(['handshake', 'close', 'summary']);
  expect(of('summary')).toMatchObject([
    { frames: { client: 2, server: 2 }, messages: { client: 2, server: 2 }, violations: 0 },
  ]);
});

test('http: in the URL means the same as ws:', async () => {
  const { url } = await demo();
  const { status, of } = await run([`${url.replace(/^ws/, 'http')}/echo`, '--close']);
  expect(status).toBe(0);
  expect(of('handshake')).toMatchObject([{ accepted: true }]);
});

test('sends credentials and cookies, from the environment if so written', async () => {
  vi.stubEnv('ROOM_TOKEN', 'from-the-environment');
  onTestFinished(() => void vi.unstubAllEnvs());
  const heads: string[] = [];
  const url = await serve(async (peer) => {
    heads.push(peer.requestHead);
    await accept(peer);
    await peer.close(1000);
  });
  const { status } = await run([
    ...[url, '--auth-type', 'bearer', '--auth-token', '${env:ROOM_TOKEN}', '--cookie', 'a=1', '--cookie', 'b=2'],
  ]);
  expect(status).toBe(0);
  expect(heads[0]).toContain('Authorization: Bearer from-the-environment\r\n');
  expect(heads[0]).toContain('Cookie: a=1; b=2\r\n');
});

test('sends the given head', async () => {
  const heads: string[] = [];
  const url = await serve(async (peer) => {
    heads.push(peer.requestHead);
    await accept(peer, 'Sec-WebSocket-Protocol: b');
    await peer.write(close(1000));
    await peer.behave({ closeSent: true });
  });
  const { status } = await run([
    ...[url, '--header', 'X-Room: blue', '--header', 'x-tag: 1', '--subprotocol', 'a,b', '--origin', 'https://o.test'],
    '--no-deflate',
  ]);
  expect(status).toBe(0);
  expect(heads[0]).toMatch(/X-Room: blue\r\nx-tag: 1\r\n/);
  expect(heads[0]).toContain('Sec-WebSocket-Protocol: a,b\r\n');
  expect(heads[0]).toContain('Origin: https://o.test\r\n');
  expect(heads[0]).not.toContain('Sec-WebSocket-Extensions');
});

test('follows redirects when told to, and prints each handshake', async () => {
  const { url } = await demo();
  const { status, of } = await run([`${url}/redirect`, '--follow-redirects', '--close']);
  expect(status).toBe(0);
  expect(of('handshake')).toMatchObject([
    { attempt: 1, accepted: false, response: { status: 302 } },
    { attempt: 2, accepted: true, response: { status: 101 } },
  ]);
});

test('trusts a given authority, or anybody when told so, and else refuses', async () => {
  const port = await listenTls(loopbackIdentity, (socket) =>
    socket.end('HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n'),
  );
  const url = `wss://127.0.0.1:${port}/`;
  const refused = await run([url]);
  expect(refused.of('diagnosis')).toMatchObject([{ stage: 'tls' }]);
  for (const args of [['--ca', pemFile('ca.pem', rootCertificate)], ['--insecure']]) {
    const { status, of } = await run([url, ...args]);
    expect(status).toBe(1);
    expect(of('diagnosis')).toMatchObject([{ stage: 'http' }]);
  }
});

test('keeps the capture that it was told to keep, and no other', async () => {
  const { url } = await demo();
  const file = temporaryFile('kept.pcapng');
  const own = () => readdirSync(tmpdir()).filter((name) => name.startsWith('websocket-inspector-'));
  await run([`${url}/echo`, '--send', 'hello', '--frames', '1', '--close', '--capture', file]);
  expect(existsSync(file)).toBe(true);
  const before = own();
  await run([`${url}/echo`, '--close']);
  expect(own().filter((name) => !before.includes(name))).toEqual([]);
});

test.each([
  [['ftp://127.0.0.1/'], /url/],
  [['ws://127.0.0.1/#part'], /url/],
  [['ws://127.0.0.1/', '--subprotocol', 'no token'], /subprotocols/],
  [['ws://127.0.0.1/', '--header', 'no name: x'], /headers/],
  [['ws://127.0.0.1/', '--send-file', '/nonexistent/file'], /--send-file \/nonexistent\/file/],
  [['ws://127.0.0.1/', '--capture', '/nonexistent/x.pcapng'], /--capture \/nonexistent\/x\.pcapng/],
])('%j is refused by name before anything is printed', async (args, words) => {
  const { print, lines } = collecting();
  const connecting = connect(args, print, never);
  await expect(connecting).rejects.toThrow(ArgumentError);
  await expect(connecting).rejects.toThrow(words);
  expect(lines).toEqual([]);
});

test('tells on standard error what could not be sent', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { status } = await run([`${(await demo()).url}/echo`, '--ping', 'x'.repeat(126), '--close']);
  expect(status).toBe(1);
  expect(written.mock.calls.map(([text]) => String(text)).join('')).toMatch(/125/);
});
