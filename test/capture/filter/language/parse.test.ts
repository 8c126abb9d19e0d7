import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../src/capture/filter/language/parse.ts';

const note = (test: unknown) => ({ kind: 'note', test });
const words = (text: string) => ({ kind: 'words', text });
const not = (of: unknown) => ({ kind: 'not', of });
const and = (...of: unknown[]) => ({ kind: 'and', of });
const or = (...of: unknown[]) => ({ kind: 'or', of });
const from = (...endpoints: string[]) => ({ kind: 'from', from: endpoints });

describe('parseFilter', () => {
  it.each([
    ['', { kind: 'all' }],
    ['a', words('a')],
    ['a b', and(words('a'), words('b'))],
    ['a and b', and(words('a'), words('b'))],
    ['a or b c', or(words('a'), and(words('b'), words('c')))],
    ['(a or b) c', and(or(words('a'), words('b')), words('c'))],
    ['((a))', words('a')],
    ['a (b c)', and(words('a'), words('b'), words('c'))],
    ['not a b', and(not(words('a')), words('b'))],
    ['-a or not not b', or(not(words('a')), not(not(words('b'))))],
    ['-(a or b)', not(or(words('a'), words('b')))],
    ['a AND NOT b', and(words('a'), not(words('b')))],
    ['from:client -from:server', and(from('client'), not(from('server')))],
    ['violation:none', not({ kind: 'violation', rules: [] })],
    ['note:any', note({ kind: 'any' })],
    ['-note:marked', not(note({ kind: 'marked' }))],
    ['note:none', not(note({ kind: 'any' }))],
    ['note:why', note({ kind: 'words', words: 'why' })],
    ['note:"look here" a', and(note({ kind: 'words', words: 'look here' }), words('a'))],
    ['note:"any"', note({ kind: 'words', words: 'any' })],
    ['"or"', words('or')],
    ['/x/i', { kind: 'regex', source: 'x', flags: 'i' }],
  ])('reads %j', (text, filter) => {
    expect(parseFilter(text)).toEqual({ ok: true, filter });
  });

  it('reads the whole language in one line', () => {
    const text =
      'from:client opcode:text,ping -opcode:pong length:>1k fragment:yes violation:any close:1006 time:+5s..+10s ' +
      '/regex/i "exact words" hex:"0a 0b" json:$.type=="tick"';
    expect(parseFilter(text)).toMatchObject({ ok: true, filter: { kind: 'and', of: { length: 12 } } });
  });

  it.each([
    [
      'lenght:>1k',
      0,
      6,
      'There is no key "lenght". Did you mean "length"? To look for these words, put them in quotes.',
    ],
    ['x http://a', 2, 4, 'There is no key "http". To look for these words, put them in quotes.'],
    ['from:clinet', 5, 6, '"from:" takes client or server, not "clinet". Did you mean "client"?'],
    ['from: x', 4, 1, '"from:" needs a value, such as from:client.'],
    ['note:', 4, 1, '"note:" needs a value, such as note:any.'],
    ['note:""', 5, 2, 'There are no words between these quotes. For every note, write note:any.'],
    ['note:"x', 5, 2, 'This quote is never closed. Put a " at the end of the words.'],
    ['(a', 0, 1, 'This bracket is never closed. Put a ) after the conditions.'],
    ['(', 0, 1, 'This bracket is never closed. Put a condition and a ) after it.'],
    ['a)', 1, 1, 'This bracket closes none. Remove it, or open one before.'],
    [')', 0, 1, 'A condition is missing before this bracket.'],
    ['()', 0, 1, 'There is nothing between these brackets. Write a condition, or remove them.'],
    ['or a', 0, 2, 'A condition is missing before "or". To look for the word itself, put it in quotes.'],
    ['a or', 2, 2, 'A condition is missing after "or". To look for the word itself, put it in quotes.'],
    ['a or or b', 5, 2, 'A condition is missing before "or". To look for the word itself, put it in quotes.'],
    ['(a or ) b', 6, 1, 'A condition is missing before this bracket.'],
    ['not', 0, 3, 'A condition is missing after "not". To look for the word itself, put it in quotes.'],
    ['""', 0, 2, 'There are no words between these quotes. Write some, or remove them.'],
    ['a /(/', 2, 3, expect.stringContaining('no regular expression') as string],
    ['a "b', 2, 2, 'This quote is never closed. Put a " at the end of the words.'],
    ['length:1x', 7, 2, expect.stringContaining('"x" is no unit here') as string],
    [`${'('.repeat(200)}a`, 100, 1, 'Conditions are nested at most 100 deep.'],
    ['a'.repeat(10_001), 10_000, 1, 'A filter has at most 10000 characters.'],
  ])('refuses %.40j', (text, offset, length, message) => {
    expect(parseFilter(text)).toEqual({ ok: false, problem: { offset, length, message } });
  });
});
