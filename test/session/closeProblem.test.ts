import { expect, test } from 'vitest';
import { closeProblem } from '../../src/session/closeProblem.ts';

test.each([undefined, 1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999])('%s may be sent', (code) => {
  expect(closeProblem(code, undefined)).toBeUndefined();
});

test.each([0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, -1, 1000.5, Number.NaN])(
  '%s must not be sent, and the words say what may',
  (code) => {
    expect(closeProblem(code, undefined)).toMatch(new RegExp(`${code}.*1000.*3000–4999.*§7\\.4`));
  },
);

test('a reason has room for 123 bytes of UTF-8, not characters', () => {
  expect(closeProblem(1000, 'x'.repeat(123))).toBeUndefined();
  expect(closeProblem(1000, 'x'.repeat(124))).toMatch(/124 bytes.*123.*§5\.5/);
  expect(closeProblem(1000, '☃'.repeat(41))).toBeUndefined();
  expect(closeProblem(1000, '☃'.repeat(42))).toMatch(/126 bytes/);
});

test('a reason needs a code before it', () => {
  expect(closeProblem(undefined, 'because')).toMatch(/code/);
  expect(closeProblem(undefined, '')).toBeUndefined();
});
