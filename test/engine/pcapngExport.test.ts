import { createWriteStream, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import type { Capture } from '../../src/capture/capture.ts';
import { pcapngExport } from '../../src/engine/pcapngExport.ts';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf, messageText, opened } from '../support/liveCaptures.ts';
import { programAvailable, runProgram } from '../support/programs.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation } from '../support/webSocketStreams.ts';

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

async function exported(capture: Capture, keepSecrets = false): Promise<string> {
  const file = temporaryFile('export.pcapng');
  await pipeline(pcapngExport(capture, keepSecrets), createWriteStream(file));
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
  const raw = Buffer.concat([await buffer(pcapngExport(capture, false))]).toString('latin1');
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

test('the stream fails when the file is gone, and whoever leaves early is not waited for', async () => {
  const capture = await captureOf(talk());
  const gone = { ...capture, file: temporaryFile('none.pcapng'), attempts: capture.attempts } as unknown as Capture;
  await expect(exported(gone)).rejects.toThrow(/ENOENT/);
  const stream = pcapngExport(capture, false);
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
