/** Canonical Huffman codes as DEFLATE uses them (RFC 1951 §3.2.2). */
import { entryAt } from './octets.ts';

/** A lookup by the next `bits` bits of input: entry = symbol × 16 + code length, 0 where no code begins so. */
export interface HuffmanTable {
  readonly bits: number;
  readonly entries: Uint16Array;
}

/** Why lengths make no code; a code may be incomplete only when it has a single symbol of one bit (or none at all). */
export type HuffmanProblem = 'over-subscribed' | 'incomplete';

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit += 1) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

/** `lengths[symbol]` is 0–15 bits, 0 for a symbol that is not used. */
export function buildHuffman(lengths: Uint8Array, mayBeIncomplete: boolean): HuffmanTable | HuffmanProblem {
  const counts = new Uint16Array(16);
  let bits = 0;
  for (const length of lengths) {
    counts[length] = entryAt(counts, length) + 1;
    if (length > bits) bits = length;
  }
  if (bits === 0) return mayBeIncomplete ? { bits: 1, entries: new Uint16Array(2) } : 'incomplete';
  const next = new Uint16Array(16);
  let left = 1;
  let code = 0;
  for (let length = 1; length <= 15; length += 1) {
    const count = entryAt(counts, length);
    left = left * 2 - count;
    if (left < 0) return 'over-subscribed';
    next[length] = code;
    code = (code + count) << 1;
  }
  if (left > 0 && !(mayBeIncomplete && bits === 1)) return 'incomplete';
  const entries = new Uint16Array(1 << bits);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const own = entryAt(next, length);
    next[length] = own + 1;
    const step = 1 << length;
    for (let at = reversed(own, length); at < entries.length; at += step) entries[at] = symbol * 16 + length;
  });
  return { bits, entries };
}

function fixedLiterals(): HuffmanTable {
  const lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288);
  return buildHuffman(lengths, false) as HuffmanTable;
}

/** RFC 1951 §3.2.6. */
export const FIXED_LITERALS: HuffmanTable = fixedLiterals();
export const FIXED_DISTANCES: HuffmanTable = buildHuffman(new Uint8Array(32).fill(5), false) as HuffmanTable;
