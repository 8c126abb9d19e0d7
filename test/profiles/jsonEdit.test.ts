import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append, compose, remove, replace } from '../../src/profiles/jsonEdit.ts';
import { memberOf, readJson } from '../../src/profiles/jsonText.ts';

const root = (text: string) => readJson(text).root!;
const inner = (text: string, key: string) => memberOf(root(text), key)!;

describe('append', () => {
  it.each([
    ['{}', '{\n  "k": 1\n}'],
    ['{\n}', '{\n  "k": 1\n}'],
    ['{ "a": 1 }', '{ "a": 1, "k": 1 }'],
    ['{"a": 1,}', '{"a": 1, "k": 1,}'],
    ['{\n\t"a": 1\n}', '{\n\t"a": 1,\n\t"k": 1\n}'],
    ['{\r\n  "a": 1,\r\n}', '{\r\n  "a": 1,\r\n  "k": 1,\r\n}'],
    ['{\n  // only a remark\n}', '{\n  // only a remark\n  "k": 1\n}'],
    ['{\n  "a": 1 // of a\n}', '{\n  "a": 1, // of a\n  "k": 1\n}'],
    ['{\n  "a": 1, /* of a */ // too\n  // below\n}', '{\n  "a": 1, /* of a */ // too\n  "k": 1,\n  // below\n}'],
    ['{\n  "a": 1 // , no comma\n}', '{\n  "a": 1, // , no comma\n  "k": 1\n}'],
  ])('puts a property into %j', (text, expected) => {
    expect(append(text, root(text), 1, 'k')).toBe(expected);
  });

  it('indents an element as its neighbours', () => {
    const text = '{\n    "list": [\n        { "a": 1 }\n    ]\n}\n';
    expect(append(text, inner(text, 'list'), { b: [2] })).toBe(
      '{\n    "list": [\n        { "a": 1 },\n        {\n            "b": [\n                2\n            ]\n        }\n    ]\n}\n',
    );
  });
});

describe('replace', () => {
  it.each([
    ['{ "a": 1, "b": 2 }', [1, { x: 2 }], '{ "a": [ 1, { "x": 2 } ], "b": 2 }'],
    ['{\n  "a": [1, 2] // remark\n}', [3], '{\n  "a": [ 3 ] // remark\n}'],
    ['{\n  "a": 1 // remark\n}', [3], '{\n  "a": [\n    3\n  ] // remark\n}'],
    ['{\n  "a": "x"\n}', 'a\nb', '{\n  "a": "a\\nb"\n}'],
  ])('puts a value into %j', (text, value, expected) => {
    expect(replace(text, inner(text, 'a'), value)).toBe(expected);
  });
});

describe('remove', () => {
  it.each([
    ['{ "a": 1, "b": 2 }', '{ "b": 2 }'],
    ['{ "b": 2, "a": 1 }', '{ "b": 2 }'],
    ['{ "b": 2, "a": 1, }', '{ "b": 2, }'],
    ['{ "a": 1 }', '{ }'],
    ['{"b": 2, "a": 1}', '{"b": 2}'],
    ['{"b": 2, "a": 1,}', '{"b": 2,}'],
    ['{"b": 2, /* c */ "a": 1}', '{"b": 2 /* c */}'],
    ['{"a": 1}', '{}'],
    ['{\n  "b": 2, "a": 1,\n  "c": 3\n}', '{\n  "b": 2,\n  "c": 3\n}'],
    ['{\n  "b": 2, "a": 1, // both\n  "c": 3\n}', '{\n  "b": 2, // both\n  "c": 3\n}'],
    ['{\n  // above\n  "a": 1, // of a\n  // of b\n  "b": 2\n}', '{\n  // above\n  // of b\n  "b": 2\n}'],
    ['{\n  "b": 2, // of b\n  "a": 1\n}', '{\n  "b": 2 // of b\n}'],
    ['{\r\n  "b": 2,\r\n  "a": 1\r\n}', '{\r\n  "b": 2\r\n}'],
    ['{\n  "a": 1, "b": 2\n}', '{\n  "b": 2\n}'],
  ])('takes the property out of %j', (text, expected) => {
    expect(remove(text, inner(text, 'a').parent!)).toBe(expected);
  });
});

it('leaves every other value and every comment as it was', () => {
  const gap = fc.constantFrom('', ' ', '\n', '\n  ', ' /* 1, */ ', ' // 2 }\n', '\r\n\t');
  const value = fc.constantFrom('1', '"x, y"', '[1, 2]', '{ "n": { } }', '[]');
  const member = fc.tuple(gap, value, gap, gap);
  const build = (members: readonly (readonly string[])[], comma: boolean) =>
    `{${members.map(([a, v, b, c], i) => `${a ?? ''}"k${i}"${b ?? ''}:${v ?? ''}${c ?? ''}`).join(',')}${comma ? ',' : ''}}`;
  const comments = (text: string) => text.match(/\/\* 1, \*\/|\/\/ 2 \}/g)?.length ?? 0;
  const plain = (text: string) => {
    const json = readJson(text);
    expect(json.problems).toEqual([]);
    return json.root!.children!.map(({ children }) => [
      children![0]!.value as unknown,
      text.slice(children![1]!.offset)[0],
    ]);
  };
  fc.assert(
    fc.property(fc.array(member, { minLength: 1, maxLength: 4 }), fc.boolean(), fc.nat(3), (members, comma, pick) => {
      const text = build(members, comma);
      const before = plain(text);
      const at = pick % members.length;
      const appended = append(text, root(text), { z: 0 }, 'new');
      expect(plain(appended)).toEqual([...before, ['new', '{']]);
      expect(comments(appended)).toBe(comments(text));
      expect(plain(replace(text, inner(text, `k${at}`), [0]))).toEqual(before.with(at, [`k${at}`, '[']));
      expect(plain(remove(text, inner(text, `k${at}`).parent!))).toEqual(before.toSpliced(at, 1));
    }),
  );
});

it('composes a new file with a line end', () => {
  expect(compose({ a: [] })).toBe('{\n  "a": []\n}\n');
});
