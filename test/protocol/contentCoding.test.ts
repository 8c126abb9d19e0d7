import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeContent } from '../../src/protocol/contentCoding.ts';
import { bytesOf } from './recorder.ts';

const text = 'a body that says why, and says it twice: why, why '.repeat(20);
const plain = bytesOf(text);
const shown = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('decodeContent', () => {
  it.each([
    ['gzip', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['GZIP', gzipSync(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflateRawSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['zstd', zstdCompressSync(plain)],
    ['identity', plain],
  ])('undoes %s', (coding, coded) => {
    const { bytes, end } = decodeContent(coded, [coding], 10_000);
    expect(end).toBe('whole');
    expect(shown(bytes)).toBe(text);
  });

  it('undoes several, the last one first', () => {
    const { bytes, end } = decodeContent(brotliCompressSync(gzipSync(plain)), ['gzip', 'br'], 10_000);
    expect(end).toBe('whole');
    expect(shown(bytes)).toBe(text);
  });

  it('leaves an empty body empty', () => {
    expect(decodeContent(new Uint8Array(0), ['gzip'], 100)).toEqual({ bytes: new Uint8Array(0), end: 'whole' });
    expect(decodeContent(new Uint8Array(0), ['deflate'], 100).end).toBe('whole');
  });

  it.each([
    ['gzip', gzipSync(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflateRawSync(plain)],
    ['br', brotliCompressSync(plain)],
  ])('gives what there is of a cut %s', (coding, coded) => {
    const { bytes } = decodeContent(coded.subarray(0, coded.length - 6), [coding], 10_000);
    expect(text.startsWith(shown(bytes))).toBe(true);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(5_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(5_000_000))],
    ['zstd', zstdCompressSync(Buffer.alloc(5_000_000))],
  ])('cuts a %s bomb at the cap', (coding, coded) => {
    const { bytes, end } = decodeContent(coded, [coding], 100_000);
    expect(end).toBe('cap');
    expect(bytes.length).toBeLessThanOrEqual(100_000);
  });

  it('says malformed of what is not coded so', () => {
    expect(decodeContent(bytesOf('plain text'), ['gzip'], 100)).toMatchObject({ end: 'malformed' });
    expect(decodeContent(bytesOf('p'), ['deflate'], 100).end).toMatch(/whole|malformed/);
    const coded = brotliCompressSync(bytesOf('plain text'));
    expect(decodeContent(coded, ['gzip', 'br'], 100)).toMatchObject({ end: 'malformed' });
  });

  it('keeps the bytes of a coding it does not know', () => {
    expect(decodeContent(plain, ['compress'], 10_000)).toEqual({ bytes: plain, end: 'unknown' });
  });

  it('keeps the first trouble when several codings have some', () => {
    const { end } = decodeContent(gzipSync(gzipSync(Buffer.alloc(5_000_000))).subarray(0, 100), ['gzip', 'gzip'], 1000);
    expect(['cap', 'malformed', 'whole']).toContain(end);
  });
});
