import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Variables,
  escapeJson,
  escapeText,
  fillJson,
  fillText,
  missingVariables,
  variableNames,
} from '../../src/replay/interpolate.ts';
import type { Json } from '../../src/replay/sequence.ts';

const variables: Variables = new Map<string, Json>([
  ['user', 'ann'],
  ['id', 7],
  ['nothing', null],
  ['list', [1]],
  ['nested', '${user}'],
]);

describe('fillText', () => {
  it.each([
    ['hi ${user}${user}', 'hi annann'],
    ['${id}/${nothing}/${list}', '7/null/[1]'],
    ['${nested}', '${user}'],
    ['$${user}', '${user}'],
    ['$$${user}', '$${user}'],
    ['a $ b { c } ${', 'a $ b { c } ${'],
  ])('makes %j into %j', (text, value) => {
    expect(fillText(text, variables)).toEqual({ value, missing: [] });
  });

  it('names what is missing once, and leaves it', () => {
    expect(fillText('${a} ${b} ${a} ${}', variables)).toEqual({
      value: '${a} ${b} ${a} ${}',
      missing: ['a', 'b', ''],
    });
  });

  it('encodes only what it puts in', () => {
    expect(fillText('a.${user}', variables, (value) => value.toUpperCase()).value).toBe('a.ANN');
  });
});

describe('fillJson', () => {
  it('fills texts and keys, and keeps the type of a value that stands alone', () => {
    const json = { '${user}': ['${id}', 'x${id}', '${nothing}', '${list}', '$${id}'], n: 1, t: true };
    expect(fillJson(json, variables)).toEqual({
      value: { ann: [7, 'x7', null, [1], '${id}'], n: 1, t: true },
      missing: [],
    });
  });

  it('names what is missing', () => {
    expect(fillJson({ a: '${x}', '${y}': '' }, variables).missing).toEqual(['x', 'y']);
  });
});

describe('escaping', () => {
  const tricky = fc.string({ unit: fc.constantFrom('$', '{', '}', 'a', '${', '}$') });

  it('makes any text stand for itself', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        expect(fillText(escapeText(text), variables)).toEqual({ value: text, missing: [] });
      }),
    );
  });

  it('makes any JSON stand for itself', () => {
    const json = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        tricky,
        fc.integer(),
        fc.array(tie('any')),
        fc.dictionary(tricky, tie('any')),
      ),
    })).any;
    fc.assert(
      fc.property(json, (any) => {
        expect(fillJson(escapeJson(any as Json), variables)).toEqual({ value: any, missing: [] });
      }),
    );
  });
});

it('lists the names that a text refers to', () => {
  expect(variableNames('${a} $${b} ${c d}')).toEqual(['a', 'c d']);
});

it('says what to do about missing variables', () => {
  expect(missingVariables(['a'])).toBe(
    'There is no variable "a". Set it under "variables" or capture it in an earlier "expect"; write $${ where ${ itself is meant.',
  );
  expect(missingVariables(['a', 'b'])).toContain('There are no variables "a", "b". Set them');
});
