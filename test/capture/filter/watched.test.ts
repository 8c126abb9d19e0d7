import { expect, it } from 'vitest';
import { finishes } from '../../../src/capture/filter/watched.ts';

it('does the work and says whether it came to its end', () => {
  let done = 0;
  expect(finishes(() => (done += 1), 1000)).toBe(true);
  expect(done).toBe(1);
  expect(finishes(() => void /^(a+)+$/.test(`${'a'.repeat(50)}b`), 50)).toBe(false);
  expect(finishes(() => (done += 1), 1000)).toBe(true);
});

it('lets errors of the work through', () => {
  expect(() => finishes(() => void JSON.parse('{'), 1000)).toThrow(SyntaxError);
});
