import { createWriteStream, readFileSync, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import type { Capture } from '../../src/capture/capture.ts';
import { pcapngExport } from '../../src/engine/pcapngExport.ts';
import { SecretBytes } from '../../src/replay/secretBytes.ts';
import { encodeClosePayload, encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { START, utf8 } from '../support/captureStreams.ts';
import { captureOf, FACTS, liveCapture, messageText, opened } from '../support/liveCaptures.ts';
import { programAvailable, runProgram } from '../support/programs.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation, Deflater } from '../support/webSocketStreams.ts';

const REQUEST =
  'GET /echo?token=s3cr3t HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Authorization: Bearer t0k3n-t0k3n\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
const RESPONSE =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSet-Cookie: sid=c00kie\r\n' +
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n';

const talk = () =>
  new Conversation()
    // A head in two packets is redacted as one.
    .bytes('client', utf8(REQUEST.slice(0, 140)))
    .bytes('client', utf8(REQUEST.slice(140)))
    .bytes('server', utf8(RESPONSE))
    .frames('client', { opcode: 1, payload: utf8('{"token":"said"}') })
    .frames('server', { opcode: 1, payload: utf8('ok') })
    .end('server');

async function exported(capture: Capture, keepSecrets = false, secrets: readonly string[] = []): Promise<string> {
  const file = temporaryFile('export.pcapng');
  await pipeline(pcapngExport(capture, { keepSecrets, secrets }), createWriteStream(file));
  return file;
}

test('handshakes lose their secrets and nothing else; messages are as they were', async () => {
  const capture = await captureOf(talk());
  const file = await exported(capture);
  const copy = await opened(file);
  expect(copy.problems).toEqual([]);
  const [attempt] = copy.attempts;
  expect(attempt!.request!.target).toBe('/echo?token=******');
  expect(attempt!.request!.headers.find(({ name }) => name === 'Authorization')?.value).toBe('Bearer ***********');
  expect(attempt!.response!.headers.find(({ name }) => name === 'Set-Cookie')?.value).toBe('sid=******');
  expect(attempt!.handshake).toMatchObject({ accepted: true, violations: [] });
  expect(await messageText(copy, 0)).toBe('{"token":"said"}');
  expect(await messageText(copy, 1)).toBe('ok');
  const { bytes } = await copy.payload(1, 'frame', 0, 10);
  expect(bytes).toEqual(utf8('ok'));
  const raw = Buffer.concat([await buffer(pcapngExport(capture, { keepSecrets: false }))]).toString('latin1');
  expect(raw).not.toMatch(/s3cr3t|t0k3n|c00kie/);
});

test('secrets stay when they are wanted', async () => {
  const copy = await opened(await exported(await captureOf(talk()), true));
  expect(copy.attempts[0]!.request!.target).toBe('/echo?token=s3cr3t');
});

test('the body of a refusal that names a secret goes as a whole', async () => {
  const body = '{"error":"no","token":"b0dy"}';
  const refusal = new Conversation()
    .bytes('client', utf8(REQUEST))
    .bytes(
      'server',
      utf8(
        `HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      ),
    )
    .end('server');
  const copy = await opened(await exported(await captureOf(refusal)));
  expect(copy.attempts[0]).toMatchObject({ response: { status: 401 }, body: { text: '*'.repeat(body.length) } });
});

test('kept secrets go wherever they stand', async () => {
  const token = 'k3pt-t0k3n';
  const body = `no ${token}`;
  const capture = liveCapture();
  const first = capture.beginAttempt({ ...FACTS, url: `ws://127.0.0.1/${token}`, title: `my ${token}` });
  new Conversation()
    .bytes('client', utf8(`GET /${token} HTTP/1.1\r\nX-Mine: ${token}\r\n\r\n`))
    .bytes('server', utf8(`HTTP/1.1 401 ${token}\r\nContent-Length: ${body.length}\r\n\r\n${body}`))
    .playTo(first);
  first.finish({ diagnoses: [{ evidence: [`It said ${token}.`] }], phases: [] });
  const second = capture.beginAttempt(FACTS);
  // What still comes in an attempt after the next one has begun makes no frames, and is in the file.
  first.bytes('server', utf8(`late ${token}`), micros(START + 50_000));
  new Conversation()
    .open()
    .frames('client', { opcode: 1, payload: utf8(`"${token}"`) })
    .frames('server', { opcode: 9, payload: utf8(token) }, { opcode: 8, payload: encodeClosePayload(1008, token) })
    .playTo(second);
  await capture.flush();
  for (const source of [capture, await opened(capture.file)]) {
    const file = await exported(source, false, [token]);
    expect(readFileSync(file, 'latin1')).not.toContain(token);
    const copy = await opened(file);
    expect(copy.problems).toEqual([]);
    expect(copy.attempts.map(({ frames }) => frames)).toEqual([0, 3]);
    expect(copy.attempts[0]).toMatchObject({
      facts: { url: 'ws://127.0.0.1/•••', title: 'my •••' },
      finished: { diagnoses: [{ evidence: ['It said •••.'] }], phases: [] },
      response: { status: 401, reason: '**********' },
      body: { text: '*'.repeat(body.length) },
    });
    expect(await messageText(copy, 0)).toBe('"**********"');
    expect(copy.attempts[1]!.closing).toMatchObject({ code: 1008, reason: '**********' });
  }
});

test('wherever chunks end, the copy is the same stream of frames without the secret, at the same times', async () => {
  const deflater = new Deflater();
  const packed = await deflater.message(utf8('{"token":"k3pt-t0k3n"}'));
  const frames = [
    ...[
      { opcode: 1, fin: false, payload: utf8('k3pt') },
      { opcode: 9, payload: utf8('-') },
      { opcode: 0, payload: utf8('-t0k3n') },
    ],
    ...[
      { opcode: 1, rsv1: true, payload: packed },
      { opcode: 1, rsv1: true, payload: await deflater.message(utf8('k3pt-t0k3n')) },
    ],
  ].map((frame) => encodeFrame({ ...frame, maskingKey: 0xa1b2c3d4 }));
  const wire = Buffer.concat(frames);
  for (let cut = 0; cut <= wire.length; cut++) {
    const conversation = new Conversation().open('permessage-deflate');
    const capture = await captureOf(
      conversation.bytes('client', wire.subarray(0, cut)).bytes('client', wire.subarray(cut)),
    );
    const copy = await opened(await exported(capture, false, ['k3pt-t0k3n']));
    const times = (of: Capture) => Array.from({ length: of.frameCount }, (_, frame) => of.table.at(frame));
    expect(times(copy)).toEqual(times(capture));
    expect(copy.violations).toEqual([]);
    expect(await Promise.all([0, 1, 3, 4].map((frame) => messageText(copy, frame)))).toEqual([
      '**********',
      '-',
      '{"token":"**********"}',
      '**********',
    ]);
  }
});

test('no secret is in the copy, and all else is', { timeout: 60_000 }, async () => {
  const secret = 'k3pt-t0k3n';
  const piece = fc.oneof(
    fc.constant(secret),
    fc.constant(secret.slice(0, 5)),
    fc.constant(secret.slice(5)),
    fc.string(),
  );
  const message = fc.record({
    from: fc.constantFrom('client' as const, 'server' as const),
    kind: fc.constantFrom('text', 'binary', 'ping'),
    compressed: fc.boolean(),
    text: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')),
    cuts: fc.array(fc.nat(400), { maxLength: 3 }),
  });
  const extensions = fc.constantFrom('permessage-deflate', 'permessage-deflate; server_no_context_takeover');
  await fc.assert(
    fc.asyncProperty(extensions, fc.array(message, { maxLength: 12 }), async (agreed, messages) => {
      const deflaters = { client: new Deflater(), server: new Deflater() };
      const conversation = new Conversation().open(agreed);
      for (const { from, kind, compressed, text, cuts } of messages) {
        if (kind === 'ping') {
          conversation.frames(from, { opcode: 9, payload: utf8(text).subarray(0, 125) });
          continue;
        }
        if (agreed.includes('server_no')) deflaters.server = new Deflater();
        const payload = compressed ? await deflaters[from].message(utf8(text)) : utf8(text);
        const ends = [...cuts.map((cut) => Math.min(cut, payload.length)).sort((a, b) => a - b), payload.length];
        const fragments = ends.map((end, i) => ({
          opcode: i > 0 ? 0 : kind === 'text' ? 1 : 2,
          rsv1: compressed && i === 0,
          fin: i === ends.length - 1,
          payload: payload.subarray(ends[i - 1] ?? 0, end),
        }));
        conversation.frames(from, ...fragments);
      }
      const capture = await captureOf(conversation);
      const copy = await opened(await exported(capture, false, [secret]));
      expect(copy.violations).toEqual([]);
      const secrets = new SecretBytes([secret]);
      const contents = async (of: Capture, change: (bytes: Uint8Array) => Uint8Array) => {
        const rows = [];
        for (let frame = 0; frame < of.frameCount; frame++) {
          const { from, fin, opcode, atMs, masked, maskingKey, message: whole } = await of.frame(frame);
          const { bytes } = await of.payload(frame, 'message', 0, 1e6);
          const { frames, length } = whole!;
          rows.push({
            from,
            fin,
            opcode,
            atMs,
            masked,
            maskingKey,
            frames,
            length,
            text: Buffer.from(change(bytes)).toString('latin1'),
          });
        }
        return rows;
      };
      const shown = await contents(copy, (bytes) => bytes);
      expect(shown).toEqual(await contents(capture, (bytes) => secrets.starred(bytes)));
      expect(shown.some(({ text }) => text.includes(secret))).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('the stream fails when the file is gone, and whoever leaves early is not waited for', async () => {
  const capture = await captureOf(talk());
  const gone = { ...capture, file: temporaryFile('none.pcapng'), attempts: capture.attempts } as unknown as Capture;
  await expect(exported(gone)).rejects.toThrow(/ENOENT/);
  const stream = pcapngExport(capture, { keepSecrets: false });
  stream.destroy();
  await new Promise((resolve) => setImmediate(resolve));
  expect(stream.destroyed).toBe(true);
});

test.skipIf(!programAvailable('tshark'))(
  'tshark reads the export: the same frames, and what the session was',
  { timeout: 60_000 },
  async () => {
    const file = await exported(await captureOf(talk()));
    expect(statSync(file).size).toBeGreaterThan(0);
    const fields = ['-Y', 'websocket', '-T', 'fields', '-e', 'websocket.opcode', '-e', 'websocket.payload_length'];
    expect(runProgram('tshark', ['-r', file, ...fields]).stdout).toBe('1\t16\n1\t2\n');
    expect(runProgram('tshark', ['-r', file, '-T', 'fields', '-e', 'frame.comment']).stdout).toContain('Session: Echo');
  },
);

test.skipIf(!programAvailable('tshark'))(
  'tshark reads what was compressed and is written inflated',
  { timeout: 60_000 },
  async () => {
    const deflater = new Deflater();
    const conversation = new Conversation().open('permessage-deflate');
    for (const text of ['first text', 'my k3pt-t0k3n', 'my k3pt-t0k3n and last text'])
      conversation.frames('client', { opcode: 1, rsv1: true, payload: await deflater.message(utf8(text)) });
    const file = await exported(await captureOf(conversation), false, ['k3pt-t0k3n']);
    const fields = ['-e', 'websocket.rsv', '-e', 'websocket.payload_length'];
    const { stdout } = runProgram('tshark', ['-r', file, '-Y', 'websocket', '-T', 'fields', ...fields]);
    expect(stdout).toMatch(/^0x0?4\t\d+\n0x0?0\t13\n0x0?0\t27\n$/);
    const details = runProgram('tshark', ['-r', file, '-V', '-Y', 'websocket']).stdout;
    expect(details).toContain('my **********');
    expect(details).toContain('my ********** and last text');
    expect(details).not.toContain('k3pt-t0k3n');
  },
);
