import { expect, test } from 'vitest';
import { formatHex } from '../../src/base/hex.ts';
import { serverFrame } from '../../src/demo/serverFrame.ts';

test.each([
  [0, '81 00'],
  [125, '81 7d'],
  [126, '81 7e 00 7e'],
  [127, '81 7e 00 7f'],
  [65535, '81 7e ff ff'],
  [65536, '81 7f 00 00 00 00 00 01 00 00'],
])('A payload of %i bytes gets the shortest length form.', (length, header) => {
  const frame = serverFrame(0x81, new Uint8Array(length));
  const headerLength = frame.length - length;
  expect(formatHex(frame.subarray(0, headerLength))).toBe(header);
});

test('The masked "Hello" is the one of RFC 6455 §5.7.', () => {
  const frame = serverFrame(0x81, Buffer.from('Hello'), Uint8Array.of(0x37, 0xfa, 0x21, 0x3d));
  expect(formatHex(frame)).toBe('81 85 37 fa 21 3d 7f 9f 4d 51 58');
});
