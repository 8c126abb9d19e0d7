import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { InflateCheckpoints } from '../../src/capture/inflateCheckpoints.ts';

const windowOf = (frame: number) => () => Uint8Array.of(frame & 0xff);

test('a window is kept every 64 messages, and found from any later frame', () => {
  const checkpoints = new InflateCheckpoints();
  for (let frame = 0; frame < 200; frame++) checkpoints.passed(frame, 10, windowOf(frame));
  expect(checkpoints.count).toBe(3);
  expect(checkpoints.before(0)).toBeUndefined();
  expect(checkpoints.before(63)).toBeUndefined();
  expect(checkpoints.before(64)).toMatchObject({ after: 63 });
  expect(Array.from(checkpoints.before(64)?.window ?? [])).toEqual([63]);
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

test('what the windows take is bounded; the distances grow instead', () => {
  const checkpoints = new InflateCheckpoints();
  const noise = randomBytes(32 * 1024);
  const passes = 64 * 3000;
  for (let frame = 0; frame < passes; frame++) checkpoints.passed(frame, 1, () => noise);
  expect(checkpoints.bytes).toBeLessThanOrEqual(16 * 1024 * 1024);
  expect(checkpoints.count).toBeGreaterThan(200);
  const last = passes - 1;
  expect(last - (checkpoints.lastBefore(last) ?? 0)).toBeLessThan(64 * 16);
  expect(checkpoints.before(last)?.window).toEqual(noise);
});

test('windows that compress well are many', () => {
  const checkpoints = new InflateCheckpoints();
  const words = Buffer.alloc(32 * 1024, 'the same words again ');
  for (let frame = 0; frame < 64 * 2000; frame++) checkpoints.passed(frame, 1, () => words);
  expect(checkpoints.count).toBe(2000);
  expect(checkpoints.bytes).toBeLessThan(2_000_000);
});
