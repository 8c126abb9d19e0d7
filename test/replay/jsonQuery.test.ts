import { describe, expect, it } from 'vitest';
import { SlowFilter, compileQuery } from '../../src/replay/jsonQuery.ts';
import type { Json } from '../../src/replay/sequence.ts';

function query(path: string, json: Json): readonly Json[] {
  const compiled = compileQuery(path);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.query(json);
}

const people = {
  users: [
    { name: 'ann', age: 30 },
    { name: 'bob', age: 12 },
  ],
  id: 7,
};

describe('compileQuery', () => {
  it.each<[string, readonly Json[]]>([
    ['$.id', [7]],
    ['$.nothing', []],
    ['$.users[*].name', ['ann', 'bob']],
    ['$.users[-1].name', ['bob']],
    ['$..age', [30, 12]],
    ['$.users[?@.age >= 18].name', ['ann']],
    ['$.users[?match(@.name, "b.b")].age', [12]],
    ['$.users[?match(@.name, "o")].age', []],
    ['$.users[?search(@.name, "o")].age', [12]],
    ['$.users[?search(@.age, "1")].age', []],
    ['$.users[?search(@.name, "(")].age', []],
    ['$.users[?length(@.name) == 3 && @.age < 18].name', ['bob']],
  ])('%s', (path, values) => {
    expect(query(path, people)).toEqual(values);
  });

  it.each([
    ['id', 0, 'A path begins with $'],
    ['$.a b', 4, 'At character 5 this is no JSONPath'],
    ['$[?@.a ==]', 9, 'unexpected end of expression'],
    ['$[?nope(@.a)]', 3, 'this is no JSONPath'],
  ])('says what is wrong with %s', (path, offset, words) => {
    const compiled = compileQuery(path);
    expect(compiled).toMatchObject({ ok: false, offset });
    expect(!compiled.ok && compiled.message).toContain(words);
  });

  it('gives up on a filter whose regex would run for ever', () => {
    expect(() => query('$[?search(@, "^(a+)+$")]', [`${'a'.repeat(60)}!`])).toThrow(SlowFilter);
  });
});
