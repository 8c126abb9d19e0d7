import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/profiles/jsonText.ts';
import { isArray, isObject, nodeToJson, parseJson } from '../../src/replay/json.ts';

describe('parseJson', () => {
  it('reads JSON and nothing else', () => {
    expect(parseJson(' {"a":[1,null]} ')).toEqual({ json: { a: [1, null] } });
    expect(parseJson('null')).toEqual({ json: null });
    expect(['', '{', 'x', "{'a':1}", '{"a":1,}', '// x'].map(parseJson)).toEqual(Array(6).fill(undefined));
  });

  it('takes no nesting for JSON that a comparison could not stand', () => {
    expect(parseJson('['.repeat(400) + ']'.repeat(400))).toBeDefined();
    expect(parseJson('['.repeat(401) + ']'.repeat(401))).toBeUndefined();
    expect(parseJson('{"a":'.repeat(200_000))).toBeUndefined();
    expect(parseJson(`"${'['.repeat(1_000)}\\"${'{'.repeat(1_000)}"`)).toBeDefined();
    expect(parseJson(`[${'[],'.repeat(1_000)}1]`)).toBeDefined();
  });
});

describe('nodeToJson', () => {
  it('keeps every key as its own, with the last value of a repeated one', () => {
    const json = nodeToJson(readJson('{ "__proto__": 1, "b": [true, /* x */ null, "s"], "a": {}, "a": 2, }').root!);
    expect(JSON.stringify(json)).toBe('{"__proto__":1,"b":[true,null,"s"],"a":2}');
  });
});

it('tells objects and lists from the rest', () => {
  expect([{}, [], null, 'x', 1].map((json) => [isObject(json), isArray(json)])).toEqual([
    [true, false],
    [false, true],
    [false, false],
    [false, false],
    [false, false],
  ]);
});
