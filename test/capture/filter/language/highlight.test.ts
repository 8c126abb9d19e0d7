import { expect, it } from 'vitest';
import { highlight } from '../../../../src/capture/filter/language/highlight.ts';

const painted = (text: string): string[] =>
  highlight(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

it('paints keys, values, words and signs', () => {
  expect(painted('-(from:client or "a b") /x/i foo:1 and b')).toEqual([
    'operator -',
    'bracket (',
    'key from:',
    'value client',
    'operator or',
    'words "a b"',
    'bracket )',
    'regex /x/i',
    'unknown-key foo:',
    'value 1',
    'operator and',
    'words b',
  ]);
});

it('paints what is not finished', () => {
  expect(painted('from: "a')).toEqual(['key from:', 'words "a']);
});
