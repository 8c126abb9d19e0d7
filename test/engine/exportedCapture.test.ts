import { expect, test } from 'vitest';
import { exportedCapture } from '../../src/engine/exportedCapture.ts';
import type { ExportedMessage } from '../../src/formats/capture/exported.ts';
import { encodeClosePayload } from '../../src/protocol/frameEncoder.ts';
import { START, utf8 } from '../support/captureStreams.ts';
import { FACTS, liveCapture } from '../support/liveCaptures.ts';
import { Conversation } from '../support/webSocketStreams.ts';

async function recorded() {
  const capture = liveCapture();
  const recorder = capture.beginAttempt({ ...FACTS, url: '' });
  new Conversation()
    .bytes(
      'client',
      utf8(
        'GET /chat?token=abc&room=1 HTTP/1.1\r\nHost: h:1\r\nAuthorization: Bearer s3cret-s3cret\r\nUpgrade: websocket\r\n' +
          'Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
      ),
    )
    .bytes(
      'server',
      utf8(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSet-Cookie: sid=42\r\n\r\n',
      ),
    )
    .frames('client', { opcode: 1, payload: utf8('{"op":"login","password":"hunter2"}') })
    .frames('server', { opcode: 1, fin: false, payload: utf8('he') }, { opcode: 9, payload: Uint8Array.of(0xff) })
    .frames('server', { opcode: 0, payload: utf8('llo') }, { opcode: 2, payload: Uint8Array.of(1, 2) })
    .frames('server', { opcode: 1, fin: false, payload: utf8('never') })
    .frames('client', { opcode: 8, payload: encodeClosePayload(1000, 'bye') })
    .playTo(recorder);
  recorder.finish({
    phases: [
      { name: 'tcp', durationMs: 2 },
      { name: 'tls', durationMs: 3 },
      { name: 'response', durationMs: 4 },
      'odd',
    ],
  });
  await capture.flush();
  return capture;
}

async function all(messages: AsyncIterable<ExportedMessage>): Promise<ExportedMessage[]> {
  const found: ExportedMessage[] = [];
  for await (const message of messages) found.push(message);
  return found;
}

test('handshakes and texts leave without their secrets', async () => {
  const exported = exportedCapture(await recorded(), { frames: undefined, keepSecrets: false });
  const [attempt] = exported.attempts;
  const messages = await all(exported.messagesOf(attempt!));
  expect(JSON.stringify([exported.attempts, messages])).not.toMatch(/abc|s3cret|hunter2|sid=42/);
  expect(attempt).toMatchObject({
    url: 'ws://h:1/chat?token=•••&room=1',
    startedAtMs: START / 1000,
    accepted: true,
    timings: { connect: 5, ssl: 3, wait: 4 },
    close: { code: 1000, reason: 'bye' },
  });
  expect(
    messages.map(({ from, opcode, frames, whole, masked, payload }) => ({
      from,
      opcode,
      frames,
      whole,
      masked,
      payload,
    })),
  ).toEqual([
    {
      from: 'client',
      opcode: 1,
      frames: [1, 1],
      whole: true,
      masked: true,
      payload: { text: '{"op":"login","password":"•••"}' },
    },
    { from: 'server', opcode: 1, frames: [2, 4], whole: true, masked: false, payload: { text: 'hello' } },
    { from: 'server', opcode: 9, frames: [3, 3], whole: true, masked: false, payload: { bytes: Uint8Array.of(0xff) } },
    { from: 'server', opcode: 2, frames: [5, 5], whole: true, masked: false, payload: { bytes: Uint8Array.of(1, 2) } },
    { from: 'server', opcode: 1, frames: [6, 6], whole: false, masked: false, payload: { text: 'never' } },
    {
      from: 'client',
      opcode: 8,
      frames: [7, 7],
      whole: true,
      masked: false,
      payload: { bytes: Uint8Array.from([3, 0xe8, ...utf8('bye')]) },
    },
  ]);
});

test('secrets stay when they are wanted', async () => {
  const exported = exportedCapture(await recorded(), { frames: undefined, keepSecrets: true });
  const text = JSON.stringify([exported.attempts, await all(exported.messagesOf(exported.attempts[0]!))]);
  for (const secret of ['abc', 's3cret-s3cret', 'hunter2', 'sid=42']) expect(text).toContain(secret);
});

test('of some frames their messages are exported, each once', async () => {
  const exported = exportedCapture(await recorded(), { frames: Uint32Array.of(1, 3, 4), keepSecrets: false });
  const messages = await all(exported.messagesOf(exported.attempts[0]!));
  expect(messages.map(({ frames }) => frames)).toEqual([
    [2, 4],
    [5, 5],
  ]);
});

test('an API key in the query does not leave, whatever its parameter is called', async () => {
  const capture = liveCapture();
  const recorder = capture.beginAttempt({ ...FACTS, url: '', secretParameters: ['acme'] });
  new Conversation()
    .bytes('client', utf8('GET /chat?acme=hunter2 HTTP/1.1\r\nHost: h:1\r\n\r\n'))
    .bytes('server', utf8('HTTP/1.1 302 Found\r\nLocation: /there?acme=hunter2\r\nContent-Length: 0\r\n\r\n'))
    .playTo(recorder);
  recorder.finish({});
  await capture.flush();
  const { attempts } = exportedCapture(capture, { frames: undefined, keepSecrets: false });
  expect(attempts[0]?.url).toBe('ws://h:1/chat?acme=•••');
  expect(JSON.stringify(attempts)).toContain('/there?acme=•••');
  expect(JSON.stringify(attempts)).not.toContain('hunter2');
});
