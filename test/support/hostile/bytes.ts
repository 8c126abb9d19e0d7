import { constants, deflateRawSync } from 'node:zlib';
import type { ZlibOptions } from 'node:zlib';
import { parseHex } from '../../../src/base/hex.ts';

/** Bytes from hexadecimal, which has to be right. */
export function hex(text: string): Buffer {
  const parsed = parseHex(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return Buffer.from(parsed.bytes);
}

/** A frame with any first byte and the shortest length form; masked when a key is given. */
export function frame(first: number, payload: Uint8Array | string = '', key?: Uint8Array): Buffer {
  const bytes = Buffer.from(payload);
  const maskBit = key === undefined ? 0 : 0x80;
  let header: Buffer;
  if (bytes.length < 126) header = Buffer.from([first, maskBit | bytes.length]);
  else if (bytes.length < 65536) header = Buffer.from([first, maskBit | 126, bytes.length >> 8, bytes.length & 0xff]);
  else {
    header = Buffer.alloc(10);
    header.set([first, maskBit | 127]);
    header.writeBigUInt64BE(BigInt(bytes.length), 2);
  }
  if (key === undefined) return Buffer.concat([header, bytes]);
  return Buffer.concat([header, key, bytes.map((byte, at) => byte ^ key[at % 4]!)]);
}

export const text = (payload: Uint8Array | string): Buffer => frame(0x81, payload);

export const closePayload = (code: number, reason: Uint8Array | string = ''): Buffer =>
  Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);

export const close = (code: number, reason: Uint8Array | string = ''): Buffer =>
  frame(0x88, closePayload(code, reason));

/** Bytes that look random and are the same in every run. */
export function noise(length: number, seed: number): Buffer {
  let state = seed;
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** Letters that look random, so that only what is repeated on purpose can be referred back to. */
export const letters = (length: number, seed: number): string =>
  Array.from(noise(length, seed), (byte) => String.fromCharCode(97 + (byte % 26))).join('');

/** A message's payload under permessage-deflate: without the tail 00 00 FF FF (RFC 7692 §7.2.1). */
export function deflated(payload: Uint8Array | string, options: ZlibOptions = {}): Buffer {
  const whole = deflateRawSync(payload, { finishFlush: constants.Z_SYNC_FLUSH, ...options });
  return whole.subarray(0, whole.length - 4);
}

/** `repeats` MiB of zeros as one deflate stream, about 1 KB for each: one block repeated, for it refers only to itself. */
export function deflatedZeros(repeats: number): Buffer {
  const oneMiB = deflateRawSync(Buffer.alloc(1024 * 1024), { finishFlush: constants.Z_SYNC_FLUSH });
  const all = Buffer.concat(Array.from({ length: repeats }, () => oneMiB));
  return all.subarray(0, all.length - 4);
}
