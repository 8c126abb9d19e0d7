import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { replayArguments } from '../../src/cli/replayArguments.ts';
import { folderOf, replayFiles } from '../../src/cli/replayFiles.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

afterEach(() => vi.unstubAllEnvs());

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = dirname(temporaryFile('x'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const sequence = (more: object = {}) =>
  JSON.stringify({ url: 'ws://127.0.0.1:1/', steps: [{ wait: 1 }], ...more }, null, 1);
const read = (...args: string[]) => replayFiles(replayArguments(args));

test('finds files by a pattern, each once and sorted, and none of node_modules', async () => {
  const folder = folderWith({
    'b.wsseq.json': sequence(),
    'a/c.wsseq.json': sequence(),
    'node_modules/d.wsseq.json': sequence(),
  });
  const files = await read(join(folder, '**/*.wsseq.json'), join(folder, 'b.wsseq.json'));
  expect(files.map(({ file }) => file)).toEqual([join(folder, 'a/c.wsseq.json'), join(folder, 'b.wsseq.json')]);
  expect(files[0]?.lines).toEqual([4]);
  expect(folderOf(files[0]!.file)).toBe(join(folder, 'a'));
});

test('names every fault of every file', async () => {
  const folder = folderWith({ 'a.wsseq.json': '{ "steps": [] }', 'b.wsseq.json': '{', 'c.wsseq.json': sequence() });
  const reading = read(join(folder, '*.wsseq.json'));
  await expect(reading).rejects.toThrow(ArgumentError);
  await expect(reading).rejects.toThrow(/a\.wsseq\.json:1:1: [^]*b\.wsseq\.json:1:2: /);
});

test('fills in variables and the environment, and opens every connection that is named', async () => {
  vi.stubEnv('WSI_HOST', '127.0.0.1');
  vi.stubEnv('WSI_TOKEN', 't');
  const folder = folderWith({
    'a.wsseq.json': sequence({
      url: 'ws://${env:WSI_HOST}:${port}/',
      connections: { other: { url: 'ws://127.0.0.1:2/' } },
      steps: [{ send: { text: '${env:WSI_TOKEN} $${env:NOT}' } }],
    }),
  });
  const [file] = await read(join(folder, 'a.wsseq.json'), '--var', 'port=9');
  expect([...file!.targets].map(([name, { url }]) => [name, url])).toEqual([
    [undefined, 'ws://127.0.0.1:9/'],
    ['other', 'ws://127.0.0.1:2/'],
  ]);
  expect(file!.outside).toEqual({ 'env:WSI_HOST': '127.0.0.1', 'env:WSI_TOKEN': 't' });
});

test.each([
  [{ steps: [{ send: { text: '${env:WSI_ABSENT}' } }] }, /environment variable WSI_ABSENT is not set/i],
  [
    { steps: [{ send: { text: '${secret:x}' } }] },
    /\$\{secret:x\} has no value here: set the environment variable WSI_SECRET_X/,
  ],
  [{ url: undefined, profile: 'Nowhere' }, /a\.wsseq\.json: .*"Nowhere"|a\.wsseq\.json: --profile Nowhere/],
])('refuses %j', async (more, words) => {
  const folder = folderWith({ 'a.wsseq.json': sequence(more) });
  await expect(read(join(folder, 'a.wsseq.json'))).rejects.toThrow(words);
});
