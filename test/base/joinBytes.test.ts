import { expect, test } from 'vitest';
import { joinBytes } from '../../src/base/joinBytes.ts';

test('joins the parts in order', () => {
  expect(joinBytes([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)])).toEqual(Uint8Array.of(1, 2, 3));
  expect(joinBytes([])).toEqual(new Uint8Array(0));
});

test('gives a single part back without copying it', () => {
  const part = Uint8Array.of(1, 2);
  expect(joinBytes([part])).toBe(part);
});
