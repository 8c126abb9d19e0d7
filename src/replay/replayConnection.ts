import type { Disposable } from '../base/disposable.ts';

/** A whole message: opcode 1 (text) or 2 (binary), payload unmasked and inflated. */
export interface ServerMessage {
  readonly opcode: number;
  readonly bytes: Uint8Array;
}

export interface ReplayMessage extends ServerMessage {
  /** Its number in the capture. */
  readonly number: number;
}

/** How a connection ended. */
export interface CloseNotice {
  /** RFC 6455 §7.1.5, so 1005 without a code and 1006 without a Close frame. */
  readonly code: number;
  readonly reason: string;
  /** Who ended it: `client`, `server` or `network`. */
  readonly by: string;
  readonly clean: boolean;
  /** What went wrong, in one sentence. */
  readonly problem?: string;
}

/**
 * An open connection as a run sees it. Listeners are added in the same turn in which `runSequence` is called; a message
 * or an end that came earlier must be told right after that.
 */
export interface ReplayConnection {
  /** Resolves when the message is on its way, with its number in the capture where known; rejects when it cannot be sent. */
  send(kind: 'text' | 'binary', bytes: Uint8Array): Promise<number | undefined>;
  /** At most 125 bytes. */
  ping(bytes: Uint8Array): Promise<void>;
  /** Begins the closing handshake; without a code the Close frame is empty. */
  close(code?: number, reason?: string): void;
  onMessage(listener: (message: ReplayMessage) => void): Disposable;
  onClose(listener: (close: CloseNotice) => void): Disposable;
}
