import { expect, test } from 'vitest';
import { checksumOf, fold, onesComplementSum } from '../../src/capture/checksum.ts';

/** RFC 1071 by the letter, one byte after the other. */
function slowSum(bytes: Uint8Array): number {
  let sum = 0;
  bytes.forEach((byte, i) => {
    sum += byte << (i % 2 === 0 ? 8 : 0);
    if (sum > 0xffff) sum -= 0xffff;
  });
  return sum;
}

test('the example of RFC 1071 §3', () => {
  expect(onesComplementSum(Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7))).toBe(0xddf2);
});

test('the checksum of a known IPv4 header', () => {
  const header = Uint8Array.from(Buffer.from('45000073000040004011' + '0000' + 'c0a80001c0a800c7', 'hex'));
  expect(checksumOf(onesComplementSum(header))).toBe(0xb861);
});

test('every length and alignment gives what the slow sum gives', () => {
  const pool = Uint8Array.from({ length: 64 }, (_, i) => (i * 89 + 211) & 0xff);
  for (let start = 0; start < 9; start++) {
    for (let end = start; end <= pool.length; end++) {
      const bytes = pool.subarray(start, end);
      expect(onesComplementSum(bytes) % 0xffff, `${start}–${end}`).toBe(slowSum(bytes) % 0xffff);
    }
  }
});

test('long runs of ones do not overflow', () => {
  const bytes = new Uint8Array(1_000_003).fill(0xff);
  expect(onesComplementSum(bytes) % 0xffff).toBe(slowSum(bytes) % 0xffff);
});

test('folding keeps 0xFFFF apart from 0', () => {
  expect(fold(0)).toBe(0);
  expect(fold(0xffff)).toBe(0xffff);
  expect(fold(0x1fffe)).toBe(0xffff);
  expect(fold(0x10000)).toBe(1);
});
