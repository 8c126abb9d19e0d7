import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bashWords } from '../../../src/formats/connections/bashWords.ts';

test.each<readonly [text: string, commands: readonly (readonly string[])[]]>([
  ['', []],
  ['a  b\tc', [['a', 'b', 'c']]],
  [`'a b' "c d" e\\ f`, [['a b', 'c d', 'e f']]],
  [`'it'\\''s'`, [["it's"]]],
  [`"say \\"hi\\" \\$1 \\n"`, [['say "hi" $1 \\n']]],
  [`$'a\\n\\x41\\u00e9\\'\\101'`, [["a\nAé'A"]]],
  ['curl \\\n  -H x \\\r\n  url', [['curl', '-H', 'x', 'url']]],
  ["a '' b", [['a', '', 'b']]],
  ['a # comment\nb', [['a'], ['b']]],
  ['a#b', [['a#b']]],
  ['echo hi | websocat ws://x && c; d & e', [['echo', 'hi'], ['websocat', 'ws://x'], ['c'], ['d'], ['e']]],
  ['-H "Bearer $TOKEN" \'$TOKEN\' ${TOKEN}', [['-H', 'Bearer ${env:TOKEN}', '$TOKEN', '${env:TOKEN}']]],
  ["'never closed", [['never closed']]],
  ['"never closed', [['never closed']]],
  ['price is 5$', [['price', 'is', '5$']]],
])('splits %j', (text, commands) => {
  expect(bashWords(text)).toEqual(commands);
});

test('takes any word that is quoted as it is', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
      const text = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
      expect(bashWords(text)).toEqual(words.length === 0 ? [] : [words]);
    }),
  );
});

test('takes any text without failing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\\', "'", '"', '$', 'x', '{', '}', ' ', '\n', '|', '#') }), (text) =>
      Array.isArray(bashWords(text)),
    ),
  );
});
