import { expect, test } from 'vitest';
import { retryAfter, retryAfterMs } from '../../src/diagnosis/retryAfter.ts';
import { evidence, response } from '../support/evidence.ts';

test.each([
  ['17', '17 s'],
  ['120', '2 min'],
  ['Thu, 15 Jan 2026 12:05:00 GMT', '5 min (2026-01-15 12:05:00 UTC)'],
  ['Thu, 01 Jan 2026 00:00:00 GMT', '2026-01-01 00:00:00 UTC'],
  ['soon', undefined],
])('Retry-After: %s', (value, words) =>
  expect(retryAfter(evidence({ response: response('HTTP/1.1 429 X', `Retry-After: ${value}`) }))).toBe(words),
);

test('absent', () => expect(retryAfter(evidence({ response: response('HTTP/1.1 429 X') }))).toBeUndefined());

test.each([
  ['17', 17_000],
  ['0', 0],
  ['Thu, 15 Jan 2026 12:05:00 GMT', 300_000],
  ['Thu, 01 Jan 2026 00:00:00 GMT', undefined],
  ['soon', undefined],
  ['-3', undefined],
])('in milliseconds: %s', (value, ms) => {
  const busy = evidence({ response: response('HTTP/1.1 503 X', `Retry-After: ${value}`) });
  expect(retryAfterMs(busy, Date.UTC(2026, 0, 15, 12))).toBe(ms);
});
