/** Content codings of RFC 9110 §8.4.1 and RFC 8878, undone up to a cap and as far as the bytes allow. */
import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
  type BrotliOptions,
  type ZlibOptions,
} from 'node:zlib';
import { octetAt, uint16At } from './octets.ts';

export interface Decoded {
  readonly bytes: Uint8Array;
  /** `cap`: more would have come; `malformed`: the bytes stop being what the coding says; `unknown`: a coding we do not have. */
  readonly end: 'whole' | 'cap' | 'malformed' | 'unknown';
}

type Decoder = (bytes: Uint8Array, maxOutputLength: number) => Uint8Array;

const zlibOptions = (maxOutputLength: number): ZlibOptions => ({
  maxOutputLength,
  finishFlush: constants.Z_SYNC_FLUSH,
});
const brotliOptions = (maxOutputLength: number): BrotliOptions => ({
  maxOutputLength,
  finishFlush: constants.BROTLI_OPERATION_FLUSH,
});

/** "deflate" means the zlib format; some servers send DEFLATE without its wrapping (RFC 9110 §8.4.1.2). */
const deflate: Decoder = (bytes, max) =>
  (octetAt(bytes, 0) & 0x0f) === 8 && uint16At(bytes, 0) % 31 === 0
    ? inflateSync(bytes, zlibOptions(max))
    : inflateRawSync(bytes, zlibOptions(max));

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', (bytes, max) => gunzipSync(bytes, zlibOptions(max))],
  ['x-gzip', (bytes, max) => gunzipSync(bytes, zlibOptions(max))],
  ['deflate', deflate],
  ['br', (bytes, max) => brotliDecompressSync(bytes, brotliOptions(max))],
  ['zstd', (bytes, max) => zstdDecompressSync(bytes, { maxOutputLength: max, finishFlush: constants.ZSTD_e_flush })],
]);

type Attempt = { readonly bytes: Uint8Array } | 'cap' | 'malformed';

function attempt(decoder: Decoder, bytes: Uint8Array, cap: number): Attempt {
  if (bytes.length === 0) return { bytes };
  try {
    return { bytes: decoder(bytes, cap) };
  } catch (error) {
    // Either more than the cap, or no such coding: the code tells.
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'cap' : 'malformed';
  }
}

/** The output of the longest prefix that decodes, found by halving: a prefix fails exactly when it holds the first bad byte. */
function decodePrefix(decoder: Decoder, bytes: Uint8Array, cap: number): Uint8Array {
  let best: Uint8Array = new Uint8Array(0);
  let low = 0;
  let high = bytes.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    const result = attempt(decoder, bytes.subarray(0, middle), cap);
    if (typeof result === 'string') high = middle;
    else {
      best = result.bytes;
      low = middle;
    }
  }
  return best;
}

/** Undoes codings in reverse order of `codings`, which is the order they were applied in. */
export function decodeContent(bytes: Uint8Array, codings: readonly string[], cap: number): Decoded {
  let decoded = bytes;
  let end: Decoded['end'] = 'whole';
  for (const coding of [...codings].reverse()) {
    const name = coding.toLowerCase();
    if (name === 'identity') continue;
    const decoder = DECODERS.get(name);
    if (decoder === undefined) return { bytes: decoded, end: 'unknown' };
    const result = attempt(decoder, decoded, cap);
    if (typeof result === 'string') {
      if (end === 'whole') end = result;
      decoded = decodePrefix(decoder, decoded, cap);
    } else decoded = result.bytes;
  }
  return { bytes: decoded, end };
}
