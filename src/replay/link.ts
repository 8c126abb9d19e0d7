import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { Inbox, type InboxLimits } from './inbox.ts';
import type { ReplayConnection } from './replayConnection.ts';

/** More Pings or Pongs than this that no step waits for are forgotten, the oldest first. */
const mostControls = 1_000;

/** An open connection of a run, with all that came over it and was not read. */
export class Link implements Disposable {
  readonly name: string | undefined;
  readonly connection: ReplayConnection;
  readonly inbox: Inbox;
  /** Pings and Pongs that no step has taken yet, in order. */
  readonly controls: { readonly kind: 'ping' | 'pong'; readonly text: string }[] = [];
  readonly #subscriptions = new DisposableStore();
  readonly #controlled = new Emitter<undefined>();

  readonly onControl = this.#controlled.event;

  constructor(name: string | undefined, connection: ReplayConnection, limits: InboxLimits, now: () => number) {
    this.name = name;
    this.connection = connection;
    this.inbox = new Inbox(connection, limits, now);
    this.#subscriptions.add(
      connection.onControl(({ kind, bytes }) => {
        this.controls.push({ kind, text: new TextDecoder().decode(bytes) });
        if (this.controls.length > mostControls) this.controls.shift();
        this.#controlled.fire(undefined);
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#controlled.dispose();
    this.inbox.dispose();
  }
}
