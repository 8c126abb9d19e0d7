/**
 * Finds ASCII by four octets at a time. The words of a chunk are laid over it once and serve for all payloads in it: a chunk of
 * 64 KiB holds thousands of small ones, for each of which a call into native code would cost more than the payload.
 */
import { octetAt, wordAt } from './octets.ts';

const ABOVE_ASCII = 0x8080_8080 | 0;

export class AsciiScan {
  #chunk: Uint8Array | undefined;
  #words: Int32Array = new Int32Array(0);

  /** Whether all of `bytes[start..end)` is below 0x80. */
  test(bytes: Uint8Array, start: number, end: number): boolean {
    if (bytes !== this.#chunk) {
      this.#chunk = bytes;
      this.#words = new Int32Array(bytes.buffer, 0, bytes.buffer.byteLength >> 2);
    }
    const words = this.#words;
    const shift = bytes.byteOffset;
    // The first and last words may reach beyond the payload: their octets are looked at one by one.
    const firstWord = (shift + start + 3) >> 2;
    const endWord = (shift + end) >> 2;
    let found = 0;
    let at = start;
    for (const head = firstWord * 4 - shift; at < head && at < end; at += 1) found |= octetAt(bytes, at);
    if (endWord <= firstWord) {
      for (; at < end; at += 1) found |= octetAt(bytes, at);
      return (found & 0x80) === 0;
    }
    for (at = endWord * 4 - shift; at < end; at += 1) found |= octetAt(bytes, at);
    if ((found & 0x80) !== 0) return false;
    let word = firstWord;
    let all = 0;
    for (const fours = endWord - 3; word < fours; word += 4) {
      all |= wordAt(words, word) | wordAt(words, word + 1) | wordAt(words, word + 2) | wordAt(words, word + 3);
    }
    for (; word < endWord; word += 1) all |= wordAt(words, word);
    return (all & ABOVE_ASCII) === 0;
  }
}
