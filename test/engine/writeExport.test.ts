import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeExport } from '../../src/engine/writeExport.ts';
import { utf8 } from '../support/captureStreams.ts';
import { readFilter } from '../support/filterReading.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation } from '../support/webSocketStreams.ts';

const capture = () =>
  captureOf(
    new Conversation()
      .open()
      .frames('client', { opcode: 1, payload: utf8('tick') })
      .frames('server', { opcode: 1, payload: utf8('tock') }),
  );

test('writes a file that only its owner may read', async () => {
  const file = temporaryFile('x.har');
  await writeExport(await capture(), { to: 'har', filter: undefined, keepSecrets: false }, file);
  const har = JSON.parse(readFileSync(file, 'utf8')) as {
    log: { entries: { _webSocketMessages: { data: string }[] }[] };
  };
  expect(har.log.entries[0]!._webSocketMessages.map(({ data }) => data)).toEqual(['tick', 'tock']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('writes what the filter lets through', async () => {
  const file = temporaryFile('x.ndjson');
  await writeExport(await capture(), { to: 'ndjson', filter: readFilter('from:server'), keepSecrets: false }, file);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('"text":"tock"');
});

test('rejects when the file cannot be written', async () => {
  const request = { to: 'har', filter: undefined, keepSecrets: false } as const;
  await expect(writeExport(await capture(), request, '/nowhere/at/all/x.har')).rejects.toThrow(/ENOENT/);
});
