/** Thrown when bytes end where more have to come; a lens that reads turns it into "none of mine". */
export class BytesEnded extends Error {
  override readonly name = 'BytesEnded';
}

/** Reads a binary format from its start, in network byte order. Throws `BytesEnded` at the end of the bytes. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.end = end;
  }

  get left(): number {
    return this.end - this.at;
  }

  take(count: number): Uint8Array {
    const start = this.#move(count);
    return this.bytes.subarray(start, start + count);
  }

  uint8(): number {
    return this.#view.getUint8(this.#move(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#move(2));
  }

  uint32(): number {
    return this.#view.getUint32(this.#move(4));
  }

  uint64(): bigint {
    return this.#view.getBigUint64(this.#move(8));
  }

  int8(): number {
    return this.#view.getInt8(this.#move(1));
  }

  int16(): number {
    return this.#view.getInt16(this.#move(2));
  }

  int32(): number {
    return this.#view.getInt32(this.#move(4));
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.#move(8));
  }

  float32(): number {
    return this.#view.getFloat32(this.#move(4));
  }

  float64(): number {
    return this.#view.getFloat64(this.#move(8));
  }

  #move(count: number): number {
    const start = this.at;
    if (count < 0 || start + count > this.end) throw new BytesEnded('The bytes end here.');
    this.at = start + count;
    return start;
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text; undefined when they are no UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    // Not UTF-8: that is the answer.
    return undefined;
  }
}

/** Bytes in a few characters: hexadecimal, cut. */
export function shortHex(bytes: Uint8Array, most = 32): string {
  const hex = Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return bytes.length > most ? `${hex} … ${bytes.length} bytes` : hex;
}
