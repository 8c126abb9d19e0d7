import { expect, test } from 'vitest';
import { knownLimit } from '../../src/diagnosis/idleTimeouts.ts';

test.each([
  [30_400, 30],
  [60_900, 60],
  [99_100, 100],
  [119_000, 120],
  [301_000, 300],
  [350_000, 350],
  [602_000, 600],
])('%d ms smells of %d s', (ms, seconds) => expect(knownLimit(ms)?.seconds).toBe(seconds));

test.each([[1500], [45_000], [80_000], [200_000]])('%d ms smells of nothing', (ms) =>
  expect(knownLimit(ms)).toBeUndefined(),
);
