import type { Inflated } from '../contract/engineContract.ts';
import { decodeContent } from '../protocol/contentCoding.ts';

/** More than this is no preview any more, and may be a bomb. */
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** Undoes a compression inside a payload, as far as the bytes and the cap allow. */
export function inflatePayload(bytes: Uint8Array, coding: 'gzip' | 'deflate' | 'zstd'): Inflated {
  const { bytes: inflated, end } = decodeContent(bytes, [coding], MAX_OUTPUT_BYTES);
  return { bytes: inflated, end: end === 'unknown' ? 'malformed' : end };
}
