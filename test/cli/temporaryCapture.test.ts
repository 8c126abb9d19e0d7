import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { captureFile } from '../../src/cli/temporaryCapture.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

test('keeps the given file', async () => {
  const file = temporaryFile('kept.pcapng');
  writeFileSync(file, 'x');
  const recording = await captureFile(file);
  expect(recording.file).toBe(file);
  await recording.remove();
  expect(existsSync(file)).toBe(true);
});

test('removes its own with its folder', async () => {
  const recording = await captureFile(undefined);
  writeFileSync(recording.file, 'x');
  await recording.remove();
  expect(existsSync(dirname(recording.file))).toBe(false);
  // Nothing may have been written: that is no fault.
  await recording.remove();
});

test('gives each run its own', async () => {
  const [one, other] = [await captureFile(undefined), await captureFile(undefined)];
  expect(one.file).not.toBe(other.file);
  await Promise.all([one.remove(), other.remove()]);
});
