import { describe, expect, it } from 'vitest';
import { readQuoted, tokenize } from '../../../../src/capture/filter/language/tokens.ts';

const kinds = (text: string): string[] =>
  tokenize(text).tokens.map((token) => `${token.kind} ${text.slice(token.start, token.end)}`);

describe('tokenize', () => {
  it.each([
    ['', []],
    ['  \t ', []],
    ['from:client', ['term from:client']],
    ['-opcode:pong !fin:yes', ['not -', 'term opcode:pong', 'not !', 'term fin:yes']],
    ['a and B or not c', ['words a', 'and and', 'words B', 'or or', 'not not', 'words c']],
    ['a&&b||c', ['words a&&b||c']],
    ['a && b || c', ['words a', 'and &&', 'words b', 'or ||', 'words c']],
    ['(a)', ['open (', 'words a', 'close )']],
    ['"a (b) \\" c" d', ['words "a (b) \\" c"', 'words d']],
    ['/a b\\/[/)]c/i x', ['regex /a b\\/[/)]c/i', 'words x']],
    ['hex:"0a 0b" x', ['term hex:"0a 0b"', 'words x']],
    [`json:$['a b (c)'].d=="x y" z`, [`term json:$['a b (c)'].d=="x y"`, 'words z']],
    ['json:$.a=~/b c/i d', ['term json:$.a=~/b c/i', 'words d']],
    ['(from:client)', ['open (', 'term from:client', 'close )']],
    ['- a -', ['words -', 'words a', 'words -']],
    ['time:+5s..+10s', ['term time:+5s..+10s']],
  ])('cuts %j', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it.each([
    ['"abc', 0, 4],
    ['x "a\\"', 2, 4],
    ['/abc', 0, 4],
    ['/a[/]', 0, 5],
    ['"a\\x"', 2, 2],
    ['"\\ud800"', 0, 8],
  ])('tells what is wrong with %j', (text, offset, length) => {
    expect(tokenize(text).problem).toMatchObject({ offset, length });
  });

  it('loses nothing but blanks, whatever the text', () => {
    const text = 'from:client "x /y" ) ( -json:$[ /a';
    const { tokens } = tokenize(text);
    let at = 0;
    for (const { start, end } of tokens) {
      expect(text.slice(at, start).trim()).toBe('');
      at = end;
    }
    expect(at).toBe(text.length);
  });
});

describe('readQuoted', () => {
  it('undoes escapes', () => {
    expect(readQuoted('"a\\"\\\\\\n\\u00e9\t"', 0)).toEqual({ words: 'a"\\\né\t' });
  });
});
