import { describe, expect, it } from 'vitest';
import { readJsonCondition } from '../../../../src/capture/filter/language/jsonCondition.ts';

const compare = (operator: string, value: unknown) => ({ kind: 'compare', operator, value });

describe('readJsonCondition', () => {
  it.each([
    ['$.a', ['a'], { kind: 'exists' }],
    ['$', [], { kind: 'exists' }],
    ['$.type=="tick"', ['type'], compare('==', 'tick')],
    ['$.type="a b"', ['type'], compare('==', 'a b')],
    [`$['a=b'][0]!=null`, ['a=b', 0], compare('!=', null)],
    ['$.n>=1.5e3', ['n'], compare('>=', 1500)],
    ['$.ok==true', ['ok'], compare('==', true)],
    ['$.id==9007199254740993', ['id'], compare('==', 9007199254740993n)],
    ['$.s=~/^a\\/b/i', ['s'], { kind: 'matches', source: '^a\\/b', flags: 'i' }],
  ])('reads %s', (text, path, test) => {
    expect(readJsonCondition(text)).toEqual({ ok: true, condition: { kind: 'json', path, test } });
  });

  it.each([
    ['type', 0],
    ['$.a[x]', 3],
    ['$.a~1', 3],
    ['$.a==tick', 5],
    ['$.a==', 5],
    ['$.a=={}', 5],
    ['$.a=~b', 5],
    ['$.a=~/(/', 5],
  ])('refuses %j at %i', (text, offset) => {
    expect(readJsonCondition(text)).toMatchObject({ ok: false, offset });
  });
});
