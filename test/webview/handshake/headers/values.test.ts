import { expect, test } from 'vitest';
import { directive, listOf, seconds, spokenList } from '../../../../webview/handshake/headers/values.ts';

test('lists', () => {
  expect(listOf(' a, ,b ')).toEqual(['a', 'b']);
  expect(['13', '13, 8', '13, 8, 7', ''].map(spokenList)).toEqual(['13', '13 and 8', '13, 8 and 7', '']);
});

test('times', () => {
  expect([1, 90, 120, 7200, 172_800, 31_536_000].map(seconds)).toEqual([
    '1 second',
    '90 seconds',
    '2 minutes',
    '2 hours',
    '2 days',
    '365 days',
  ]);
});

test('directives', () => {
  expect(directive('timeout=5, max=100', 'max')).toBe(100);
  expect(directive('s-maxage=1, Max-Age="60"', 'max-age')).toBe(60);
  expect(directive('no-store', 'max-age')).toBeUndefined();
});
