/**
 * Frames out of one endpoint's bytes (RFC 6455 §5.2). It knows borders and nothing else: no rule is judged here and nothing is
 * refused. Only a header is ever held back, at most 14 bytes of it; payload goes on as it comes, still masked.
 */
import type { Micros, WireOffset } from '../base/branded.ts';
import type { Endpoint } from './endpoint.ts';
import type { FrameHeader, LengthForm } from './frame.ts';
import { octetAt, uint16At, uint32At } from './octets.ts';

/** The one header object of a decoder; it is written anew for every frame. */
export class WireFrameHeader implements FrameHeader {
  readonly from: Endpoint;
  wireOffset = 0 as WireOffset;
  fin = true;
  rsv1 = false;
  rsv2 = false;
  rsv3 = false;
  opcode = 0;
  masked = false;
  maskingKey = 0;
  lengthForm: LengthForm = 7;
  payloadLength = 0;
  headerLength = 2;
  /** FIN, RSV and opcode as they stand in the first octet. */
  firstOctet = 0;
  /** Mask bit and 7-bit length as they stand in the second. */
  secondOctet = 0;
  /** Both halves of a 64-bit length: `payloadLength` is rounded above 2^53. */
  lengthHigh = 0;
  lengthLow = 0;

  constructor(from: Endpoint) {
    this.from = from;
  }
}

export interface FrameDecoderSink {
  /**
   * Asked where a header is due at `bytes[start]`, which stands at `wireOffset`: may take whole frames by itself, and gives where the
   * first one begins that it did not take.
   */
  takeWhole?(bytes: Uint8Array, start: number, end: number, wireOffset: number, at: Micros): number;
  /** A whole header; `header` lasts for this call only. False: the borders it tells are not believed, decoding halts after it. */
  frameStart(header: WireFrameHeader, at: Micros): boolean;
  /** A piece of the payload, `bytes[start..end)`, still masked; `position` is where it stands in the payload. */
  framePayload(bytes: Uint8Array, start: number, end: number, position: number): void;
  /** The payload is whole, or the frame was cut off after `received` bytes. */
  frameEnd(received: number, complete: boolean, at: Micros): void;
}

const MAX_HEADER = 14;

/** Length of a header from its second octet: 2, then 0, 2 or 8 of length, then 0 or 4 of masking key. */
export function headerLengthOf(secondOctet: number): number {
  const seven = secondOctet & 0x7f;
  return 2 + (seven < 126 ? 0 : seven === 126 ? 2 : 8) + (secondOctet < 0x80 ? 0 : 4);
}

/** Reads the header that stands whole at `bytes[at]` into `header`. */
export function readHeader(header: WireFrameHeader, bytes: Uint8Array, at: number): void {
  const first = octetAt(bytes, at);
  const second = octetAt(bytes, at + 1);
  const seven = second & 0x7f;
  header.firstOctet = first;
  header.secondOctet = second;
  header.fin = first >= 0x80;
  header.rsv1 = (first & 0x40) !== 0;
  header.rsv2 = (first & 0x20) !== 0;
  header.rsv3 = (first & 0x10) !== 0;
  header.opcode = first & 0x0f;
  let next = at + 2;
  if (seven < 126) {
    header.lengthForm = 7;
    header.payloadLength = seven;
  } else if (seven === 126) {
    header.lengthForm = 16;
    header.payloadLength = uint16At(bytes, next);
    next += 2;
  } else {
    header.lengthForm = 64;
    header.lengthHigh = uint32At(bytes, next);
    header.lengthLow = uint32At(bytes, next + 4);
    header.payloadLength = header.lengthHigh * 0x1_0000_0000 + header.lengthLow;
    next += 8;
  }
  header.masked = second >= 0x80;
  if (header.masked) {
    header.maskingKey = uint32At(bytes, next);
    next += 4;
  } else header.maskingKey = 0;
  header.headerLength = next - at;
}

/** The declared length, exactly. */
export const exactLength = (header: WireFrameHeader): bigint =>
  header.lengthForm === 64
    ? (BigInt(header.lengthHigh) << 32n) | BigInt(header.lengthLow)
    : BigInt(header.payloadLength);

/** The header's octets, written again from its fields. */
export function headerOctets(header: WireFrameHeader): Uint8Array {
  const octets = new Uint8Array(header.headerLength);
  const view = new DataView(octets.buffer);
  octets[0] = header.firstOctet;
  octets[1] = header.secondOctet;
  if (header.lengthForm === 16) view.setUint16(2, header.payloadLength);
  if (header.lengthForm === 64) view.setBigUint64(2, exactLength(header));
  if (header.masked) view.setUint32(header.headerLength - 4, header.maskingKey);
  return octets;
}

export class FrameDecoder {
  readonly #sink: FrameDecoderSink;
  readonly #header: WireFrameHeader;
  readonly #held = new Uint8Array(MAX_HEADER);
  #heldLength = 0;
  #inPayload = false;
  #declared = 0;
  #received = 0;
  #offset: number;

  /** `offset` is where the first frame begins in what `from` wrote. */
  constructor(from: Endpoint, offset: number, sink: FrameDecoderSink) {
    this.#header = new WireFrameHeader(from);
    this.#offset = offset;
    this.#sink = sink;
  }

  /** Where the next byte to come stands in what the endpoint wrote. */
  get offset(): number {
    return this.#offset;
  }

  /** Bytes of a header that has begun and is not whole yet. */
  get heldHeader(): Uint8Array {
    return this.#held.slice(0, this.#heldLength);
  }

  get insideFrame(): boolean {
    return this.#inPayload;
  }

  /** Payload bytes of the frame that is open. */
  get received(): number {
    return this.#received;
  }

  /** Decodes `bytes[start..end)`, of which only an unfinished header is kept. Returns `end`, or less when a header made it halt. */
  push(bytes: Uint8Array, start: number, end: number, at: Micros): number {
    const base = this.#offset - start;
    const header = this.#header;
    const sink = this.#sink;
    let next = start;
    if (this.#inPayload) next = this.#takePayload(bytes, next, end, at);
    while (next < end) {
      if (this.#heldLength === 0) {
        if (sink.takeWhole !== undefined) {
          next = sink.takeWhole(bytes, next, end, base + next, at);
          if (next >= end) break;
        }
        const length = end - next < 2 ? MAX_HEADER : headerLengthOf(octetAt(bytes, next + 1));
        if (end - next < length) {
          this.#hold(bytes, next, end);
          break;
        }
        header.wireOffset = (base + next) as WireOffset;
        readHeader(header, bytes, next);
        next += length;
      } else {
        next = this.#completeHeader(bytes, next, end);
        if (this.#heldLength > 0) break;
        header.wireOffset = (base + next - header.headerLength) as WireOffset;
      }
      if (!sink.frameStart(header, at)) {
        this.#offset = base + next;
        return next;
      }
      const declared = header.payloadLength;
      if (declared <= end - next) {
        if (declared > 0) sink.framePayload(bytes, next, next + declared, 0);
        next += declared;
        sink.frameEnd(declared, true, at);
      } else {
        this.#inPayload = true;
        this.#declared = declared;
        this.#received = 0;
        next = this.#takePayload(bytes, next, end, at);
      }
    }
    this.#offset = base + end;
    return end;
  }

  /** Goes on at another place: frames begin again at `offset`. */
  resumeAt(offset: number): void {
    this.#offset = offset;
    this.#heldLength = 0;
  }

  /** Ends the frame that is open here, if any: the stream ended inside it, or its borders are not believed. */
  cut(at: Micros): void {
    this.#heldLength = 0;
    if (!this.#inPayload) return;
    this.#inPayload = false;
    this.#sink.frameEnd(this.#received, false, at);
  }

  #takePayload(bytes: Uint8Array, start: number, end: number, at: Micros): number {
    const wanted = this.#declared - this.#received;
    const available = end - start;
    const taken = wanted < available ? wanted : available;
    if (taken > 0) {
      const position = this.#received;
      this.#received += taken;
      this.#sink.framePayload(bytes, start, start + taken, position);
    }
    if (this.#received === this.#declared) {
      this.#inPayload = false;
      this.#sink.frameEnd(this.#declared, true, at);
    }
    return start + taken;
  }

  #hold(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at += 1) this.#held[this.#heldLength++] = octetAt(bytes, at);
  }

  /** Goes on with a header whose first bytes came before. It is whole when nothing is held any more. */
  #completeHeader(bytes: Uint8Array, start: number, end: number): number {
    const held = this.#held;
    for (let next = start; next < end; next += 1) {
      held[this.#heldLength++] = octetAt(bytes, next);
      if (this.#heldLength < 2 || this.#heldLength < headerLengthOf(octetAt(held, 1))) continue;
      readHeader(this.#header, held, 0);
      this.#heldLength = 0;
      return next + 1;
    }
    return end;
  }
}
