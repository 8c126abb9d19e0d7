import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareJson } from '../../src/replay/compareJson.ts';
import type { Json } from '../../src/replay/sequence.ts';

describe('compareJson', () => {
  it.each<[Json, Json]>([
    [{}, { a: 1 }],
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }],
    [
      [1, { a: 1 }],
      [1, { a: 1, b: 2 }],
    ],
    [null, null],
    ['x', 'x'],
    [{ a: null }, { a: null }],
  ])('finds %j in %j', (expected, actual) => {
    expect(compareJson(expected, actual)).toEqual({ likeness: 1, differences: [] });
  });

  it.each<[Json, Json, string]>([
    [{ a: 1 }, {}, 'at $.a: expected 1, but nothing is there'],
    [{ a: null }, {}, 'at $.a: expected null, but nothing is there'],
    [{ a: { 'b c': [true] } }, { a: { 'b c': [false] } }, "at $.a['b c'][0]: expected true, got false"],
    [[1], [1, 2], 'at $: expected a list of 1 element, got a list of 2 elements'],
    [{ a: 1 }, [1], 'at $: expected {"a":1}, got [1]'],
    [{ a: '1' }, { a: 1 }, 'at $.a: expected "1", got 1'],
    [{ toString: 1 }, {}, 'at $.toString: expected 1, but nothing is there'],
    [[], {}, 'at $: expected [], got {}'],
  ])('misses %j in %j', (expected, actual, difference) => {
    expect(compareJson(expected, actual).differences).toEqual([difference]);
  });

  it('lists three differences at most, and knows how near it is', () => {
    const { likeness, differences } = compareJson({ a: 1, b: 2, c: 3, d: 4 }, { a: 1 });
    expect(likeness).toBeCloseTo(2 / 5);
    expect(differences).toHaveLength(3);
    expect(compareJson({ a: 1, b: 2 }, { a: 1 }).likeness).toBeGreaterThan(compareJson({ a: 1, b: 2 }, {}).likeness);
  });

  it('finds every value in itself and in itself with more keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (any) => {
        const json = JSON.parse(JSON.stringify(any)) as { readonly [key: string]: Json };
        expect(compareJson(json, json).differences).toEqual([]);
        expect(compareJson(json, { 'another key': 1, ...json }).differences).toEqual([]);
      }),
    );
  });
});
