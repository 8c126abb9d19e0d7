import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inflatePayload } from '../../src/engine/inflatePayload.ts';

const text = Buffer.from('hello hello hello');

test('undoes each coding', () => {
  for (const [coding, bytes] of [
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['zstd', zstdCompressSync(text)],
  ] as const) {
    const { bytes: inflated, end } = inflatePayload(bytes, coding);
    expect([Buffer.from(inflated).toString(), end]).toEqual([text.toString(), 'whole']);
  }
});

test('a bomb ends at the cap, and what is broken is given as far as it goes', () => {
  const bomb = inflatePayload(gzipSync(Buffer.alloc(64 * 1024 * 1024)), 'gzip');
  expect(bomb.end).toBe('cap');
  expect(bomb.bytes.length).toBeLessThanOrEqual(4 * 1024 * 1024);
  expect(inflatePayload(Buffer.from('no gzip at all'), 'gzip').end).toBe('malformed');
});
