import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { isLive, withoutEngine } from '../contract/liveSession.ts';
import type { SessionId, SessionSnapshot } from '../contract/sessionView.ts';
import type { EngineClient } from './engineClient.ts';

/** What the extension knows of the engine's sessions, as it was told last. */
export class SessionList implements Disposable {
  readonly #snapshots = new Map<SessionId, SessionSnapshot>();
  #lost: readonly SessionSnapshot[] = [];
  readonly #changed = new Emitter<SessionSnapshot | undefined>();
  /** With the session that changed; undefined when one went. */
  readonly onChange = this.#changed.event;
  readonly #subscriptions: readonly Disposable[];

  constructor(engine: Pick<EngineClient, 'onNotice' | 'onLost' | 'onRestarted'>) {
    engine.onLost(() => {
      for (const session of this.live) {
        const ended = withoutEngine(session);
        this.#snapshots.set(ended.id, ended);
        this.#changed.fire(ended);
      }
    });
    this.#subscriptions = [
      engine.onNotice('session.changed', (snapshot) => {
        this.#snapshots.set(snapshot.id, snapshot);
        this.#changed.fire(snapshot);
      }),
      engine.onNotice('session.forgotten', ({ session }) => {
        if (this.#snapshots.delete(session)) this.#changed.fire(undefined);
      }),
      engine.onRestarted(() => {
        this.#lost = this.all;
        this.#snapshots.clear();
        this.#changed.fire(undefined);
      }),
    ];
  }

  /** Live ones first, each kind newest first. */
  get all(): readonly SessionSnapshot[] {
    return [...this.#snapshots.values()].sort(
      (a, b) => Number(isLive(b)) - Number(isLive(a)) || b.startedAt - a.startedAt,
    );
  }

  /** Those of the engine before this one, when it was restarted. */
  get lost(): readonly SessionSnapshot[] {
    return this.#lost;
  }

  get live(): readonly SessionSnapshot[] {
    return this.all.filter(isLive);
  }

  find(session: SessionId): SessionSnapshot | undefined {
    return this.#snapshots.get(session);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }
}
