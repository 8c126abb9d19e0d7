import type { FrameId, Micros } from '../base/branded.ts';
import type { ClosingHandshake, StreamEnd } from './closingHandshake.ts';
import type { Endpoint } from './endpoint.ts';
import type { FrameEnd, FrameHeader, Message } from './frame.ts';
import type { RequestHead, ResponseHead } from './httpHead.ts';
import type { HandshakeResult } from './openingHandshake.ts';
import type { PlainRun } from './plainRun.ts';
import type { ResponseBody } from './responseBody.ts';
import type { Violation } from './violation.ts';

/**
 * What a transcript tells, in the order of the bytes. A value lasts only for the call when its comment says so.
 */
export interface TranscriptSink {
  request(head: RequestHead, at: Micros): void;
  /** Every response head: interim 1xx ones too (101 is final). */
  response(head: ResponseHead, at: Micros): void;
  handshake(result: HandshakeResult, at: Micros): void;
  /** The body of a refused upgrade, once: when it ended, hit its cap, or the stream ended. */
  body(body: ResponseBody, at: Micros): void;
  /** A whole header was read. Frames are numbered by the order of these calls, from 0. `header` lasts for this call only. */
  frameStart(frame: FrameId, header: FrameHeader, at: Micros): void;
  /** `end` lasts for this call only. */
  frameEnd(end: FrameEnd): void;
  /** A data message or a control frame is whole. `message` lasts for this call only. */
  message(message: Message): void;
  /**
   * Instead of `frameStart`, `frameEnd` and `message` for each message of the run. Who has no such method is told of each. `run` lasts
   * for this call only.
   */
  plainMessages?(run: PlainRun): void;
  /** `frame` is undefined when no frame is concerned. Comes after that frame's `frameStart`. */
  violation(violation: Violation, frame: FrameId | undefined, at: Micros): void;
  /** Each time the closing handshake moved on: a Close frame was seen, or a stream ended. */
  closing(state: ClosingHandshake, at: Micros): void;
}

export interface TranscriptOptions {
  /** Number of the first frame, when the capture holds earlier attempts. */
  readonly firstFrame?: FrameId;
  /** Decoded body bytes kept of a refused upgrade; default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** Inflated bytes a message may have before inflation is given up and said so; default 64 MiB. */
  readonly maxInflatedBytes?: number;
}

/** One connection's bytes in, values out: both directions, from the HTTP request line to the end of the streams. */
export interface Transcript {
  /** `bytes` is only read, and not kept after the call. */
  push(from: Endpoint, bytes: Uint8Array, at: Micros): void;
  /** No more bytes will come from that endpoint. */
  end(from: Endpoint, how: StreamEnd, at: Micros): void;
  /**
   * A copy of the inflater's window for messages from that endpoint: what a later inflation of the next compressed message
   * needs as its dictionary (RFC 7692 §7.2.2). Empty without permessage-deflate or without context takeover.
   */
  inflaterWindow(from: Endpoint): Uint8Array;
}

export type CreateTranscript = (sink: TranscriptSink, options?: TranscriptOptions) => Transcript;
