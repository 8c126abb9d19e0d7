import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { exportCapture } from '../../src/cli/exportCapture.ts';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf, messageText, opened } from '../support/liveCaptures.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation } from '../support/webSocketStreams.ts';

afterEach(() => vi.restoreAllMocks());

async function exported(...args: readonly string[]) {
  const output = new PassThrough();
  const status = await exportCapture(args, output);
  output.end();
  return { status, text: await textOf(output) };
}

const captureFile = async (): Promise<string> =>
  (
    await captureOf(
      new Conversation()
        .open()
        .frames('client', { opcode: 1, payload: utf8('{"token":"t0p","n":1}') })
        .end('client')
        .end('server'),
    )
  ).file;

test('writes HAR or NDJSON to standard output, secrets masked unless they are wanted', async () => {
  const file = await captureFile();
  const har = await exported(file, '--to', 'har');
  expect(har.status).toBe(0);
  expect(JSON.parse(har.text)).toMatchObject({
    log: { entries: [{ _webSocketMessages: [{ data: '{"token":"•••","n":1}', _masked: true }] }] },
  });
  const ndjson = await exported(file, '--to', 'ndjson', '--keep-secrets');
  expect(ndjson.text).toContain('t0p');
});

test('writes a file, and what the filter lets through', async () => {
  const out = temporaryFile('x.ndjson');
  expect(await exported(await captureFile(), '--to', 'ndjson', '--out', out, '--filter', 'from:server')).toEqual({
    status: 0,
    text: '',
  });
  expect(readFileSync(out, 'utf8')).not.toContain('"event":"message"');
});

test('writes pcapng, which opens as the same messages', async () => {
  const out = temporaryFile('copy.pcapng');
  expect(await exported(await captureFile(), '--to', 'pcapng', '--out', out)).toEqual({ status: 0, text: '' });
  const copy = await opened(out);
  expect(await messageText(copy, 0)).toBe('{"token":"t0p","n":1}');
});

test.each([
  [['x.pcapng'], '--to takes har, ndjson or pcapng.'],
  [['x.pcapng', '--to', 'csv'], '--to takes har, ndjson or pcapng, not "csv".'],
  [['--to', 'har'], 'export takes one capture file.'],
  [['x.pcapng', '--to', 'har', '--connection', 'x'], '--connection takes the number of a connection, from 1.'],
  [['x.pcapng', '--to', 'har', '--filter', '('], '--filter, column 1:'],
  [['x.pcapng', '--to', 'pcapng', '--filter', 'from:client'], '--to pcapng holds the whole capture'],
  [['x.pcapng', '--nonsense'], 'nonsense'],
])('refuses %j', async (args, message) => {
  const refusal = expect(exported(...args)).rejects;
  await refusal.toThrow(ArgumentError);
  await expect(exported(...args)).rejects.toThrow(message);
});

test('a file that is none says so', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect((await exported(temporaryFile('nothing.pcapng'), '--to', 'har')).status).toBe(1);
  expect(String(stderr.mock.calls[0]?.[0])).toContain('nothing.pcapng');
});
