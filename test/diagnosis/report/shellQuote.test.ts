import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellQuote } from '../../../src/diagnosis/report/shellQuote.ts';

const inBash = (word: string): Buffer => execFileSync('bash', ['-c', `printf %s ${word}`]);

test.each([
  '',
  'plain',
  'two words',
  "it's",
  '$(touch x) `id` $HOME ${x} \\n "q" !! ; & | > < * ? [a] {b} ~ #',
  "all: '\\'!$",
  'tab\there, escape \x1b[31m, bell \x07',
  'right to left \u202e, zero width \u200b, line \u2028',
  'é ☃ 😀',
  '-X',
  '=x',
  '%s',
  '@file',
])('bash reads %j as it is', (text) => expect(inBash(shellQuote(text)).toString()).toBe(text));

test('what hides is written out', () => {
  expect(shellQuote('a\u202eb')).toBe("$'a\\xe2\\x80\\xaeb'");
  expect(shellQuote('\x1b!')).toBe("$'\\x1b\\x21'");
});

test('a line break and NUL become spaces', () => expect(shellQuote('a\r\nb\0c')).toBe("'a  b c'"));

test('Latin-1 is bytes', () => {
  expect([...inBash(shellQuote('caf\xe9 a', true))]).toEqual([0x63, 0x61, 0x66, 0xe9, 0x20, 0x61]);
  expect(shellQuote('plain', true)).toBe('plain');
});
