import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Reassembly } from '../../src/capture/reassembly.ts';

function collecting(): { readonly reassembly: Reassembly; readonly text: () => string; readonly offsets: number[] } {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  const reassembly = new Reassembly((bytes, fileOffset) => {
    parts.push(Buffer.from(bytes));
    offsets.push(fileOffset);
  });
  return { reassembly, text: () => Buffer.concat(parts).toString('latin1'), offsets };
}

test('whatever order, repetition and overlap: the stream comes out once and in order, across the wrap of sequence numbers', () => {
  const piece = fc.record({ start: fc.nat(99), length: fc.integer({ min: 1, max: 30 }) });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(0xffffffff), (extra, first) => {
      const stream = Uint8Array.from({ length: 100 }, (_, i) => i + 1);
      const tiles = Array.from({ length: 10 }, (_, i) => ({ start: i * 10, length: 10 }));
      const { reassembly, text, offsets } = collecting();
      reassembly.startAt(first);
      for (const { start, length } of [...extra, ...tiles.reverse()]) {
        expect(reassembly.push((first + start) >>> 0, stream.subarray(start, start + length), start)).toBeUndefined();
      }
      expect(text()).toBe(Buffer.from(stream).toString('latin1'));
      expect(reassembly.finish()).toBeUndefined();
      expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    }),
  );
});

test('missing bytes are counted', () => {
  const { reassembly, text } = collecting();
  reassembly.push(10, Buffer.from('ab'), 0);
  reassembly.push(13, Buffer.from('d'), 3);
  expect(reassembly.finish()).toBe(
    '1 byte is missing after byte 2, and the 1 bytes that follow cannot be read without them',
  );
  expect([text(), reassembly.push(12, Buffer.from('c'), 2)]).toEqual(['ab', undefined]);
});

test('what is held for a gap is bounded', () => {
  const { reassembly } = collecting();
  reassembly.startAt(0);
  const piece = new Uint8Array(1024 * 1024);
  const told = Array.from({ length: 17 }, (_, i) => reassembly.push(10 + i * piece.length, piece, 0));
  expect(told.slice(0, 16).every((sentence) => sentence === undefined)).toBe(true);
  expect(told[16]).toMatch(/^10 bytes are missing after byte 0/);
});
