import type { Micros } from '../base/branded.ts';
import type { ClosingHandshake } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { RequestHead, ResponseHead } from '../protocol/httpHead.ts';
import type { HandshakeResult } from '../protocol/openingHandshake.ts';
import type { ResponseBody } from '../protocol/responseBody.ts';
import type { TranscriptSink } from '../protocol/transcript.ts';
import type { Violation } from '../protocol/violation.ts';

/** What is known when an attempt begins. It is written into the capture file: no secrets. */
export interface AttemptFacts {
  readonly url: string;
  readonly title: string;
  readonly startedAt: Micros;
  /** Names of the request's query parameters and headers that are secrets whatever they are called; the names alone are none. */
  readonly secretParameters?: readonly string[];
}

/** What the bytes of one connection attempt told so far. */
export interface RecordedAttempt {
  /** 1 for the first attempt of the capture. */
  readonly number: number;
  readonly facts: AttemptFacts;
  /** Index of its first frame, whether that frame exists yet or not. */
  readonly firstFrame: number;
  readonly frames: number;
  readonly request: RequestHead | undefined;
  /** 1xx responses other than 101, in order. */
  readonly interim: readonly ResponseHead[];
  readonly response: ResponseHead | undefined;
  readonly handshake: HandshakeResult | undefined;
  readonly body: ResponseBody | undefined;
  readonly closing: ClosingHandshake | undefined;
  /** What the caller gave to `finish`, as JSON gives it back. */
  readonly finished: unknown;
}

/** One direction's totals. Lengths are bytes; a growing frame counts with what came of it. */
export interface DirectionCounters {
  readonly frames: number;
  /** Whole messages and control frames. */
  readonly messages: number;
  /** Frame headers and payloads. */
  readonly wireBytes: number;
  /** Payloads as they crossed the wire. */
  readonly payloadBytes: number;
  /** Payloads of whole messages after inflation; those that could not be inflated count for nothing. */
  readonly inflatedBytes: number;
  /** Frames by opcode, 0–15. */
  readonly opcodes: readonly number[];
}

export interface RecordedViolation {
  readonly violation: Violation;
  /** Undefined when no frame is concerned. */
  readonly frame: number | undefined;
  /** Number of the attempt. */
  readonly attempt: number;
}

/** Recording ended before the connection did. */
export interface RecordingStopped {
  /** One plain sentence. */
  readonly reason: string;
  /** Index of the first frame that is not in the file as a whole; may be the next frame to come. */
  readonly fromFrame: number;
}

/** Told after the capture's own bookkeeping. */
export type CaptureObserver = Partial<TranscriptSink>;

export type PerEndpoint<T> = Readonly<Record<Endpoint, T>>;
