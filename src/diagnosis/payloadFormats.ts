import { formatHex } from '../base/hex.ts';

/** Formats of files and compressors by their first bytes, in hexadecimal; a dot stands for any digit. */
const formats: readonly (readonly [string, string])[] = [
  ['gzip data', '1f8b'],
  ['a zlib stream', '7801'],
  ['a zlib stream', '785e'],
  ['a zlib stream', '789c'],
  ['a zlib stream', '78da'],
  ['a PNG image', '89504e47'],
  ['a JPEG image', 'ffd8ff'],
  ['a GIF image', '47494638'],
  ['a WebP or WAV file', '52494646'],
  ['an Ogg stream', '4f676753'],
  ['an MP4 or M4A file', '........66747970'],
  ['a WebM or Matroska file', '1a45dfa3'],
  ['a PDF file', '25504446'],
  ['a ZIP archive', '504b0304'],
  ['Zstandard data', '28b52ffd'],
  ['text in UTF-16 (byte order mark ff fe)', 'fffe'],
  ['text in UTF-16 (byte order mark fe ff)', 'feff'],
  ['text in UTF-16', '[2-7].00[2-7].00'],
];

/** What the bytes are, with its article, such as `a PNG image`; undefined when they fit nothing known. */
export function payloadFormat(bytes: Uint8Array): string | undefined {
  const digits = formatHex(bytes.subarray(0, 16)).replaceAll(' ', '');
  return formats.find(([, start]) => new RegExp(`^${start}`).test(digits))?.[0];
}
