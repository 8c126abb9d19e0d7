import { describe, expect, test } from 'vitest';
import { createJsonPrinter } from '../../../webview/detail/jsonPrinter.ts';

function printed(source: string, budget = 1_000_000): { text: string; problem: string | undefined; chunks: number } {
  const printer = createJsonPrinter(source);
  let text = '';
  let problem: string | undefined;
  for (let chunks = 1; ; chunks++) {
    const next = printer.next(budget);
    text += next.parts.map((part) => part.text).join('');
    problem = next.problem?.sentence;
    if (next.done) return { text, problem, chunks };
  }
}

test('white space is put between tokens and nothing else is changed', () => {
  const source = '{"big":12345678901234567890,"n":1.10,"n":1.1e0,"s":"\\u00e9\\/","e":{},"l":[ ],"x":[1,{"y":null}]}';
  expect(printed(source)).toEqual({
    text: `{
  "big": 12345678901234567890,
  "n": 1.10,
  "n": 1.1e0,
  "s": "\\u00e9\\/",
  "e": {},
  "l": [],
  "x": [
    1,
    {
      "y": null
    }
  ]
}`,
    problem: undefined,
    chunks: 1,
  });
});

test.each(['1', '"a"', 'true', ' null ', '[]', '{}'])('%s alone is JSON', (source) => {
  expect(printed(source)).toMatchObject({ text: source.trim(), problem: undefined });
});

describe('what is no JSON is said with its place and shown as it is', () => {
  test.each([
    ['hello', 'Character 1: a value has to come here.'],
    ['', 'The text ends where a value has to come.'],
    ['[1,]', 'Character 4: a value has to come here.'],
    ['{"a":1,}', 'Character 8: a key in quotes has to come here.'],
    ['{a:1}', 'Character 2: a key in quotes or "}" has to come here.'],
    ['{"a" 1}', 'Character 6: ":" has to come here.'],
    ['[1 2]', 'Character 4: "," or "]" has to come here.'],
    ['[1', 'The text ends where "," or "]" has to come.'],
    ['{} {}', 'Character 4: the JSON value ended before this.'],
    ['["a', 'Character 2: this string has no end.'],
    ['01', 'Character 2: the JSON value ended before this.'],
    ['[1] // x', 'Character 5: the JSON value ended before this.'],
    ['[}', 'Character 2: a value or "]" has to come here.'],
  ])('%s', (source, problem) => {
    const result = printed(source);
    expect(result.problem).toBe(problem);
    expect(result.text.replace(/\s/g, '')).toBe(source.replace(/\s/g, ''));
  });
});

test('20,000 nested arrays neither overflow nor fill the memory with spaces', () => {
  const depth = 20_000;
  const { text, problem } = printed('['.repeat(depth) + ']'.repeat(depth));
  expect(problem).toBeUndefined();
  expect(text.replace(/\s/g, '')).toHaveLength(2 * depth);
  expect(text.length).toBeLessThan(2 * depth * 125);
});

test('it stops at the budget and goes on from there, also inside one long string', () => {
  const source = `["${'☃😀'.repeat(50_000)}",1]`;
  const whole = printed(source);
  const parts = printed(source, 1000);
  expect(parts.chunks).toBeGreaterThan(100);
  expect(parts.text).toBe(whole.text);
});

test('kinds tell keys from strings', () => {
  const { parts } = createJsonPrinter('{"a":"b","c":[1,true]}').next(1000);
  const kinds = parts.filter((part) => part.kind !== 'plain').map((part) => `${part.kind} ${part.text}`);
  expect(kinds).toEqual(['key "a"', 'string "b"', 'key "c"', 'number 1', 'literal true']);
});
