import type { Endpoint } from '../../protocol/endpoint.ts';

/** A head as it may leave the machine: whoever makes it has masked what is secret. */
export interface ExportedHead {
  readonly startLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Bytes of the whole head on the wire. */
  readonly bytes: number;
}

/** One connection attempt. Times are milliseconds since the Unix epoch, exact to the microsecond. */
export interface ExportedAttempt {
  readonly number: number;
  readonly url: string;
  readonly startedAtMs: number;
  readonly request: (ExportedHead & { readonly method: string; readonly version: string }) | undefined;
  readonly response:
    (ExportedHead & { readonly version: string; readonly status: number; readonly reason: string }) | undefined;
  readonly body: { readonly text: string | undefined; readonly mimeType: string; readonly bytes: number } | undefined;
  readonly accepted: boolean;
  /** Milliseconds that each step took; steps that nobody noted are left out. */
  readonly timings: { readonly dns?: number; readonly connect?: number; readonly ssl?: number; readonly wait?: number };
  /** RFC 6455 §7.1.5; undefined while the connection is open, or when it never was. */
  readonly close:
    { readonly code: number; readonly reason: string; readonly by: string; readonly clean: boolean } | undefined;
}

/** A whole message, a control frame, or a frame whose message never became whole. */
export interface ExportedMessage {
  readonly attempt: number;
  readonly from: Endpoint;
  readonly atMs: number;
  readonly opcode: number;
  /** Numbers of its first and last frame, from 1. */
  readonly frames: readonly [first: number, last: number];
  readonly whole: boolean;
  /** Unmasked and inflated. */
  readonly payload: { readonly text: string } | { readonly bytes: Uint8Array };
  /** Bytes of the payload, of which `payload` may be the beginning. */
  readonly length: number;
  /** Bytes of the payload as it crossed the wire. */
  readonly wireLength: number;
  readonly compressed: boolean;
  /** Something in the text was secret and is masked. */
  readonly masked: boolean;
  readonly violations: readonly { readonly rule: string; readonly section: string; readonly sentence: string }[];
  /** Why the payload is not there as a whole. */
  readonly problem: string | undefined;
}

/** What is exported: attempts in order, each with its messages. Messages are read once, one after the other. */
export interface ExportedCapture {
  readonly attempts: readonly ExportedAttempt[];
  messagesOf(attempt: ExportedAttempt): AsyncIterable<ExportedMessage>;
}
