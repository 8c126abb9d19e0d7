import type { Endpoint } from '../protocol/endpoint.ts';
import type { LengthForm } from '../protocol/frame.ts';
import type { Violation } from '../protocol/violation.ts';

/** One row of the frame list. */
export interface FrameRow {
  /** 0-based index in the capture. */
  readonly frame: number;
  readonly from: Endpoint;
  /** Milliseconds since the capture's first attempt began, exact to the microsecond. */
  readonly atMs: number;
  /** Milliseconds since the frame before it in the capture; undefined for the first. */
  readonly sinceMs: number | undefined;
  readonly fin: boolean;
  readonly rsv1: boolean;
  readonly rsv2: boolean;
  readonly rsv3: boolean;
  readonly opcode: number;
  readonly masked: boolean;
  /** False while it grows, or for ever when the stream ended inside it. */
  readonly complete: boolean;
  readonly payloadLength: number;
  readonly payloadReceived: number;
  /** Header and payload as declared. */
  readonly wireLength: number;
  /** Set on the last frame of a compressed message: its length after inflation. */
  readonly inflatedLength: number | undefined;
  /** Number of the whole message it belongs to; 0 while the message is unfinished, or when there is none. */
  readonly message: number;
  readonly violations: number;
  /** First characters of the payload, in one line: text as text, binary as hex, Close as code and reason. */
  readonly preview: string;
  /** True when the preview does not show the whole payload. */
  readonly previewCut: boolean;
}

/** A whole message as seen from one of its frames. Frame numbers are 1-based here, as shown. */
export interface MessageFacts {
  readonly number: number;
  readonly opcode: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly frames: number;
  readonly compressed: boolean;
  readonly wireLength: number;
  /** After inflation; undefined when it could not be inflated. */
  readonly length: number | undefined;
}

/** All that is known of one frame but its payload. */
export interface FrameFacts {
  /** 1-based, as shown. */
  readonly number: number;
  readonly from: Endpoint;
  /** Milliseconds since the capture's first attempt began. */
  readonly atMs: number;
  readonly fin: boolean;
  readonly rsv: readonly [boolean, boolean, boolean];
  readonly opcode: number;
  readonly masked: boolean;
  /** Eight hex digits; undefined when not masked, or when the header was not recorded. */
  readonly maskingKey: string | undefined;
  readonly lengthForm: LengthForm;
  readonly payloadLength: number;
  readonly payloadReceived: number;
  readonly wireLength: number;
  /** The header's bytes as they crossed the wire; empty when they were not recorded. */
  readonly header: Uint8Array;
  readonly message: MessageFacts | undefined;
  readonly violations: readonly Violation[];
}

/** A piece of a payload. */
export interface PayloadPiece {
  readonly bytes: Uint8Array;
  /** Bytes in the whole payload, after unmasking and, for a message, inflation. */
  readonly total: number;
  /** Set when the payload could not be had whole: why, in one sentence. */
  readonly problem?: string;
}
