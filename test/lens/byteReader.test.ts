import { expect, test } from 'vitest';
import { ByteReader, BytesEnded, shortHex, utf8Text } from '../../src/lens/byteReader.ts';

test('numbers in network byte order, wherever the bytes stand in their buffer', () => {
  const bytes = Uint8Array.from([9, 9, 0xff, 0x01, 0x02, 0x80, 0x00, 0x00, 0x00, 0x3f, 0xc0, 0x00, 0x00]).subarray(2);
  const reader = new ByteReader(bytes);
  expect([reader.int8(), reader.uint16(), reader.int32(), reader.float32(), reader.left]).toEqual([
    -1, 0x0102, -2_147_483_648, 1.5, 0,
  ]);
  const wide = new ByteReader(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
  expect(wide.uint64()).toBe(0xffff_ffff_ffff_ffffn);
  wide.at = 0;
  expect(wide.int64()).toBe(-1n);
});

test('no byte is read behind the end', () => {
  const reader = new ByteReader(Uint8Array.of(1, 2, 3), 1, 2);
  expect(() => reader.uint16()).toThrow(BytesEnded);
  expect([...reader.take(1)]).toEqual([2]);
  expect(() => reader.take(-1)).toThrow(BytesEnded);
});

test('text only when it is UTF-8, and bytes in short', () => {
  expect(utf8Text(Uint8Array.of(0xe2, 0x98, 0x83))).toBe('☃');
  expect(utf8Text(Uint8Array.of(0xe2, 0x98))).toBeUndefined();
  expect(shortHex(Uint8Array.of(1, 255))).toBe('01 ff');
  expect(shortHex(new Uint8Array(40), 2)).toBe('00 00 … 40 bytes');
});
