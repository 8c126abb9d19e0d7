import { expect, it } from 'vitest';
import type { StepResult } from '../../src/replay/sequence.ts';
import { withoutValues } from '../../src/replay/withoutValues.ts';

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
  expect(withoutValues(result, new Set(['s3cret', 's3cret-longer', 'x']))).toMatchObject({
    title: 'expect "•••"',
    problem: 'expected •••, got •••',
    skipped: ['•••!'],
    expected: '•••',
    actual: 'x',
  });
  expect(withoutValues(result, new Set())).toBe(result);
});
