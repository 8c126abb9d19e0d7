import { expect, test } from 'vitest';
import { parseHex } from '../../src/base/hex.ts';
import { imageKind } from '../../src/lens/image.ts';

const kind = (hex: string, more = 0) => {
  const parsed = parseHex(hex);
  if (!parsed.ok) throw new Error('no hex');
  const bytes = new Uint8Array(parsed.bytes.length + more);
  bytes.set(parsed.bytes);
  const found = imageKind(bytes);
  return found === undefined ? undefined : `${found.name} ${found.width} × ${found.height}`;
};

test('the kind and size of each', () => {
  expect(kind('89 50 4e 47 0d 0a 1a 0a 00 00 00 0d 49 48 44 52 00 00 02 80 00 00 01 e0')).toBe('PNG 640 × 480');
  expect(kind('47 49 46 38 39 61 80 02 e0 01 00 00')).toBe('GIF 640 × 480');
  expect(kind('42 4d 1a 00 00 00 00 00 00 00 00 00 00 00 28 00 00 00 80 02 00 00 20 fe ff ff')).toBe('BMP 640 × 480');
  expect(kind('ff d8 ff e0 00 04 00 00 ff c0 00 11 08 01 e0 02 80 03 00')).toBe('JPEG 640 × 480');
  expect(kind('52 49 46 46 00 00 00 00 57 45 42 50 56 50 38 58 00 00 00 00 00 00 00 00 7f 02 00 df 01 00')).toBe(
    'WebP 640 × 480',
  );
  expect(kind('52 49 46 46 00 00 00 00 57 45 42 50 56 50 38 20 00 00 00 00 00 00 00 9d 01 2a 80 02 e0 01')).toBe(
    'WebP 640 × 480',
  );
  expect(kind('52 49 46 46 00 00 00 00 57 45 42 50 56 50 38 4c 00 00 00 00 2f 7f c2 77 00')).toBe('WebP 640 × 480');
});

test('what is no image, or only begins like one', () => {
  for (const hex of ['', '89 50 4e 47', '42 4d 99 00 00 00 00 00 00 00 00 00', '3c 73 76 67 3e 00 00 00 00 00 00 00'])
    expect(kind(hex)).toBeUndefined();
  expect(kind('ff d8 ff da 00 02 00 00 00 00 00 00')).toBe('JPEG 0 × 0');
  expect(kind('52 49 46 46 00 00 00 00 57 45 42 50 41 41 41 41')).toBe('WebP 0 × 0');
});
