import { expect, test } from 'vitest';
import { copyBytes } from '../../src/base/copyBytes.ts';

test('what is copied stays as it was when the original is overwritten', () => {
  const original = Buffer.from([1, 2, 3, 4]);
  const [part, all] = [copyBytes(original, 1, 3), copyBytes(original)];
  original.fill(9);
  expect(part).toEqual(Uint8Array.of(2, 3));
  expect(all).toEqual(Uint8Array.of(1, 2, 3, 4));
});
