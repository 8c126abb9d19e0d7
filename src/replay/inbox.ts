// What the server said, kept until it is read. Each reader has a cursor of its own; what every cursor has passed is let go.
import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import type { CloseNotice, ReplayConnection, ReplayMessage } from './replayConnection.ts';

/** How much may wait unread. */
export interface InboxLimits {
  readonly messages: number;
  readonly bytes: number;
}

export const defaultLimits: InboxLimits = { messages: 100_000, bytes: 64 * 1024 * 1024 };

/** A message that waits or was read. */
export interface Kept {
  readonly message: ReplayMessage;
  /** Milliseconds on the run's clock. */
  readonly at: number;
  /** Bytes of it and all before it. */
  readonly bytes: number;
  /** Set once an `expect` took it. */
  matched: boolean;
}

/** Keeps what the server said until every cursor has read it, in order and within limits, and how the connection ended. */
export class Inbox implements Disposable {
  readonly #subscriptions = new DisposableStore();
  readonly #changed = new Emitter<undefined>();
  readonly #limits: InboxLimits;
  readonly #now: () => number;
  readonly #cursors = new Set<Cursor>();
  /** `#kept[0]` is the message at this position. */
  #base = 0;
  #kept: Kept[] = [];
  /** Bytes of all that came, and of all before `#base`. */
  #bytes = 0;
  #baseBytes = 0;
  #overflowed = false;
  #keeping = true;
  #close: CloseNotice | undefined;

  /** A message came, or the connection ended. */
  readonly onChange = this.#changed.event;

  constructor(connection: Pick<ReplayConnection, 'onMessage' | 'onClose'>, limits: InboxLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
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

  /** A reader that begins where `like` stands, or at the oldest message that is kept. */
  cursor(like?: Cursor): Cursor {
    const cursor = new Cursor(this, like?.position ?? this.#base);
    this.#cursors.add(cursor);
    return cursor;
  }

  at(position: number): Kept | undefined {
    return this.#kept[position - this.#base];
  }

  /** A cursor moved or went: what no other needs is let go. */
  release(gone?: Cursor): void {
    if (gone !== undefined) this.#cursors.delete(gone);
    const passed = this.#passed();
    // Cut off what was read, but not for each single message.
    if (passed < 1_024 && passed < this.#kept.length) return;
    this.#drop(passed);
  }

  /** No step will read any more: what comes from now on is let go. */
  stopKeeping(): void {
    this.#keeping = false;
    this.#drop(this.#kept.length);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
    this.stopKeeping();
  }

  #receive(message: ReplayMessage): void {
    if (!this.#keeping || this.#overflowed) return;
    const passed = this.#passed();
    const waitingBytes = this.#bytes - (this.#kept[passed - 1]?.bytes ?? this.#baseBytes);
    const { length } = message.bytes;
    if (this.#kept.length - passed >= this.#limits.messages || waitingBytes + length > this.#limits.bytes) {
      this.#overflowed = true;
    } else {
      this.#bytes += length;
      this.#kept.push({ message, at: this.#now(), bytes: this.#bytes, matched: false });
    }
    this.#changed.fire(undefined);
  }

  /** How many of the kept messages every cursor has passed. */
  #passed(): number {
    // Nobody reads yet, which is no reason to let anything go.
    let passed = this.#cursors.size === 0 ? 0 : this.#kept.length;
    for (const { position } of this.#cursors) passed = Math.min(passed, Math.max(0, position - this.#base));
    return passed;
  }

  #drop(count: number): void {
    this.#baseBytes = this.#kept[count - 1]?.bytes ?? this.#baseBytes;
    this.#kept = this.#kept.slice(count);
    this.#base += count;
  }
}

/** A place in what the server said. */
export class Cursor implements Disposable {
  readonly #inbox: Inbox;
  #position: number;

  constructor(inbox: Inbox, position: number) {
    this.#inbox = inbox;
    this.#position = position;
  }

  get position(): number {
    return this.#position;
  }

  /** The oldest unread message, which is read with that. */
  next(): Kept | undefined {
    const kept = this.#inbox.at(this.#position);
    if (kept === undefined) return undefined;
    this.#position += 1;
    this.#inbox.release();
    return kept;
  }

  /** The message that many places after the oldest unread one, left unread. */
  peek(after: number): Kept | undefined {
    return this.#inbox.at(this.#position + after);
  }

  /** Goes on to where the other stands, if that is further. Gives the messages between. */
  catchUp(other: Cursor): readonly Kept[] {
    const between: Kept[] = [];
    while (this.#position < other.position) {
      const kept = this.#inbox.at(this.#position);
      if (kept !== undefined) between.push(kept);
      this.#position += 1;
    }
    this.#inbox.release();
    return between;
  }

  dispose(): void {
    this.#inbox.release(this);
  }
}
