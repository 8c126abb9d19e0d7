export type Coding = 'gzip' | 'deflate' | 'zstd';

/** Which compression the bytes begin with, by its magic number; bare DEFLATE has none. */
export function compressionOf(bytes: Uint8Array): Coding | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (bytes.length < 6) return undefined;
  // RFC 1952 §2.3.1: the method 8 is the only one.
  if (a === 0x1f && b === 0x8b && c === 8) return 'gzip';
  // RFC 8878 §3.1.1.
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  // RFC 1950 §2.2: a window of 32 KiB at most, and a check over both bytes.
  if ((a & 0x0f) === 8 && a >> 4 <= 7 && (a * 256 + b) % 31 === 0 && (b & 0x20) === 0) return 'deflate';
  return undefined;
}
