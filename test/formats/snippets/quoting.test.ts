import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { javaScriptString, nodeString, pythonString, shellWord } from '../../../src/formats/snippets/quoting.ts';

test('quotes for a shell only where it must', () => {
  expect(shellWord('ws://a/b')).toBe('ws://a/b');
  expect(shellWord('')).toBe("''");
  expect(shellWord("it's $HOME")).toBe(`'it'\\''s $HOME'`);
  expect(shellWord('Bearer ${env:TOKEN}!')).toBe(`'Bearer '"$TOKEN"'!'`);
});

test('writes strings of JavaScript and Python', () => {
  expect(nodeString(`it's "x"\n\\`)).toBe(`'it\\'s "x"\\n\\\\'`);
  expect(nodeString('a`${env:T}$')).toBe('`a\\`${process.env.T}$`');
  expect(javaScriptString('${secret:t}', (name) => name)).toBe('`${T}`');
  expect(pythonString('a "b" ${env:T}')).toBe('"a \\"b\\" " + os.environ["T"]');
  expect(pythonString('')).toBe('""');
});

// Without NUL, which no word of a command line can hold, and without lone halves of surrogate pairs, which are no text.
const texts = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0') && !/\$\{[^{}]*\}/.test(text));

test('a shell reads any text back', () => {
  const words = fc.sample(texts, { numRuns: 200, seed: 1 });
  const script = words.map((word) => `printf '%s\\0' ${shellWord(word)}`).join('\n');
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words);
});

test('JavaScript reads any text back', () => {
  const words = fc.sample(texts, { numRuns: 500, seed: 2 });
  const script = `console.log(JSON.stringify([${words.map(nodeString).join(',')}]))`;
  expect(JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }))).toEqual(words);
});

test('Python reads any text back', () => {
  const words = fc.sample(texts, { numRuns: 500, seed: 3 });
  const script = `import json\nprint(json.dumps([${words.map(pythonString).join(',')}]))`;
  expect(JSON.parse(execFileSync('python3', ['-c', script], { encoding: 'utf8' }))).toEqual(words);
});
