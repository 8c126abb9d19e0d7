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
  /** The diagnosis' name for it, such as `connection-reset`. */
  readonly cause?: string;
}

export interface ControlFrame {
  readonly kind: 'ping' | 'pong';
  readonly bytes: Uint8Array;
}

/**
 * An open connection as a run sees it. A message, a control frame or an end that came before the run listens must be told in the
 * call that adds the listener, or right after it.
 */
export interface ReplayConnection {
  /** Resolves when the message is on its way, with its number in the capture where known; rejects when it cannot be sent. */
  send(kind: 'text' | 'binary', bytes: Uint8Array): Promise<number | undefined>;
  /** One message in as many frames as there are pieces (RFC 6455 §5.4); resolves and rejects as `send` does. */
  sendFragments(kind: 'text' | 'binary', pieces: readonly Uint8Array[]): Promise<number | undefined>;
  /** At most 125 bytes. */
  ping(bytes: Uint8Array): Promise<void>;
  /** Begins the closing handshake; without a code the Close frame is empty. */
  close(code?: number, reason?: string): void;
  onMessage(listener: (message: ReplayMessage) => void): Disposable;
  onClose(listener: (close: CloseNotice) => void): Disposable;
  /** Pings and Pongs of the server. */
  onControl(listener: (frame: ControlFrame) => void): Disposable;
}

/** A connection that was opened, or why it was not. */
type Opened =
  | { readonly ok: true; readonly connection: ReplayConnection }
  | { readonly ok: false; readonly problem: string; readonly cause?: string };

/**
 * Opens a connection of the sequence: `undefined` for its own, otherwise by name. Called once for each at the beginning, and again
 * to reconnect, when the earlier one of that name has to be ended first. Never rejects because of the server or the network.
 */
export type OpenConnection = (name: string | undefined) => Promise<Opened>;
