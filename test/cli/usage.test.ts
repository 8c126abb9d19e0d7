import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { optionFlags } from '../../src/cli/optionFlags.ts';
import { usage } from '../../src/cli/usage.ts';
import { variableFlags } from '../../src/cli/variableFlags.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

/** What stands between two headings, or a heading and the end: where options are told, not merely mentioned. */
function section(heading: string): string {
  const [, told = ''] = usage.split(`\n${heading}\n`);
  return told.split(/\n\n/)[0]!;
}

/** The names of a section's options in order; a line may tell several, each after two blanks. */
const told = (heading: string): string[] =>
  [...section(heading).matchAll(/(?:^| ) --([a-z0-9-]+)/gm)].map(([, name]) => name!);

test('names every command', () => {
  const commands = [...read('src/cli.ts').matchAll(/case '(\w+)':/g)].map(([, name]) => name!);
  expect(commands.length).toBeGreaterThan(3);
  for (const command of commands) expect(usage).toMatch(new RegExp(`^  ${command} `, 'm'));
});

test('names each option of a connection once, in the order of the table, and none that is not there', () => {
  expect(optionFlags.length).toBeGreaterThan(50);
  const others = ['profile', 'reset', 'env', 'var', 'capture'];
  expect(told('connect, the connection')).toEqual([...optionFlags.map(({ name }) => name), ...others]);
});

test('names each of the other options once, and none that is not there', () => {
  const [, table = ''] = /^const flags = \{(.*?)^\}/ms.exec(read('src/cli/connectArguments.ts')) ?? [];
  const taken = [...table.matchAll(/^ {2}'?([a-z-]+)'?: \{ type/gm)].map(([, name]) => name!);
  expect(taken.length).toBeGreaterThan(10);
  const done = told('connect, what is done once it is open');
  const variables = Object.keys(variableFlags);
  expect([...done, 'profile', 'reset', 'capture', ...variables].sort()).toEqual([...taken, ...variables].sort());
});

test('names each option of replay once, and none that is not there', () => {
  const source = read('src/cli/replayArguments.ts');
  const taken = [...source.matchAll(/^ {8}'?([a-z-]+)'?: \{ type/gm)].map(([, name]) => name!);
  expect(taken.length).toBeGreaterThan(5);
  expect(told('replay').sort()).toEqual(taken.sort());
});

test('mentions no option elsewhere that is not there', () => {
  const sections = ['connect, the connection', 'connect, what is done once it is open', 'replay'];
  const all = [...sections.flatMap(told), 'port', 'connection', 'filter', 'to', 'out', 'keep-secrets', 'redact'];
  for (const [, name] of usage.matchAll(/--([a-z0-9-]+)/g)) expect(all).toContain(name);
});

test('says of each option what it does, and what a number is without it', () => {
  const lines = section('connect, the connection')
    .replace(/\n {20,}/g, '   ')
    .split('\n');
  for (const { name, value, option } of optionFlags) {
    const line = lines.find((candidate) => candidate.startsWith(`  --${name} `))!;
    expect(line).toMatch(/ {2}\S.*$/);
    if (value !== undefined) expect(line).toContain(`--${name} ${value} `);
    if (option.spec.kind === 'number' && option.spec.default !== undefined)
      expect(line).toContain(`(${option.spec.default})`);
  }
});

test('says the opposite of the label where the flag switches something off', () => {
  for (const { name, option } of optionFlags) {
    const { spec } = option;
    if (spec.kind !== 'flag' || !spec.default) continue;
    expect(section('connect, the connection')).not.toMatch(new RegExp(`--${name} +${spec.title}`));
  }
});

test('fits into a terminal, with the exit status last', () => {
  for (const line of usage.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  expect(usage).toMatch(/\nExit status: 0 .*, 1 .*,\s+2 bad arguments\.\n$/s);
});

test('tells how a PEM text is given in place of a file', () => {
  expect(usage).toContain('--ca="$(cat ca.pem)"');
});
