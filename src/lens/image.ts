/** An image by the first bytes of its file; a size of 0 where they do not tell. */
export interface ImageKind {
  /** For a Blob. */
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp';
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

const begins = (bytes: Uint8Array, at: number, ...wanted: readonly number[]): boolean =>
  wanted.every((byte, i) => bytes[at + i] === byte);

const bigEndian = (bytes: Uint8Array, at: number, count: number): number =>
  bytes.subarray(at, at + count).reduce((value, byte) => value * 256 + byte, 0);
const littleEndian = (bytes: Uint8Array, at: number, count: number): number =>
  bytes.subarray(at, at + count).reduceRight((value, byte) => value * 256 + byte, 0);

/** Which raster image the bytes are; SVG is text, and stays that. */
export function imageKind(bytes: Uint8Array): ImageKind | undefined {
  if (bytes.length < 12) return undefined;
  if (begins(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    return { type: 'image/png', name: 'PNG', width: bigEndian(bytes, 16, 4), height: bigEndian(bytes, 20, 4) };
  }
  if (begins(bytes, 0, 0x47, 0x49, 0x46, 0x38)) {
    return { type: 'image/gif', name: 'GIF', width: littleEndian(bytes, 6, 2), height: littleEndian(bytes, 8, 2) };
  }
  if (begins(bytes, 0, 0x42, 0x4d) && littleEndian(bytes, 2, 4) === bytes.length) {
    return {
      ...{ type: 'image/bmp', name: 'BMP', width: littleEndian(bytes, 18, 4) },
      // A negative height means rows from the top.
      height: Math.abs(littleEndian(bytes, 22, 4) | 0),
    };
  }
  if (begins(bytes, 0, 0x52, 0x49, 0x46, 0x46) && begins(bytes, 8, 0x57, 0x45, 0x42, 0x50)) return webp(bytes);
  return begins(bytes, 0, 0xff, 0xd8, 0xff) ? jpeg(bytes) : undefined;
}

function webp(bytes: Uint8Array): ImageKind {
  const kind = String.fromCharCode(...bytes.subarray(12, 16));
  const of = (width: number, height: number): ImageKind => ({ type: 'image/webp', name: 'WebP', width, height });
  if (kind === 'VP8X') return of(littleEndian(bytes, 24, 3) + 1, littleEndian(bytes, 27, 3) + 1);
  if (kind === 'VP8 ') return of(littleEndian(bytes, 26, 2) & 0x3fff, littleEndian(bytes, 28, 2) & 0x3fff);
  const bits = littleEndian(bytes, 21, 4);
  return kind === 'VP8L' ? of((bits & 0x3fff) + 1, (Math.floor(bits / 0x4000) & 0x3fff) + 1) : of(0, 0);
}

/** The size stands in the frame header (SOF), after any number of other segments. */
function jpeg(bytes: Uint8Array): ImageKind {
  const of = (width: number, height: number): ImageKind => ({ type: 'image/jpeg', name: 'JPEG', width, height });
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const frameHeader = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frameHeader) return of(bigEndian(bytes, at + 7, 2), bigEndian(bytes, at + 5, 2));
    at += 2 + bigEndian(bytes, at + 2, 2);
  }
  return of(0, 0);
}
