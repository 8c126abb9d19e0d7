import { expect, test } from 'vitest';
import { lineOfPair, readPair, readPairs, writePairs } from '../../../webview/connection/pairsText.ts';

test.each([
  [':', 'Authorization: Bearer a:b\nX-Empty: '],
  ['=', 'sid=a=b\nempty='],
] as const)('pairs with %s are written and read one a line', (separator, text) => {
  const { pairs, problems } = readPairs(text, separator);
  expect(problems).toEqual([]);
  expect(pairs.map(([, value]) => value)).toEqual([separator === ':' ? 'Bearer a:b' : 'a=b', '']);
  expect(writePairs(pairs, separator)).toBe(text);
});

test('a line that is no pair is named, the rest is read', () => {
  expect(readPairs('X-A: 1\nnonsense\n\n: 2', ':')).toEqual({
    pairs: [['X-A', '1']],
    problems: [
      'Line 2, "nonsense", is no header. Write it as "Name: value".',
      'Line 4, ": 2", is no header. Write it as "Name: value".',
    ],
  });
  expect(readPairs('a', '=').problems).toEqual(['Line 1, "a", is no cookie. Write it as "name=value".']);
  expect(readPair('a', '=')).toBeUndefined();
});

test('the line of a pair is counted over empty lines', () => {
  expect(lineOfPair('A: 1\n\nB: 2', 1)).toBe(3);
  expect(lineOfPair('A: 1', 4)).toBeUndefined();
});
