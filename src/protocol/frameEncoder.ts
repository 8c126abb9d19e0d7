import type { LengthForm } from './frame.ts';
import { maskInto } from './masking.ts';

/** A frame to write, well-formed or not: every field of RFC 6455 §5.2 can be set on its own. */
export interface FrameToEncode {
  /** 0x0–0xF; only the low four bits count. */
  readonly opcode: number;
  readonly payload?: Uint8Array;
  /** Default true. */
  readonly fin?: boolean;
  readonly rsv1?: boolean;
  readonly rsv2?: boolean;
  readonly rsv3?: boolean;
  /** Sets the mask bit, writes these four octets (one big-endian number) and masks the payload. Absent: not masked. */
  readonly maskingKey?: number | undefined;
  /** The key the payload is really masked with, when it shall differ from the one that is written. */
  readonly payloadMaskingKey?: number | undefined;
  /** The payload goes out as it is although the mask bit is set. */
  readonly payloadAlreadyMasked?: boolean;
  /** Default: the shortest that can hold the length. */
  readonly lengthForm?: LengthForm | undefined;
  /** What the length field says; default the payload's length. A bigint reaches all 64 bits. */
  readonly declaredLength?: number | bigint | undefined;
  /** Writes the length with its small end first, as broken peers do. */
  readonly lengthLittleEndian?: boolean;
}

const shortestForm = (length: bigint): LengthForm => (length < 126n ? 7 : length < 65_536n ? 16 : 64);

/** The seven bits of the second octet (RFC 6455 §5.2, "Payload length"). A 7-bit form holds what fits, 126 and 127 included. */
const sevenBits = (form: LengthForm, length: bigint): number =>
  form === 7 ? Number(length & 0x7fn) : form === 16 ? 126 : 127;

/** The frame's bytes. Nothing is checked: what is asked for is written. */
export function encodeFrame(frame: FrameToEncode): Uint8Array {
  const payload = frame.payload ?? new Uint8Array(0);
  const length = BigInt(frame.declaredLength ?? payload.length);
  const form = frame.lengthForm ?? shortestForm(length);
  const lengthBytes = form === 7 ? 0 : form === 16 ? 2 : 8;
  const key = frame.maskingKey;
  const headerLength = 2 + lengthBytes + (key === undefined ? 0 : 4);
  const bytes = new Uint8Array(headerLength + payload.length);
  const view = new DataView(bytes.buffer);
  bytes[0] =
    ((frame.fin ?? true) ? 0x80 : 0) |
    (frame.rsv1 === true ? 0x40 : 0) |
    (frame.rsv2 === true ? 0x20 : 0) |
    (frame.rsv3 === true ? 0x10 : 0) |
    (frame.opcode & 0xf);
  bytes[1] = (key === undefined ? 0 : 0x80) | sevenBits(form, length);
  const little = frame.lengthLittleEndian === true;
  if (form === 16) view.setUint16(2, Number(length & 0xffffn), little);
  if (form === 64) view.setBigUint64(2, BigInt.asUintN(64, length), little);
  if (key !== undefined) view.setUint32(headerLength - 4, key);
  if (key === undefined || frame.payloadAlreadyMasked === true) bytes.set(payload, headerLength);
  else maskInto(bytes, headerLength, payload, 0, payload.length, frame.payloadMaskingKey ?? key, 0);
  return bytes;
}

/** A Close frame's payload (RFC 6455 §5.5.1): two bytes of code, then the reason in UTF-8. Neither is checked. */
export function encodeClosePayload(code: number | undefined, reason: string | Uint8Array = ''): Uint8Array {
  if (code === undefined) return new Uint8Array(0);
  const text = typeof reason === 'string' ? new TextEncoder().encode(reason) : reason;
  const payload = new Uint8Array(2 + text.length);
  new DataView(payload.buffer).setUint16(0, code);
  payload.set(text, 2);
  return payload;
}
