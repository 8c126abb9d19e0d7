import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { exportSequence } from '../../src/cli/exportSequence.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

async function run(...args: string[]): Promise<{ readonly status: number; readonly text: string }> {
  let text = '';
  const status = await exportSequence(args, (piece) => {
    text += piece;
    return Promise.resolve();
  });
  return { status, text };
}

function file(steps: readonly object[]): string {
  const path = temporaryFile('load.wsseq.json');
  writeFileSync(path, JSON.stringify({ url: 'ws://127.0.0.1:9/x', steps }));
  return path;
}

test('writes for either tool, and tells what it cannot do', async () => {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const sequence = file([{ send: { text: '${env:WSI_ABSENT}' } }, { reconnect: {} }]);
  expect((await run(sequence, '--to', 'artillery')).text).toContain('"target": "ws://127.0.0.1:9/x"');
  expect((await run(sequence, '--to', 'k6')).text).toContain('const url = "ws://127.0.0.1:9/x";');
  expect(told.mock.calls.map(([text]) => text)).toEqual(
    Array.from({ length: 2 }, () => 'Left out: reconnect (there is nothing like it there).\n'),
  );
  told.mockRestore();
});

test('carries what the profile asks with, as far as it is no secret', async () => {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const path = temporaryFile('load.wsseq.json');
  const profiles = {
    profiles: [
      {
        name: 'Chat',
        url: 'ws://127.0.0.1:9/x',
        subprotocols: ['chat'],
        headers: { 'X-Row': '1', 'X-Api-Key': 'hunter2' },
      },
    ],
  };
  mkdirSync(join(dirname(path), '.vscode'));
  writeFileSync(join(dirname(path), '.vscode', 'websockets.json'), JSON.stringify(profiles));
  vi.spyOn(process, 'cwd').mockReturnValue(dirname(path));
  writeFileSync(path, JSON.stringify({ profile: 'Chat', steps: [{ send: { text: 'a' } }] }));
  const [artillery, k6] = [(await run(path, '--to', 'artillery')).text, (await run(path, '--to', 'k6')).text];
  expect(artillery).toMatch(/"subprotocols": \[\s*"chat"\s*\],\s*"headers": \{\s*"X-Row": "1"\s*\}/);
  expect(k6).toContain('const subprotocols = ["chat"];\nconst headers = {"X-Row":"1"};');
  expect(`${artillery}${k6}`).not.toContain('hunter2');
  expect(told.mock.calls.join('')).toContain('The header X-Api-Key was left out');
  vi.restoreAllMocks();
});

test.each([
  [[], /one sequence file/],
  [['a', 'b'], /one sequence file/],
  [['a'], /Give --to artillery or --to k6/],
  [['a', '--to', 'jmeter'], /Give --to artillery or --to k6/],
  [['a', '--nonsense'], /--nonsense/],
  [['/nonexistent/a.wsseq.json', '--to', 'k6'], /cannot be read/],
])('%j is refused', async (args, words) => {
  const running = run(...args);
  await expect(running).rejects.toThrow(ArgumentError);
  await expect(running).rejects.toThrow(words);
});
