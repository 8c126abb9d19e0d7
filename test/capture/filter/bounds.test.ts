import { expect, it } from 'vitest';
import { inRanges } from '../../../src/capture/filter/bounds.ts';

it('knows the numbers of every kind of range', () => {
  const numbers = [1, 2, 3, 4, 5];
  expect(numbers.filter(inRanges([{ kind: 'is', value: 3 }]))).toEqual([3]);
  expect(numbers.filter(inRanges([{ kind: 'between', min: 2, max: 4 }]))).toEqual([2, 3, 4]);
  expect(numbers.filter(inRanges([{ kind: 'above', value: 3, inclusive: false }]))).toEqual([4, 5]);
  expect(numbers.filter(inRanges([{ kind: 'above', value: 3, inclusive: true }]))).toEqual([3, 4, 5]);
  expect(numbers.filter(inRanges([{ kind: 'below', value: 3, inclusive: false }]))).toEqual([1, 2]);
  expect(numbers.filter(inRanges([{ kind: 'below', value: 3, inclusive: true }]))).toEqual([1, 2, 3]);
  expect(
    numbers.filter(
      inRanges([
        { kind: 'is', value: 1 },
        { kind: 'is', value: 5 },
      ]),
    ),
  ).toEqual([1, 5]);
});
