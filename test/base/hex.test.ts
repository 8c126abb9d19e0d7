import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHex, parseHex } from '../../src/base/hex.ts';

describe('parseHex', () => {
  it.each([
    ['', []],
    ['00', [0]],
    ['81 05 48', [0x81, 5, 0x48]],
    ['8105\n48', [0x81, 5, 0x48]],
    ['0x81,0x05', [0x81, 5]],
    ['DE:AD:be:ef', [0xde, 0xad, 0xbe, 0xef]],
  ])('reads %j', (text, bytes) => {
    expect(parseHex(text)).toEqual({ ok: true, bytes: Uint8Array.from(bytes) });
  });

  it.each([
    ['zz', 0, 'Character 1'],
    ['81 0g', 3, 'stands alone'],
    ['81 5', 3, 'stands alone'],
    ['81 05 -', 6, 'Character 7'],
    ['0x', 0, 'stands alone'],
  ])('names the place in %j', (text, offset, words) => {
    const parsed = parseHex(text);
    expect(parsed).toMatchObject({ ok: false, offset });
    expect(parsed.ok ? '' : parsed.message).toContain(words);
  });

  it('undoes formatHex', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(parseHex(formatHex(bytes))).toEqual({ ok: true, bytes });
      }),
    );
  });
});
