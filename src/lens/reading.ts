/** A message as a lens sees it: what crossed the wire, and what is known of the connection. */
export interface LensInput {
  /** The message's payload: unmasked, inflated, whole. */
  readonly bytes: Uint8Array;
  /** The payload as text; undefined when it is no UTF-8. */
  readonly text: string | undefined;
  /** RFC 6455 §5.6: which kind of data frame carried it. */
  readonly opcode: 'text' | 'binary';
  readonly from: 'client' | 'server';
  /** As the server selected it. */
  readonly subprotocol: string | undefined;
  /** Of the connection; secrets may be masked in it. */
  readonly url: string | undefined;
}

/** One thing that the message says. */
export interface LensField {
  readonly name: string;
  /** In words or as it stands in the message; absent when the children say all. */
  readonly value?: string;
  /** What the value means, where it does not say so itself. */
  readonly note?: string;
  /** A piece of the message that is JSON, exactly as it stands there. */
  readonly json?: string;
  /** Bytes of the payload that say so: from `start`, before `end`. */
  readonly range?: { readonly start: number; readonly end: number };
  readonly children?: readonly LensField[];
}

/** What a message means in one protocol. */
export interface Reading {
  /** The protocol's name: `Socket.IO`. */
  readonly protocol: string;
  /** The message in a few words: `event "chat", namespace /`. */
  readonly summary: string;
  readonly fields: readonly LensField[];
  /** What the message breaks of the protocol's rules. */
  readonly problem?: string;
}

/** Reads a message; undefined when it is none of that protocol. Never throws. */
export type Lens = (input: LensInput) => Reading | undefined;
