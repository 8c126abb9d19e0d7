import { expect, it } from 'vitest';
import { readJson } from '../../src/profiles/jsonText.ts';
import { readEnvironments, readGoodValues, readValues } from '../../src/profiles/valueSets.ts';

const rootOf = (source: string) => readJson(source).root!;

it('takes numbers and words of JSON for texts', () => {
  expect(readValues(rootOf('{ "a": "x", "b": 8080, "c": true }'), 'variables', () => undefined)).toEqual({
    a: 'x',
    b: '8080',
    c: 'true',
  });
});

it('is all or nothing for a profile, and keeps the good ones of a file', () => {
  const root = rootOf('{ "a": "x", "b": null, "c d": "y", "e": "z" }');
  const told: string[] = [];
  expect(readValues(root, 'variables', () => undefined)).toBeUndefined();
  expect(readGoodValues(root, 'variables', (_, message) => told.push(message))).toEqual({ a: 'x', e: 'z' });
  expect(told).toHaveLength(2);
});

it('reads named sets', () => {
  expect(readEnvironments(rootOf('{ "e": { "a": "1" }, "f": {} }'), () => undefined)).toEqual([
    { name: 'e', values: { a: '1' } },
    { name: 'f', values: {} },
  ]);
  expect(readEnvironments(undefined, () => undefined)).toEqual([]);
});
