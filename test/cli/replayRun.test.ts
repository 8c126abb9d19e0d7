import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { replayArguments } from '../../src/cli/replayArguments.ts';
import { captureBase, keepResult, runFile } from '../../src/cli/replayRun.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { demo } from '../session/conversation.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

test('keeps a capture of every connection, opened again or not', async () => {
  const { url } = await demo();
  const steps = [{ send: { text: 'a' } }, { reconnect: {} }, { expect: { text: 'b' }, on: 'b' }];
  const more = [{ send: { text: 'b' }, on: 'b' }, ...steps];
  const text = JSON.stringify({ url: `${url}/echo`, connections: { b: { url: `${url}/echo` } }, steps: more });
  const read = readSequence(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const base = temporaryFile('run.pcapng');
  const options = { url: `${url}/echo` };
  const file = {
    file: join(dirname(base), 'a.wsseq.json'),
    sequence: read.sequence,
    lines: [1],
    targets: new Map([
      [undefined, options],
      ['b', options],
    ]),
    outside: {},
  };
  const told: number[] = [];
  const signal = new AbortController().signal;
  const result = await runFile(file, replayArguments(['a']), base, signal, ({ index }) => told.push(index));
  expect([result.ok, told]).toEqual([true, [0, 1, 2, 3]]);
  expect(result.captures).toEqual([base, base.replace('.pcapng', '-2.pcapng'), base.replace('.pcapng', '-3.pcapng')]);
  expect(result.captures.every((one) => existsSync(one))).toBe(true);
  await keepResult(base, { ok: true });
  expect(JSON.parse(readFileSync(base.replace('.pcapng', '.result.json'), 'utf8'))).toEqual({ ok: true });
});

test('names captures after their sequences, twice the same name apart', async () => {
  const folder = join(dirname(temporaryFile('x')), 'runs');
  const given = replayArguments(['a', '--capture-dir', folder]);
  const taken = new Set<string>();
  expect(await captureBase('x/login.wsseq.json', given, taken)).toBe(join(folder, 'login.pcapng'));
  expect(await captureBase('y/login.wsseq.json', given, taken)).toBe(join(folder, 'login-2.pcapng'));
  expect(await captureBase('a', replayArguments(['a']), taken)).toBeUndefined();
  expect(await captureBase('a', replayArguments(['a', '--capture', 'c.pcapng']), taken)).toBe('c.pcapng');
});
