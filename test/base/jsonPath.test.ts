import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJsonPath, parseJsonPath, readJsonPath, valueAt } from '../../src/base/jsonPath.ts';

describe('parseJsonPath', () => {
  it.each([
    ['$', []],
    ['$.a.b_c.d-e', ['a', 'b_c', 'd-e']],
    ['$.größe', ['größe']],
    ['$[0].x[12]', [0, 'x', 12]],
    [`$['a b']["it's"]['it\\'s']["q\\"\\\\"]`, ['a b', "it's", "it's", 'q"\\']],
    ["$['']", ['']],
  ])('reads %s', (text, path) => {
    expect(parseJsonPath(text)).toEqual({ ok: true, path });
  });

  it.each([
    ['', 0],
    ['a', 0],
    ['$a', 1],
    ['$.', 1],
    ['$.a..b', 3],
    ['$.a[*]', 3],
    ['$.a[-1]', 3],
    ['$.a[01]', 3],
    ["$['a]", 1],
    ['$.a ', 3],
  ])('refuses %j at %i', (text, offset) => {
    expect(parseJsonPath(text)).toMatchObject({ ok: false, offset });
  });

  it('reads back what formatJsonPath writes', () => {
    const step = fc.oneof(fc.string({ unit: 'binary' }), fc.nat(1_000), fc.constantFrom("'", '\\', "\\'", 'a b'));
    fc.assert(
      fc.property(fc.array(step), (path) => {
        expect(parseJsonPath(formatJsonPath(path))).toEqual({ ok: true, path });
      }),
    );
  });
});

describe('readJsonPath', () => {
  it('stops at what is no step', () => {
    expect(readJsonPath('$.type=="tick"')).toEqual({ ok: true, path: ['type'], end: 6 });
    expect(readJsonPath('$[1]>2')).toEqual({ ok: true, path: [1], end: 4 });
    expect(readJsonPath('$')).toEqual({ ok: true, path: [], end: 1 });
  });

  it('does not stop at a broken step', () => {
    expect(readJsonPath('$.a[x]==1')).toMatchObject({ ok: false, offset: 3 });
  });
});

describe('valueAt', () => {
  const json = { a: [{ b: null }], 0: 'zero' };

  it('finds values, null among them', () => {
    expect(valueAt(json, [])).toEqual({ value: json });
    expect(valueAt(json, ['a', 0, 'b'])).toEqual({ value: null });
    expect(valueAt(json, ['0'])).toEqual({ value: 'zero' });
  });

  it.each([[['b']], [['a', 1]], [['a', 'length']], [[0]], [['toString']], [['a', 0, 'b', 'c']]])(
    'finds nothing at %j',
    (path) => {
      expect(valueAt(json, path)).toBeUndefined();
    },
  );
});

it('writes paths in the shortest form', () => {
  expect(formatJsonPath(['a', 0, 'b c', 'd-e'])).toBe("$.a[0]['b c'].d-e");
});
