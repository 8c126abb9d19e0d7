/**
 * The closing handshake of RFC 6455 §7.1 as a table: which Close frames were seen, and whether a stream ended. A Close frame still
 * counts after the other endpoint's stream ended, for TCP closes each direction by itself.
 */
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

export type ClosingState =
  | 'open'
  | 'client-asked'
  | 'server-asked'
  | 'agreed'
  | 'open-ended'
  | 'client-asked-ended'
  | 'server-asked-ended'
  | 'agreed-ended';

export type ClosingEvent = 'client-close' | 'server-close' | 'stream-end';

/** Every state and every event: what comes next. A repeated event changes nothing. */
export const CLOSING_TABLE: Readonly<Record<ClosingState, Readonly<Record<ClosingEvent, ClosingState>>>> = {
  open: { 'client-close': 'client-asked', 'server-close': 'server-asked', 'stream-end': 'open-ended' },
  'client-asked': { 'client-close': 'client-asked', 'server-close': 'agreed', 'stream-end': 'client-asked-ended' },
  'server-asked': { 'client-close': 'agreed', 'server-close': 'server-asked', 'stream-end': 'server-asked-ended' },
  agreed: { 'client-close': 'agreed', 'server-close': 'agreed', 'stream-end': 'agreed-ended' },
  'open-ended': {
    'client-close': 'client-asked-ended',
    'server-close': 'server-asked-ended',
    'stream-end': 'open-ended',
  },
  'client-asked-ended': {
    'client-close': 'client-asked-ended',
    'server-close': 'agreed-ended',
    'stream-end': 'client-asked-ended',
  },
  'server-asked-ended': {
    'client-close': 'agreed-ended',
    'server-close': 'server-asked-ended',
    'stream-end': 'server-asked-ended',
  },
  'agreed-ended': { 'client-close': 'agreed-ended', 'server-close': 'agreed-ended', 'stream-end': 'agreed-ended' },
};

const NO_STATUS = 1005;
const ABNORMAL = 1006;

/** One connection's closing handshake as it goes on. */
export class ClosingProgress {
  #state: ClosingState = 'open';
  #first: CloseFrame | undefined;
  #answer: CloseFrame | undefined;
  #ended: ClosingHandshake['ended'];

  get state(): ClosingState {
    return this.#state;
  }

  /** A Close frame is whole. An endpoint's second one is not part of the handshake. */
  closeSeen(close: CloseFrame): void {
    this.#state = CLOSING_TABLE[this.#state][`${close.from}-close`];
    if (this.#first === undefined) this.#first = close;
    else if (this.#answer === undefined && this.#first.from !== close.from) this.#answer = close;
  }

  streamEnded(by: Endpoint, how: StreamEnd, at: Micros): void {
    this.#state = CLOSING_TABLE[this.#state]['stream-end'];
    this.#ended ??= { by, how, at };
  }

  /** RFC 6455 §7.1.4–7.1.6, from the client's side: its peer's Close frame counts, 1006 when the stream ended without one. */
  current(): ClosingHandshake {
    const counts = this.#first?.from === 'server' ? this.#first : (this.#answer ?? this.#unanswered());
    return {
      first: this.#first,
      answer: this.#answer,
      ended: this.#ended,
      code: counts === undefined ? ABNORMAL : (counts.code ?? NO_STATUS),
      reason: counts?.reason ?? '',
      clean: this.#state === 'agreed' || this.#state === 'agreed-ended',
    };
  }

  /** The client's own Close while the server may still answer it. */
  #unanswered(): CloseFrame | undefined {
    return this.#ended === undefined ? this.#first : undefined;
  }
}
