import { expect, test } from 'vitest';
import { formatMoment, spanWords, timelineWords } from '../../../webview/timeline/timelineWords.ts';
import { timelineOf } from './timelineData.ts';

test.each([
  [0, '0 ms'],
  [0.25, '0.25 ms'],
  [12.54, '12.5 ms'],
  [100, '100 ms'],
  [1500, '1.5 s'],
  [60_000, '1 min 0 s'],
  [125_000, '2 min 5 s'],
  [3_720_000, '1 h 2 min'],
])('%d ms is %s', (ms, words) => {
  expect(formatMoment(ms)).toBe(words);
});

test('all of it, and one span, in words', () => {
  expect(timelineWords(timelineOf())).toBe(
    '0 ms to 8 s: 3 frames (2.0 KiB) from the client, 5 frames (45 B) from the server, 1 violation',
  );
  expect(timelineWords(timelineOf({ marks: [] }))).not.toContain('violation');
  expect(spanWords(timelineOf(), 1)).toBe('2 s: 0 from the client, 4 from the server');
});
