import type { FrameId, Micros } from '../base/branded.ts';
import type { Endpoint } from './endpoint.ts';

/** One Close frame (RFC 6455 §5.5.1). `code` is undefined when the frame carried none. */
export interface CloseFrame {
  readonly from: Endpoint;
  readonly frame: FrameId;
  readonly at: Micros;
  readonly code: number | undefined;
  readonly reason: string;
}

/** How one endpoint's byte stream ended. */
export type StreamEnd = 'fin' | 'reset' | 'abandoned';

/** Who did what, in order. `code` is what RFC 6455 §7.1.5 calls the connection close code: 1005 and 1006 are never on the wire. */
export interface ClosingHandshake {
  readonly first: CloseFrame | undefined;
  readonly answer: CloseFrame | undefined;
  /** The endpoint whose stream ended first, and how. */
  readonly ended: { readonly by: Endpoint | 'network'; readonly how: StreamEnd; readonly at: Micros } | undefined;
  readonly code: number;
  readonly reason: string;
  /** Both Close frames were exchanged (RFC 6455 §7.1.4). */
  readonly clean: boolean;
}
