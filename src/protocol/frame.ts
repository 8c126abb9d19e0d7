import type { FrameId, Micros, WireOffset } from '../base/branded.ts';
import type { Endpoint } from './endpoint.ts';

/** Which of the three length fields the header used (RFC 6455 §5.2): 7 bits, 7+16 bits or 7+64 bits. */
export type LengthForm = 7 | 16 | 64;

/** A frame's header exactly as it stands on the wire (RFC 6455 §5.2); reserved values included. */
export interface FrameHeader {
  readonly from: Endpoint;
  /** Where the header's first byte stands in what `from` wrote. */
  readonly wireOffset: WireOffset;
  readonly fin: boolean;
  readonly rsv1: boolean;
  readonly rsv2: boolean;
  readonly rsv3: boolean;
  /** 0x0–0xF. */
  readonly opcode: number;
  readonly masked: boolean;
  /** The four bytes as one big-endian number, 0 when not masked. */
  readonly maskingKey: number;
  readonly lengthForm: LengthForm;
  /** As declared; exact up to 2^53, which no real payload reaches. */
  readonly payloadLength: number;
  /** 2–14 bytes. */
  readonly headerLength: number;
}

/** What is known of a frame when its payload ended, or when the stream ended inside it. */
export interface FrameEnd {
  readonly frame: FrameId;
  readonly from: Endpoint;
  /** When the last byte came. */
  readonly at: Micros;
  readonly payloadReceived: number;
  readonly complete: boolean;
}

/** A whole message (RFC 6455 §5.4, §5.6), or a whole control frame when `opcode` ≥ 8. */
export interface Message {
  /** 1 for the first message of the attempt that was begun, both directions counted together. */
  readonly number: number;
  readonly from: Endpoint;
  readonly opcode: number;
  readonly firstFrame: FrameId;
  readonly lastFrame: FrameId;
  readonly frames: number;
  /** RSV1 on its first frame under permessage-deflate (RFC 7692 §6). */
  readonly compressed: boolean;
  /** Payload bytes as they crossed the wire. */
  readonly wireLength: number;
  /** Bytes after inflation; equal to `wireLength` when not compressed; undefined when it could not be inflated. */
  readonly length: number | undefined;
}
