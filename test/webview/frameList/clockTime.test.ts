import { expect, test } from 'vitest';
import { formatClock } from '../../../webview/frameList/clockTime.ts';

const start = new Date(2026, 0, 2, 14, 3, 7).getTime();

test.each([
  [0, 0, '14:03:07.000000'],
  [0.001, 0, '14:03:07.000001'],
  [123.456, 0, '14:03:07.123456'],
  [999.999, 0.001, '14:03:08.000000'],
  [0, 52_999.5, '14:03:59.999500'],
  [0, 53_000, '14:04:00.000000'],
])('%d ms after the second, and %d ms later: %s', (offset, atMs, expected) => {
  expect(formatClock(start + offset, atMs)).toBe(expected);
});
