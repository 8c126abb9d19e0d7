/** One inflation. `fault` is set when the payload was not what RFC 7692 §7.2 asks for; `bytes` then holds what could be had. */
export interface Inflated {
  readonly bytes: Uint8Array;
  readonly fault: InflateFault | undefined;
}

/** Kinds: not deflate at all, ends inside a block, no payload where one byte 00 is due, refers back beyond the window, longer than the cap, bytes after the final block. */
export interface InflateFault {
  readonly kind: 'garbage' | 'truncated' | 'empty' | 'window' | 'cap' | 'trailing';
  readonly detail: string;
}

export interface InflaterOptions {
  /** 8–15: what the sender agreed to keep to. */
  readonly maxWindowBits: number;
  readonly noContextTakeover: boolean;
  /** Bytes after which inflation of one message stops. */
  readonly maxLength: number;
  /** The window to go on from, as `Inflater.window()` gave it. */
  readonly window?: Uint8Array;
}

/** Inflates the compressed messages of one endpoint, one after the other (RFC 7692 §7.2.2). */
export interface Inflater {
  /** `payload` is a whole message's payload, fragments joined, without the tail 00 00 FF FF. */
  inflate(payload: Uint8Array): Inflated;
  /** A copy of the last 32 KiB of output; empty when there is no context takeover. */
  window(): Uint8Array;
}

export type CreateInflater = (options: InflaterOptions) => Inflater;
