/** Reading of octets whose place is known to be there; beyond the end they read as 0, so that nothing ever throws. */

export const octetAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

/** Big-endian, as everything on the wire. */
export const uint16At = (bytes: Uint8Array, at: number): number => (octetAt(bytes, at) << 8) | octetAt(bytes, at + 1);

export const uint32At = (bytes: Uint8Array, at: number): number =>
  ((uint16At(bytes, at) << 16) | uint16At(bytes, at + 2)) >>> 0;

/** Apart from octets, for the optimiser keeps what it learns by function: one that sees a single type stays fast. */
export const entryAt = (table: readonly number[] | Uint16Array, at: number): number => table[at] ?? 0;
export const wordAt = (words: Int32Array, at: number): number => words[at] ?? 0;
