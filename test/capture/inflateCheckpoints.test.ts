import { expect, test } from 'vitest';
import { InflateCheckpoints } from '../../src/capture/inflateCheckpoints.ts';

const windowOf = (frame: number) => () => Uint8Array.of(frame & 0xff);

test('a window is kept every 64 messages, and found from any later frame', () => {
  const checkpoints = new InflateCheckpoints();
  for (let frame = 0; frame < 200; frame++) checkpoints.passed(frame, 10, windowOf(frame));
  expect(checkpoints.count).toBe(3);
  expect(checkpoints.before(0)).toBeUndefined();
  expect(checkpoints.before(63)).toBeUndefined();
  expect(checkpoints.before(64)).toEqual({ after: 63, window: Uint8Array.of(63) });
  expect(checkpoints.before(128)?.after).toBe(127);
  expect(checkpoints.before(5000)?.after).toBe(191);
});

test('large messages make a checkpoint earlier', () => {
  const checkpoints = new InflateCheckpoints();
  checkpoints.passed(3, 700_000, windowOf(3));
  expect(checkpoints.count).toBe(0);
  checkpoints.passed(5, 700_000, windowOf(5));
  expect(checkpoints.before(6)?.after).toBe(5);
});

test('the number of windows is bounded; the distances grow instead', () => {
  const checkpoints = new InflateCheckpoints();
  for (let frame = 0; frame < 64 * 5000; frame++) checkpoints.passed(frame, 1, windowOf(frame));
  expect(checkpoints.count).toBeLessThan(512);
  expect(checkpoints.count).toBeGreaterThan(200);
  const last = 64 * 5000 - 1;
  expect(last - (checkpoints.before(last)?.after ?? 0)).toBeLessThan(64 * 32);
});
