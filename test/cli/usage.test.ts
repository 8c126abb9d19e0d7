import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { usage } from '../../src/cli/usage.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

test('names every command', () => {
  const commands = [...read('src/cli.ts').matchAll(/case '(\w+)':/g)].map(([, name]) => name!);
  expect(commands.length).toBeGreaterThan(3);
  for (const command of commands) expect(usage).toMatch(new RegExp(`^  ${command} `, 'm'));
});

test('names every option, and none that is not there', () => {
  const [, table = ''] = /^const connectionFlags = \{(.*?)^function /ms.exec(read('src/cli/connectArguments.ts')) ?? [];
  const taken = [...table.matchAll(/^ {2}'?([a-z-]+)'?: \{ type/gm)].map(([, name]) => name!);
  expect(taken.length).toBeGreaterThan(15);
  const told = [...usage.matchAll(/--([a-z-]+)/g)].map(([, name]) => name!);
  expect([...new Set(told)].filter((name) => name !== 'port').sort()).toEqual([...new Set(taken)].sort());
});

test('fits into a terminal, with the exit status last', () => {
  for (const line of usage.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  expect(usage).toMatch(/\nExit status: 0 .*, 1 .*,\s+2 bad arguments\.\n$/s);
});
