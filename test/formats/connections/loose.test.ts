import { expect, test } from 'vitest';
import { listOf, recordOf, recordsOf, textOf } from '../../../src/formats/connections/loose.ts';

test('takes what is as expected, and nothing else', () => {
  expect(recordOf({ a: 1 })).toEqual({ a: 1 });
  for (const value of [null, undefined, 1, 'x', [1]]) expect(recordOf(value)).toEqual({});
  expect(listOf([1, 'a'])).toEqual([1, 'a']);
  expect(listOf({ length: 1 })).toEqual([]);
  expect(recordsOf([{ a: 1 }, 2])).toEqual([{ a: 1 }, {}]);
  expect([textOf('x'), textOf(''), textOf(1)]).toEqual(['x', undefined, undefined]);
});
