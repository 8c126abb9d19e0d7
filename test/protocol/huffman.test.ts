import { describe, expect, it } from 'vitest';
import { buildHuffman, FIXED_DISTANCES, FIXED_LITERALS } from '../../src/protocol/huffman.ts';

describe('buildHuffman', () => {
  it('builds the example of RFC 1951 §3.2.2', () => {
    // ABCDEFGH with lengths 3, 3, 3, 3, 3, 2, 4, 4: F is 00, A is 010, G is 1110; a code comes with its first bit lowest.
    const table = buildHuffman(Uint8Array.of(3, 3, 3, 3, 3, 2, 4, 4), false);
    if (typeof table === 'string') throw new Error(table);
    const symbolOf = (bits: string): number => {
      const entry = table.entries[Number.parseInt(Array.from(bits).reverse().join(''), 2)]!;
      expect(entry & 15).toBe(bits.length);
      return entry >> 4;
    };
    expect(table.bits).toBe(4);
    expect(symbolOf('00')).toBe(5);
    expect(symbolOf('010')).toBe(0);
    expect(symbolOf('1110')).toBe(6);
    expect(symbolOf('1111')).toBe(7);
  });

  it('refuses lengths that make no code', () => {
    expect(buildHuffman(Uint8Array.of(1, 1, 1), true)).toBe('over-subscribed');
    expect(buildHuffman(Uint8Array.of(2, 2, 2), true)).toBe('incomplete');
    expect(buildHuffman(Uint8Array.of(1, 0), false)).toBe('incomplete');
    expect(buildHuffman(Uint8Array.of(0, 0), false)).toBe('incomplete');
  });

  it('takes a single symbol of one bit, or none, where that is allowed', () => {
    expect(buildHuffman(Uint8Array.of(0, 1), true)).toEqual({ bits: 1, entries: Uint16Array.of(17, 0) });
    expect(buildHuffman(Uint8Array.of(0, 0), true)).toEqual({ bits: 1, entries: new Uint16Array(2) });
  });

  it('has the fixed codes of RFC 1951 §3.2.6', () => {
    expect(FIXED_LITERALS.bits).toBe(9);
    expect(FIXED_LITERALS.entries[0]).toBe(256 * 16 + 7);
    expect(FIXED_DISTANCES.entries).toHaveLength(32);
  });
});
