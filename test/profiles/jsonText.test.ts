import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeProblem,
  memberOf,
  membersOf,
  nameOfType,
  offsetInString,
  readJson,
} from '../../src/profiles/jsonText.ts';

describe('readJson', () => {
  it('reads comments, trailing commas and a byte order mark', () => {
    const json = readJson('\uFEFF// head\n{ "a": [1, /* two */ 2,], }');
    expect(json.problems).toEqual([]);
    expect(memberOf(json.root, 'a')?.children?.map((child) => child.value as unknown)).toEqual([1, 2]);
  });

  it('finds no problem in blank text, and no root', () => {
    expect(readJson(' \n// only a remark\n')).toMatchObject({ root: undefined, problems: [] });
  });

  it.each([
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'A comma is missing before this.'],
    ['{\r\n"a" 1}', 2, 5, 'A colon is missing'],
    ['{"a": 1', 1, 8, 'A closing brace } is missing here.'],
    ['[1, 2', 1, 6, 'A closing bracket ] is missing here.'],
    ['{"a": }', 1, 7, 'A value is expected here, not }.'],
    ['{a: 1}', 1, 2, 'a is no JSON value. Put texts in double quotes'],
    ['{"a": undefined}', 1, 7, 'undefined is no JSON value. Put texts in double quotes'],
    ['{"a": hunter2}', 1, 7, 'This is no JSON value. Put texts in double quotes'],
    ["{'a': 1}", 1, 2, 'This is no JSON value. Put texts in double quotes'],
    ['{"a": "b\n}', 1, 7, 'This text is not closed'],
    ['{} {}', 1, 4, 'outside the outermost braces'],
    ['{"a": "\\x"}', 1, 7, 'A backslash in a text'],
    ['{"a": "\\u12"}', 1, 7, 'four hexadecimal digits'],
    ['{} /* open', 1, 4, 'This comment is not closed'],
    ['{"a": 1.}', 1, 7, 'This number is not complete'],
    ['{"a": "\t"}', 1, 7, 'A control character'],
  ])('reports %j at line %i, column %i', (text, line, column, message) => {
    const [problem] = readJson(text).problems;
    expect(problem).toMatchObject({ line, column });
    expect(problem?.message).toContain(message);
  });

  it('tells the sound pieces of a broken text from the others', () => {
    const json = readJson('{ "a": { "x": 1 }, "b": { "y" 2 }, "c": {} ');
    expect(membersOf(json.root).map(({ key, value }) => [key, value && json.isSound(value)])).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
    expect(json.root && json.isSound(json.root)).toBe(false);
  });

  it('refuses what is nested too deep, instead of overflowing the stack', () => {
    const json = readJson(`{"a":\n${'['.repeat(300_000)}`);
    expect(json.problems).toMatchObject([{ line: 2, column: 500 }]);
    expect(readJson('[]'.repeat(600)).problems).not.toEqual([]);
    expect(readJson(`[${'[],'.repeat(5_000)}]`).problems).toEqual([]);
  });

  it('never throws and always says a place inside the text', () => {
    const json = fc.string({
      unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'a', '1', '\\', '/', '*', '\n'),
    });
    fc.assert(
      fc.property(fc.oneof(json, fc.string(), fc.json()), (text) => {
        const lines = text.split(/\r\n|\r|\n/);
        for (const { line, column } of readJson(text).problems) {
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
        }
      }),
    );
  });
});

describe('offsetInString', () => {
  it('counts escapes as the characters that they stand for', () => {
    const text = ' "a\\n\\u00e9b" ';
    const root = readJson(text).root!;
    expect(root.value).toBe('a\né' + 'b');
    expect([0, 1, 2, 3, 4, 99].map((index) => offsetInString(text, root, index))).toEqual([2, 3, 5, 11, 12, 12]);
  });
});

describe('membersOf and memberOf', () => {
  it('gives repeated names in order, and the last one as the value', () => {
    const { root } = readJson('{ "a": 1, "b": 2, "a": 3 }');
    expect(membersOf(root).map(({ key }) => key)).toEqual(['a', 'b', 'a']);
    expect(memberOf(root, 'a')?.value).toBe(3);
    expect(memberOf(root, 'c')).toBeUndefined();
    expect(membersOf(readJson('[1]').root)).toEqual([]);
  });
});

it('names every type', () => {
  const names = (readJson('[[], {}, "", true, 1, null]').root?.children ?? []).map(nameOfType);
  expect(names).toEqual(['a list', 'an object', 'a text', 'true', 'a number', 'null']);
});

it('puts the place in front of a problem', () => {
  expect(describeProblem({ line: 3, column: 7, message: 'Mend it.' })).toBe('Line 3, column 7: Mend it.');
});
