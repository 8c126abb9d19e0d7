import { expect, test } from 'vitest';
import { closeProblem, pingProblem } from '../../../webview/composer/limits.ts';

test('a ping carries 125 bytes, counted in UTF-8', () => {
  expect(pingProblem('x'.repeat(125))).toBeUndefined();
  expect(pingProblem('☃'.repeat(42))).toBe('This payload has 126 bytes. A ping carries at most 125.');
});

test.each(['1000', '3000', '4999', ' 1000 ', ''])('close code "%s" may be sent', (code) => {
  expect(closeProblem(code, '')).toBeUndefined();
});

test.each(['1001', '1006', '999', '5000', '2999', 'abc', '1e3', '-1000'])('close code "%s" may not', (code) => {
  expect(closeProblem(code, '')).toMatchObject({ field: 'code' });
});

test('a reason has 123 bytes and needs a code', () => {
  expect(closeProblem('1000', 'x'.repeat(123))).toBeUndefined();
  expect(closeProblem('1000', 'x'.repeat(124))).toMatchObject({ field: 'reason' });
  expect(closeProblem('', 'bye')).toMatchObject({ field: 'code' });
});
