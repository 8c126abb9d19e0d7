import { expect, test } from 'vitest';
import { jsonTokens } from '../../src/lens/jsonTokens.ts';

function all(source: string): string[] {
  const next = jsonTokens(source);
  const tokens: string[] = [];
  for (let token = next(); token.kind !== 'end'; token = next()) {
    tokens.push(`${token.kind} ${token.text}${token.fault === undefined ? '' : ` (${token.fault})`}`);
  }
  return tokens;
}

test('each token is copied as it stands', () => {
  expect(all('{"a\\u00e9": 12345678901234567890,[true]}')).toEqual([
    '{ {',
    'string "a\\u00e9"',
    ': :',
    'space  ',
    'number 12345678901234567890',
    ', ,',
    '[ [',
    'literal true',
    '] ]',
    '} }',
  ]);
});

test('comments and bare words are other things', () => {
  expect(all('/*x*/ yes')).toEqual(['other /*x*/', 'space  ', 'other yes']);
});

test('faults inside strings are named', () => {
  expect(all('"a')).toEqual(['string "a (this string has no end)']);
  expect(all('"\\q"')).toEqual(['string "\\q" (this string has a \\ before a character that cannot be escaped)']);
});
