import { expect, it } from 'vitest';
import { paceFactor } from '../../src/contract/paceFactor.ts';

it.each([
  ['1', 1],
  [' 0,25 ', 0.25],
  ['0', 0],
  ['1000', 1_000],
])('reads %j', (typed, factor) => expect(paceFactor(typed)).toBe(factor));

it.each(['', ' ', 'x', '-1', '1001', 'Infinity', '1e9'])('says what is wrong with %j', (typed) => {
  expect(paceFactor(typed)).toEqual({ problem: expect.stringContaining('a number from 0 to 1000') as unknown });
});
