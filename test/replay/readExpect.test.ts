import { describe, expect, it } from 'vitest';
import { memberOf } from '../../src/profiles/jsonText.ts';
import { readExpect } from '../../src/replay/readExpect.ts';
import { readWith } from './readers.ts';

const read = (text: string) =>
  readWith(text, (node, reader) => readExpect(memberOf(node, 'expect')!, reader, memberOf(node, 'capture')));

const usual = { kind: 'expect', timeout: 5_000, capture: {} };

describe('readExpect', () => {
  it.each([
    ['{ "count": 3, "within": 9, "text": "x" }', { ...usual, matcher: { by: 'text', text: 'x' }, count: 3, within: 9 }],
    [
      '{ "not": { "text": "x" }, "within": 9 }',
      { ...usual, timeout: 9, matcher: { by: 'text', text: 'x' }, within: 9, not: true },
    ],
    ['{ "schema": { "type": "object" } }', { ...usual, matcher: { by: 'schema', schema: { type: 'object' } } }],
    ['{ "schema": { "const": "${x}" } }', { ...usual, matcher: { by: 'schema', schema: { const: '${x}' } } }],
    ['{ "jsonpath": "$.users[?@.age > 3]" }', { ...usual, matcher: { by: 'jsonpath', path: '$.users[?@.age > 3]' } }],
    [
      '{ "jsonpath": { "$.a": 1, "$.b": { "above": 2, "type": "number" }, "$.c": { "exists": false } } }',
      {
        ...usual,
        matcher: {
          by: 'jsonpath',
          conditions: { '$.a': { equals: 1 }, '$.b': { above: 2, type: 'number' }, '$.c': { exists: false } },
        },
      },
    ],
    [
      '{ "jsonpath": { "$": { "oneOf": [1], "not": null, "regex": "a", "length": 2, "below": 3 } } }',
      {
        ...usual,
        matcher: { by: 'jsonpath', conditions: { $: { not: null, oneOf: [1], below: 3, length: 2, regex: 'a' } } },
      },
    ],
  ])('reads %s', (text, step) => {
    expect(read(`{ "expect": ${text} }`)).toEqual({ value: step, problems: [] });
  });

  it.each([
    ['{ "text": "x", "within": 9 }', '9 } }', '"within" stands beside "count" or "not" only.'],
    ['{ "text": "x", "count": 0 }', '0 } }', '"count" should be a whole number from 1'],
    ['{ "not": { "text": "x" } }', '{ "tex', 'add "within"'],
    ['{ "not": { "text": "x" }, "within": 9, "timeout": 5 }', '5 } }', '"timeout" cannot stand beside "not"'],
    ['{ "not": {}, "within": 9 }', '{}, "w', '"not" names none.'],
    ['{ "schema": "x" }', '"x" } ', '"schema" should be a JSON Schema'],
    ['{ "schema": { "type": "x" } }', '{ "typ', 'This is no JSON Schema'],
    ['{ "jsonpath": {} }', '{} } }', '"jsonpath" names no path.'],
    ['{ "jsonpath": { "a": 1 } }', 'a": 1 ', 'A path begins with $'],
    ['{ "jsonpath": { "$": { "abov": 1 } } }', '"abov"', 'Did you mean "above"?'],
    ['{ "jsonpath": { "$": { "above": "1" } } }', '"1" } ', '"above" should be a number, not a text.'],
    ['{ "jsonpath": { "$": { "oneOf": 1 } } }', '1 } } ', '"oneOf" should be a list'],
    ['{ "jsonpath": { "$": { "exists": 1 } } }', '1 } } ', '"exists" should be true or false'],
    ['{ "jsonpath": { "$": { "regex": "(" } } }', '"(" } ', 'This is no regular expression'],
    ['{ "jsonpath": { "$": { "type": "int" } } }', '"int" ', '"type" should be "text"'],
  ])('says what is wrong in %s', (text, at, words) => {
    const { problems } = read(`{ "expect": ${text} }`);
    expect(problems[0]?.at).toBe(at);
    expect(problems[0]?.message).toContain(words);
  });

  it('captures nothing from what must not come, and under no name from outside', () => {
    const not = '{ "expect": { "not": { "text": "x" }, "within": 9 }, "capture": { "a": "$.a" } }';
    expect(read(not).problems[0]?.message).toContain('has nothing to capture');
    const outside = '{ "expect": { "json": {} }, "capture": { "env:A": "$.a" } }';
    expect(read(outside).problems[0]?.message).toContain('A variable needs a name');
  });
});
