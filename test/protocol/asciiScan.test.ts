import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AsciiScan } from '../../src/protocol/asciiScan.ts';

it('finds a byte above 7F wherever it stands, and only inside', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(60), fc.nat(60), fc.nat(60), (offset, start, length, place) => {
      // The chunk may lie anywhere in its buffer, whose length need be no multiple of four.
      const chunk = new Uint8Array(new ArrayBuffer(offset + 130), offset, 121).fill(0x61);
      chunk[place] = 0xc3;
      const scan = new AsciiScan();
      const inside = place >= start && place < start + length;
      expect(scan.test(chunk, start, start + length)).toBe(!inside);
      chunk[place] = 0x7f;
      expect(scan.test(chunk, start, start + length)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

it('looks at each chunk anew', () => {
  const scan = new AsciiScan();
  expect(scan.test(Buffer.alloc(100, 0x41), 0, 100)).toBe(true);
  expect(scan.test(Buffer.alloc(100, 0x80), 0, 100)).toBe(false);
  expect(scan.test(Buffer.alloc(100, 0x41), 3, 97)).toBe(true);
});
