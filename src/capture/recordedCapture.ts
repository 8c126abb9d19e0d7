import type { Micros } from '../base/branded.ts';
import type { Disposable } from '../base/disposable.ts';
import type { Event } from '../base/emitter.ts';
import type { StreamEnd } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { Violation } from '../protocol/violation.ts';
import type { CaptureReader } from './captureReader.ts';
import type { FrameFacts, FrameRow, MessageFacts, PayloadPiece } from './frameRow.ts';
import type { CapturedConnection } from './connections.ts';
import type { FileEnd, FileProblem } from './packetFormat.ts';
import type { FrameTable } from './frameTable.ts';
import type {
  AttemptFacts,
  CaptureObserver,
  DirectionCounters,
  PerEndpoint,
  RecordedAttempt,
  RecordedViolation,
  RecordingStopped,
} from './recordedAttempt.ts';

/**
 * What crossed the wire, live or from a file. Frames are numbered from 0 over all attempts. Asking for a frame that does
 * not exist rejects; bytes that are not in the file are told as a `problem`.
 */
export interface Capture extends Disposable {
  readonly file: string;
  readonly frameCount: number;
  /** When the first attempt began; 0 while there is none. */
  readonly startedAt: Micros;
  readonly attempts: readonly RecordedAttempt[];
  readonly counters: PerEndpoint<DirectionCounters>;
  /** The first 1,000. */
  readonly violations: readonly RecordedViolation[];
  readonly violationCount: number;
  /** What is known of every frame, for whoever goes through all of them. Not to be changed. */
  readonly table: FrameTable;
  /** Rows `first` … `first + count - 1`, fewer at the end. */
  page(first: number, count: number): Promise<readonly FrameRow[]>;
  /** One frame's row. */
  row(frame: number): Promise<FrameRow>;
  /** The row of the whole message that begins with this frame; the frame's own while the message is not whole. */
  messageRow(frame: number): Promise<FrameRow>;
  frame(frame: number): Promise<FrameFacts>;
  /** `frame`: that frame's payload, unmasked. `message`: the payload of the whole message it belongs to, inflated. */
  payload(frame: number, of: 'frame' | 'message', offset: number, length: number): Promise<PayloadPiece>;
  /** Those of that frame among `violations`. */
  violationsOf(frame: number): readonly Violation[];
  /** The whole message that the frame belongs to. */
  messageOf(frame: number): MessageFacts | undefined;
  /** Reads all of it, as filters and searches do; several may at once. */
  reader(): CaptureReader;
  /** Whole messages and control frames, in the order in which they became whole, from that frame on. */
  messages(firstFrame?: number): Iterable<MessageFacts & { readonly from: Endpoint }>;
}

/** Takes what crosses the wire in one attempt. Nothing here throws for the disk's sake. */
export interface AttemptRecorder {
  readonly attempt: RecordedAttempt;
  /**
   * `chunk` must not change afterwards: long chunks are written later from where they are. What a socket gives is never
   * used again, so it need not be copied.
   */
  bytes(from: Endpoint, chunk: Uint8Array, at: Micros): void;
  /** No more bytes will come from that endpoint. */
  end(from: Endpoint, how: StreamEnd, at: Micros): void;
  /** A copy of what that endpoint's next compressed message may refer to (RFC 7692 §7.2.2). */
  inflaterWindow(from: Endpoint): Uint8Array;
  /**
   * What else is known of the attempt at its end: any JSON value, kept in the file. No secrets. `remarks` are lines for whoever opens
   * the file in another program.
   */
  finish(facts: unknown, remarks?: readonly string[]): void;
}

/** A capture that is being recorded. */
export interface LiveCapture extends Capture {
  /** Bytes that wait to be written: a reason to pause the socket when they are many. */
  readonly pendingBytes: number;
  /** Bytes in the capture file once all is written. */
  readonly fileBytes: number;
  readonly recordingStopped: RecordingStopped | undefined;
  /** Tells the frame count when frames came or ended; once for each chunk. */
  readonly onGrew: Event<number>;
  readonly onRecordingStopped: Event<RecordingStopped>;
  /**
   * Attempts follow one another: bytes that still come in an earlier one are recorded, but make no frames. `remarks` are as those of
   * `finish`.
   */
  beginAttempt(facts: AttemptFacts, observer?: CaptureObserver, remarks?: readonly string[]): AttemptRecorder;
  /** Resolves when all that came so far is in the file, or when recording stopped. */
  flush(): Promise<void>;
  /** Writes what waits and ends recording. The capture stays readable until it is disposed. */
  close(): Promise<void>;
}

/** A capture that was read from a file. */
export interface OpenedCapture extends Capture {
  /** Set when the file could not be read to its end: where, and why. What came before is there. */
  readonly cut: FileEnd['cut'];
  /** The first things in the file that could not be used. */
  readonly problems: readonly FileProblem[];
  readonly problemCount: number;
  /** The WebSocket connections to choose from; empty in a file that WebSocket Inspector wrote, whose attempts belong together. */
  readonly connections: readonly CapturedConnection[];
  /** The number of the one that is shown; undefined when all attempts are. */
  readonly connection: number | undefined;
  /** Connections over TLS in another program's file: what they carry cannot be read. */
  readonly encryptedConnections: number;
}
