import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CaptureLibrary } from '../../src/engine/captureLibrary.ts';

const MANY = { maxCount: 1000, maxBytes: 1e12 };

function library(inUse: readonly string[] = []): { readonly captures: CaptureLibrary; readonly folder: string } {
  const parent = mkdtempSync(join(tmpdir(), 'wsi-captures-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, 'captures');
  return { captures: new CaptureLibrary(folder, () => inUse.map((name) => join(folder, name))), folder };
}

/** Captures of ten bytes, the first the oldest. */
async function filled(names: readonly string[], inUse: readonly string[] = []) {
  const made = library(inUse);
  await made.captures.newFile(new Date());
  for (const [i, name] of names.entries()) {
    const file = join(made.folder, name);
    writeFileSync(file, '0123456789');
    const at = Date.now() / 1000 - 100 + i;
    utimesSync(file, at, at);
  }
  const left = async (): Promise<string[]> => (await made.captures.list()).map(({ file }) => basename(file));
  return { ...made, left };
}

test('the folder and what is written beside captures is for the owner alone', async () => {
  const { captures, folder } = library();
  expect(await captures.list()).toEqual([]);
  const file = await captures.newFile(new Date('2026-01-02T03:04:05.678Z'));
  expect(basename(file)).toBe(`2026-01-02T03-04-05.678-${process.pid}-1.pcapng`);
  expect(await captures.newFile(new Date('2026-01-02T03:04:05.678Z'))).not.toBe(file);
  await captures.describe(file, { title: 'x' });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(`${file}.json`).mode & 0o777).toBe(0o600);
});

test('lists captures newest first, with what is known of them', async () => {
  const { captures, folder, left } = await filled(['a.pcapng', 'b.pcapng', 'notes.txt']);
  expect(await left()).toEqual(['b.pcapng', 'a.pcapng']);
  const file = join(folder, 'a.pcapng');
  await captures.describe(file, { title: 'Chat', kept: true });
  await captures.describe(file, { frames: 12 });
  expect((await captures.list())[1]).toMatchObject({ file, title: 'Chat', frames: 12, kept: true, bytes: 10 });
  expect((await captures.list())[0]).toMatchObject({ title: 'b', frames: undefined, kept: false });
  writeFileSync(`${file}.json`, '{ "title": 5');
  expect((await captures.list())[1]).toMatchObject({ title: 'a', kept: false });
});

test('the oldest go by number or by size; kept ones and those in use neither go nor count', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.pcapng`);
  const { captures, folder, left } = await filled(names, ['b.pcapng']);
  await captures.describe(join(folder, 'a.pcapng'), { kept: true });
  const gone = await captures.retain({ ...MANY, maxCount: 2 });
  expect(gone.map(({ file }) => basename(file))).toEqual(['c.pcapng']);
  expect(await left()).toEqual(['e.pcapng', 'd.pcapng', 'b.pcapng', 'a.pcapng']);
  await captures.retain({ ...MANY, maxBytes: 15 });
  expect(await left()).toEqual(['e.pcapng', 'b.pcapng', 'a.pcapng']);
  truncateSync(join(folder, 'e.pcapng'), 100);
  await captures.retain({ ...MANY, maxBytes: 15 });
  expect(await left()).toEqual(['b.pcapng', 'a.pcapng']);
});

test('what another process may still be writing stays', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  const gone = once(child, 'exit');
  const name = `2026-01-02-${child.pid}-1.pcapng`;
  const { captures, left } = await filled([name, `2026-01-02-${process.pid}-1.pcapng`]);
  await captures.retain({ maxCount: 0, maxBytes: 0 });
  expect(await left()).toEqual([name]);
  child.kill('SIGKILL');
  await gone;
  await captures.retain({ maxCount: 0, maxBytes: 0 });
  expect(await left()).toEqual([]);
});

test('a deleted capture comes back with what is known of it, or goes for good', async () => {
  const { captures, folder, left } = await filled(['a.pcapng', 'b.pcapng'], ['b.pcapng']);
  const file = join(folder, 'a.pcapng');
  await captures.describe(file, { title: 'Chat' });
  const ran = { sequence: 'file:///a.wsseq.json', ok: true, startedAt: 5, durationMs: 7 };
  await captures.keepResult(file, ran, { ok: true });
  const result = join(folder, 'a.result.json');
  await captures.remove(file);
  expect(existsSync(result)).toBe(false);
  expect(await left()).toEqual(['b.pcapng']);
  await captures.restore(file);
  expect((await captures.list()).map(({ title }) => title)).toEqual(['b', 'Chat']);
  expect(JSON.parse(readFileSync(result, 'utf8'))).toEqual({ ok: true });
  await captures.remove(file);
  await captures.purge(file);
  await expect(captures.restore(file)).rejects.toThrow('ENOENT');
  await captures.purge();
  await expect(captures.remove(join(folder, 'b.pcapng'))).rejects.toThrow('This capture is open.');
});

test('runs are found by their sequence, newest first, for as long as their captures are kept', async () => {
  const { captures, folder } = await filled(['a.pcapng', 'b.pcapng', 'c.pcapng', 'd.pcapng']);
  const sequence = 'file:///login.wsseq.json';
  const at = (name: string): string => join(folder, `${name}.pcapng`);
  for (const [startedAt, name] of ['b', 'a'].entries()) {
    await captures.keepResult(at(name), { sequence, ok: name === 'a', startedAt, durationMs: 9 }, { name });
  }
  const other = { sequence: 'file:///other.wsseq.json', ok: true, startedAt: 3, durationMs: 1 };
  await captures.keepResult(at('c'), other, {});
  const runs = await captures.runsOf(sequence);
  expect(runs.map(({ file, run }) => [basename(file), run.ok])).toEqual([
    ['a.pcapng', true],
    ['b.pcapng', false],
  ]);
  expect(await captures.result(at('b'))).toEqual({ name: 'b' });
  await captures.remove(at('a'));
  expect(await captures.runsOf(sequence)).toHaveLength(1);
  await expect(captures.result(at('a'))).rejects.toThrow('ENOENT');
});

test('what is told of a capture at the same time is all kept', async () => {
  const { captures, folder } = await filled(['a.pcapng']);
  const file = join(folder, 'a.pcapng');
  await Promise.all([captures.describe(file, { title: 'Chat' }), captures.describe(file, { frames: 9 })]);
  await expect(captures.describe(join(folder, 'nowhere', 'b.pcapng'), {})).rejects.toThrow('ENOENT');
  await captures.describe(file, { kept: true });
  expect(await captures.list()).toMatchObject([{ title: 'Chat', frames: 9, kept: true }]);
});
