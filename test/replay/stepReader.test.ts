import { expect, it } from 'vitest';
import {
  checkHex,
  checkPath,
  checkQuery,
  defaultTimeout,
  isFixed,
  onlyOne,
  readCount,
  readObject,
  readTimeout,
  readWord,
} from '../../src/replay/stepReader.ts';
import { readWith } from './readers.ts';

it('reads the members of an object, and reports the others', () => {
  const { value, problems } = readWith('{ "a": 1, "b": 2, "a": 3, "aa": 4 }', (node, reader) =>
    readObject(node, 'This', ['a', 'b'], reader),
  );
  expect([...(value?.keys() ?? [])]).toEqual(['a', 'b']);
  expect(problems.map(({ message }) => message)).toEqual([
    '"a" is there twice. Remove one of them.',
    expect.stringContaining('"aa" is not known here.'),
  ]);
  expect(readWith('[]', (node, reader) => readObject(node, 'This', [], reader)).value).toBeUndefined();
});

it('takes exactly one of several', () => {
  const one = (text: string) =>
    readWith(text, (node, reader) => {
      const members = readObject(node, 'This', ['a', 'b'], reader);
      return members && onlyOne(node, members, ['a', 'b'], 'This', reader);
    });
  expect(one('{ "b": 1 }')).toEqual({ value: 'b', problems: [] });
  expect(one('{}').problems[0]?.message).toBe('This names none. Give it exactly one of a, b.');
  expect(one('{ "a": 1, "b": 1 }').problems[0]?.message).toContain('has both "a" and "b"');
});

it('takes the time of the step, of the file, or the usual one', () => {
  const time = (text: string, timeout?: number) =>
    readWith(text, (node, reader) => {
      const members = readObject(node, 'This', ['timeout'], reader) ?? new Map();
      return readTimeout(members, timeout === undefined ? reader : { ...reader, timeout });
    }).value;
  expect([time('{ "timeout": 3 }', 7), time('{}', 7), time('{}')]).toEqual([3, 7, defaultTimeout]);
});

it.each([
  ['3', 3, undefined],
  ['0', undefined, 'This should be a whole number from 1 to 1,000.'],
  ['1.5', undefined, 'This should be a whole number from 1 to 1,000.'],
  ['"3"', undefined, 'This should be a whole number from 1 to 1,000.'],
])('reads the number %s', (text, count, message) => {
  const { value, problems } = readWith(text, (node, reader) => readCount(node, 'This', 1_000, reader));
  expect([value, problems[0]?.message]).toEqual([count, message]);
});

it('reads a word of a list', () => {
  const word = (text: string) => readWith(text, (node, reader) => readWord(node, 'This', ['a', 'b', 'c'], reader));
  expect(word('"b"')).toEqual({ value: 'b', problems: [] });
  expect(word('"d"').problems[0]?.message).toBe('This should be "a", "b" or "c".');
});

it.each([
  [checkHex, '"0\\u0030 zz"', 'zz"'],
  [checkPath, '"$.a\\u0062[*]"', '[*]"'],
  [checkQuery, '"$.a\\u0062["', '['],
] as const)('%o points into the text', (check, text, at) => {
  const { value, problems } = readWith(text, (node, reader) => check(node, String(node.value), reader));
  expect(value).toBe(false);
  expect(problems[0]?.at.startsWith(at)).toBe(true);
});

it('judges no text before its variables are known', () => {
  expect([isFixed('a $${b}'), isFixed('a ${b}')]).toEqual([true, false]);
  expect(readWith('"${x}"', (node, reader) => checkHex(node, '${x}', reader)).value).toBe(true);
  expect(readWith('"${x}"', (node, reader) => checkQuery(node, '${x}', reader)).value).toBe(true);
});
