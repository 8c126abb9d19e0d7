import { expect, it } from 'vitest';
import type { Difference, StepResult } from '../../src/replay/sequence.ts';
import { differenceWithout, masking, secretForms, withoutValues } from '../../src/replay/withoutValues.ts';

const result: StepResult = {
  index: 0,
  kind: 'expect',
  ok: false,
  durationMs: 1,
  title: 'expect "s3cret"',
  problem: 'expected s3cret, got s3cret-longer',
  skipped: ['s3cret!'],
  expected: 's3cret',
  actual: 'x',
};

it('masks values from outside, the longest first', () => {
  expect(withoutValues(result, masking(['s3cret', 's3cret-longer', 'x']))).toMatchObject({
    title: 'expect "•••"',
    problem: 'expected •••, got •••',
    skipped: ['•••!'],
    expected: '•••',
    actual: 'x',
  });
  expect(withoutValues(result, masking([]))).toEqual(result);
});

it.each<[Difference, Difference]>([
  [
    { kind: 'extra', reply: 0, text: 'you said s3cret' },
    { kind: 'extra', reply: 0, text: 'you said •••' },
  ],
  [
    { kind: 'missing', recorded: 0, text: 's3cret' },
    { kind: 'missing', recorded: 0, text: '•••' },
  ],
  [
    { kind: 'reordered', recorded: 0, reply: 1, text: 's3cret' },
    { kind: 'reordered', recorded: 0, reply: 1, text: '•••' },
  ],
  [
    { kind: 'changed', recorded: 0, reply: 0, path: '$.a', expected: '"b"', actual: '"s3cret"' },
    { kind: 'changed', recorded: 0, reply: 0, path: '$.a', expected: '"b"', actual: '"•••"' },
  ],
  [
    { kind: 'timing', recorded: 0, reply: 0, laterMs: 7 },
    { kind: 'timing', recorded: 0, reply: 0, laterMs: 7 },
  ],
])('masks them in %j', (difference, masked) => {
  expect(differenceWithout(difference, masking(['s3cret']))).toEqual(masked);
});

it('knows a value as it is, as JSON writes it, and as a URL does; the longest first', () => {
  expect(secretForms(['a/b"\u00e9', 'abc', 'plain'])).toEqual([
    'a%2Fb%22%C3%A9',
    'a\\/b\\"\u00e9',
    'a/b\\"\u00e9',
    'a/b"\u00e9',
    'plain',
  ]);
  expect(masking(['a/b"\u00e9'])('"a\\/b\\"\u00e9" a%2Fb%22%C3%A9')).toBe('"•••" •••');
});
