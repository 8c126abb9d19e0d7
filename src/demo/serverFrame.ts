/** A frame of any kind, legal or not: `firstByte` holds FIN, RSV1–3 and the opcode (RFC 6455 §5.2); masked when a key is given. */
export function serverFrame(firstByte: number, payload: Uint8Array, maskingKey?: Uint8Array): Uint8Array {
  const maskBit = maskingKey === undefined ? 0 : 0x80;
  const lengthField = lengthBytes(payload.length);
  const header = Uint8Array.of(firstByte, maskBit | (lengthField[0] ?? 0), ...lengthField.subarray(1));
  if (maskingKey === undefined) return Buffer.concat([header, payload]);
  return Buffer.concat([
    header,
    maskingKey,
    payload.map((byte, at) => byte ^ (maskingKey[at % maskingKey.length] ?? 0)),
  ]);
}

/** The shortest length form (RFC 6455 §5.2): 7, 7+16 or 7+64 bits, in network byte order. */
function lengthBytes(length: number): Uint8Array {
  if (length < 126) return Uint8Array.of(length);
  if (length < 65536) return Uint8Array.of(126, length >> 8, length & 0xff);
  const bytes = new Uint8Array(9);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 127);
  view.setBigUint64(1, BigInt(length));
  return bytes;
}
