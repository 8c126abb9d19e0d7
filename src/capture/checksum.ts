/** Words summed at a time: their halves cannot exceed 32 bits. */
const BLOCK_WORDS = 0x8000;
const NO_WORDS = new Int32Array(0);

/**
 * The sum of the bytes as big-endian 16-bit words in ones' complement (RFC 1071), 0–0xFFFF; an odd last byte counts as
 * the high half of a word. Sums may be added and folded.
 */
export function onesComplementSum(bytes: Uint8Array): number {
  const length = bytes.length;
  let sum = 0;
  let at = 0;
  // RFC 1071 §2: words may be summed in any width and byte order; the order is put right once, at the end.
  for (; at < length && ((bytes.byteOffset + at) & 3) !== 0; at++) sum += byteAt(bytes, at);
  const start = at;
  const wordCount = (length - at) >>> 2;
  // Bytes too few for a word may end before an aligned place is reached.
  const words = wordCount === 0 ? NO_WORDS : new Int32Array(bytes.buffer, bytes.byteOffset + at, wordCount);
  let swapped = 0;
  for (let first = 0; first < wordCount; first += BLOCK_WORDS) {
    const end = Math.min(wordCount, first + BLOCK_WORDS);
    let low = 0;
    let high = 0;
    for (let i = first; i < end; i++) {
      const word = words[i] ?? 0;
      low = (low + (word & 0xffff)) | 0;
      high = (high + (word >>> 16)) | 0;
    }
    swapped = fold(swapped + (low >>> 0) + (high >>> 0));
  }
  sum += isLittleEndian === ((start & 1) === 0) ? ((swapped & 0xff) << 8) | (swapped >>> 8) : swapped;
  for (at += wordCount * 4; at < length; at++) sum += byteAt(bytes, at);
  return fold(sum);
}

/** Brings a sum of 16-bit words back to 16 bits (RFC 1071 §1). */
export const fold = (sum: number): number => (sum > 0xffff ? sum % 0xffff || 0xffff : sum);

/** What a checksum field has to hold when everything else sums up to `sum`. */
export const checksumOf = (sum: number): number => 0xffff - fold(sum);

const byteAt = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) << (at & 1 ? 0 : 8);

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
