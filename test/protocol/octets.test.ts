import { expect, it } from 'vitest';
import { entryAt, octetAt, uint16At, uint32At, wordAt } from '../../src/protocol/octets.ts';
import { hex } from './recorder.ts';

const bytes = hex('ff fe 01 02 03');

it('reads octets and big-endian numbers', () => {
  expect(octetAt(bytes, 1)).toBe(0xfe);
  expect(uint16At(bytes, 0)).toBe(0xfffe);
  expect(uint32At(bytes, 0)).toBe(0xfffe0102);
});

it('reads 0 beyond the end', () => {
  expect(octetAt(bytes, 5)).toBe(0);
  expect(uint32At(bytes, 4)).toBe(0x03000000);
  expect(entryAt([7], 0)).toBe(7);
  expect(entryAt([7], 1)).toBe(0);
  expect(wordAt(Int32Array.of(-7), 0)).toBe(-7);
  expect(wordAt(Int32Array.of(-7), 1)).toBe(0);
});
