import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressionOf } from '../../src/lens/compression.ts';

const text = Buffer.from('hello hello hello');

test('each coding is known by its first bytes', () => {
  expect(compressionOf(gzipSync(text))).toBe('gzip');
  expect(compressionOf(zstdCompressSync(text))).toBe('zstd');
  for (const level of [1, 6, 9]) expect(compressionOf(deflateSync(text, { level }))).toBe('deflate');
});

test('other bytes, bare DEFLATE and text are none', () => {
  for (const bytes of [deflateRawSync(text), text, Buffer.from('x'), Buffer.from([0x1f, 0x8b])])
    expect(compressionOf(bytes)).toBeUndefined();
});
