import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import type { CloseNotice, ReplayConnection, ReplayMessage } from './replayConnection.ts';

/** How much may wait unread. */
export interface InboxLimits {
  readonly messages: number;
  readonly bytes: number;
}

export const defaultLimits: InboxLimits = { messages: 100_000, bytes: 64 * 1024 * 1024 };

/** Keeps what the server said until a step reads it, in order and within limits, and remembers how the connection ended. */
export class Inbox implements Disposable {
  readonly #subscriptions = new DisposableStore();
  readonly #changed = new Emitter<undefined>();
  readonly #limits: InboxLimits;
  #queue: ReplayMessage[] = [];
  #head = 0;
  #bytes = 0;
  #overflowed = false;
  #keeping = true;
  #close: CloseNotice | undefined;

  /** A message came, or the connection ended. */
  readonly onChange = this.#changed.event;

  constructor(connection: ReplayConnection, limits: InboxLimits) {
    this.#limits = limits;
    this.#subscriptions.add(connection.onMessage((message) => this.#receive(message)));
    this.#subscriptions.add(
      connection.onClose((close) => {
        this.#close ??= close;
        this.#changed.fire(undefined);
      }),
    );
  }

  /** How the connection ended; undefined while it stands. */
  get close(): CloseNotice | undefined {
    return this.#close;
  }

  /** True when messages were lost after those that can still be read, because too many waited. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  /** The oldest unread message, which is read with that. */
  next(): ReplayMessage | undefined {
    const message = this.#queue[this.#head];
    if (message === undefined) return undefined;
    this.#head += 1;
    this.#bytes -= message.bytes.length;
    // Cut off what was read, but not for each single message.
    if (this.#head >= 1_024 && this.#head * 2 >= this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return message;
  }

  /** No step will read any more: what comes from now on is let go. */
  stopKeeping(): void {
    this.#keeping = false;
    this.#queue = [];
    this.#head = 0;
    this.#bytes = 0;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
    this.stopKeeping();
  }

  #receive(message: ReplayMessage): void {
    if (!this.#keeping || this.#overflowed) return;
    const waiting = this.#queue.length - this.#head;
    if (waiting >= this.#limits.messages || this.#bytes + message.bytes.length > this.#limits.bytes) {
      this.#overflowed = true;
    } else {
      this.#queue.push(message);
      this.#bytes += message.bytes.length;
    }
    this.#changed.fire(undefined);
  }
}
