/** A copy of `bytes[start..end)` with memory of its own. What a socket gives is a Buffer, whose `slice` copies nothing. */
export const copyBytes = (bytes: Uint8Array, start = 0, end = bytes.length): Uint8Array<ArrayBuffer> =>
  new Uint8Array(bytes.subarray(start, end));
