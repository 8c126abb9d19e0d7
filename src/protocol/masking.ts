/**
 * Masking of RFC 6455 §5.3: octet i of the payload is XORed with octet (i mod 4) of the masking key. Masking and unmasking are
 * the same. `key` is the four octets as one big-endian number.
 */
import { octetAt } from './octets.ts';

/** A masking key, which is the end of its frame's header (RFC 6455 §5.2). */
export const MASKING_KEY_BYTES = 4;

/** Writes `source[start..end)` masked to `target` from `at` on. `position` is where `source[start]` stands in the payload. */
export function maskInto(
  target: Uint8Array,
  at: number,
  source: Uint8Array,
  start: number,
  end: number,
  key: number,
  position: number,
): void {
  // The four octets in the order in which this piece needs them.
  const turned = position & 3;
  const k0 = (key >>> (24 - 8 * turned)) & 0xff;
  const k1 = (key >>> (24 - 8 * ((turned + 1) & 3))) & 0xff;
  const k2 = (key >>> (24 - 8 * ((turned + 2) & 3))) & 0xff;
  const k3 = (key >>> (24 - 8 * ((turned + 3) & 3))) & 0xff;
  let from = start;
  let to = at;
  for (const whole = end - 3; from < whole; from += 4, to += 4) {
    target[to] = octetAt(source, from) ^ k0;
    target[to + 1] = octetAt(source, from + 1) ^ k1;
    target[to + 2] = octetAt(source, from + 2) ^ k2;
    target[to + 3] = octetAt(source, from + 3) ^ k3;
  }
  if (from < end) target[to] = octetAt(source, from) ^ k0;
  if (from + 1 < end) target[to + 1] = octetAt(source, from + 1) ^ k1;
  if (from + 2 < end) target[to + 2] = octetAt(source, from + 2) ^ k2;
}

/** A masked copy; `bytes` stays as it is. */
export function masked(bytes: Uint8Array, key: number, position = 0): Uint8Array {
  const copy = new Uint8Array(bytes.length);
  maskInto(copy, 0, bytes, 0, bytes.length, key, position);
  return copy;
}
