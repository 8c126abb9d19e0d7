import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RandomAccessFile } from '../../src/capture/randomAccessFile.ts';
import { utf8 } from '../support/captureStreams.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

test('writes buffers one after the other and reads them at any place', async () => {
  const path = temporaryFile('a');
  const file = RandomAccessFile.create(path);
  expect(await file.write([utf8('hello '), utf8('world')], 0)).toBe(11);
  expect(await file.write([utf8('W')], 6)).toBe(1);
  const buffer = new Uint8Array(20);
  expect(await file.read(buffer, 4)).toBe(7);
  expect(new TextDecoder().decode(buffer.subarray(0, 7))).toBe('o World');
  expect(await file.status()).toEqual({ size: 11, named: true });
  file.dispose();
});

test('an existing file is emptied and made private', async () => {
  const path = temporaryFile('b');
  writeFileSync(path, 'old');
  chmodSync(path, 0o644);
  const file = RandomAccessFile.create(path);
  await file.status();
  file.dispose();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path).length).toBe(0);
});

test('a removed file has no name any more', async () => {
  const path = temporaryFile('c');
  const file = RandomAccessFile.create(path);
  expect(await file.status()).toEqual({ size: 0, named: true });
  rmSync(path);
  expect(await file.status()).toEqual({ size: 0, named: false });
  file.dispose();
});

test('calls under way end well when the file is disposed; later ones are refused', async () => {
  const path = temporaryFile('d');
  const file = RandomAccessFile.create(path);
  const writing = file.write([new Uint8Array(1_000_000)], 0);
  file.dispose();
  file.dispose();
  expect(await writing).toBe(1_000_000);
  await expect(file.read(new Uint8Array(1), 0)).rejects.toThrow('was closed');
});

test('a file that is not there is told by the system', () => {
  expect(() => RandomAccessFile.open(temporaryFile('none'))).toThrow('ENOENT');
});
