import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cmdWords, isForCmd } from '../../../src/formats/connections/cmdWords.ts';

test.each<readonly [text: string, commands: readonly (readonly string[])[]]>([
  ['curl "ws://a/b" ^\r\n  -H "Name: value"', [['curl', 'ws://a/b', '-H', 'Name: value']]],
  [
    'curl ^"https://a/b?c=1^&d=2^" ^\n  -H ^"Name: \\^"quoted\\^" 50^%^"',
    [['curl', 'https://a/b?c=1&d=2', '-H', 'Name: "quoted" 50%']],
  ],
  ['curl --data-raw ^"one^\n\ntwo^"', [['curl', '--data-raw', 'one\ntwo']]],
  ['a "b ""c"" d" e', [['a', 'b "c" d', 'e']]],
  ['a "C:\\\\dir\\\\" b\\c', [['a', 'C:\\\\dir\\', 'b\\c']]],
  ['curl %HOST%/x', [['curl', '${env:HOST}/x']]],
  ['a\nb & c', [['a'], ['b'], ['c']]],
  ['a "" b', [['a', '', 'b']]],
])('splits %j', (text, commands) => {
  expect(cmdWords(text)).toEqual(commands);
});

test('tells the command prompt by its carets', () => {
  expect(isForCmd('curl ^"x^"')).toBe(true);
  expect(isForCmd('curl "x" ^\r\n -H "y"')).toBe(true);
  expect(isForCmd('curl "x^2" \\\n -H "y"')).toBe(false);
});

test('takes any text without failing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\\', '"', '^', '%', 'a', ' ', '\n', '|') }), (text) =>
      Array.isArray(cmdWords(text)),
    ),
  );
});
