import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatMicros, plural } from '../../webview/numbers.ts';

test('counts have groups of three', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(plural(1, 'frame')).toBe('1 frame');
  expect(plural(2000, 'frame')).toBe('2,000 frames');
  expect(plural(2, 'reply', 'replies')).toBe('2 replies');
});

test.each([
  [0, '0.000'],
  [12.345, '12.345'],
  [1234.5, '1,234.500'],
  [0.9996, '1.000'],
])('%d ms with microseconds is %s', (ms, text) => {
  expect(formatMicros(ms)).toBe(text);
});

test.each([
  [0.4249, '0.42 ms'],
  [18.4, '18 ms'],
  [2300, '2.30 s'],
  [61_000, '61.0 s'],
])('%d ms is read as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [5, '5 B'],
  [1023, '1,023 B'],
  [1024, '1.0 KiB'],
  [70_000, '68.4 KiB'],
  [5 * 1024 ** 3, '5.0 GiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
