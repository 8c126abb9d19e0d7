import { expect, it } from 'vitest';
import { NO, OPEN, YES } from '../../../src/capture/filter/verdict.ts';

it('orders verdicts so that not, and and or are arithmetic', () => {
  expect([YES - NO, YES - OPEN, YES - YES]).toEqual([YES, OPEN, NO]);
  expect(Math.min(YES, OPEN)).toBe(OPEN);
  expect(Math.max(NO, OPEN)).toBe(OPEN);
});
