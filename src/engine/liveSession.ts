import { Throttle } from '../base/throttle.ts';
import type { LiveCapture } from '../capture/capture.ts';
import type { Annotation } from '../contract/annotation.ts';
import type { EngineNotices } from '../contract/engineContract.ts';
import type { FrameAside } from '../contract/listPage.ts';
import type { Notify } from '../contract/rpc.ts';
import type { SessionId, SessionSnapshot } from '../contract/sessionView.ts';
import { advise, adviseAfter } from '../diagnosis/advise.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { Annotations } from './list/annotations.ts';
import { ListRows, type ListSource } from './list/listRows.ts';
import { FilterViews } from './filterViews.ts';
import { Overview } from './overview/overview.ts';
import type { Session } from '../session/session.ts';

/** A panel repaints at most so often; more would only be thrown away. */
const GREW_EVERY_MS = 33;
const CHANGED_EVERY_MS = 100;

/** One session with its bell: tells that something is new, never what. */
export class LiveSession {
  readonly id: SessionId;
  readonly session: Session;
  readonly startedAt = Date.now();
  readonly annotations: Annotations;
  readonly overview: Overview;
  /** The rows that its list shows. */
  readonly list = new ListRows(() => this.#listSource());
  readonly filters: FilterViews;
  readonly #sameHost: () => number;
  readonly #changed: Throttle;
  readonly #grew: Throttle;
  readonly #subscriptions: readonly { dispose(): void }[];

  /** `sameHost` counts the live connections to the same host, this one included. */
  constructor(id: SessionId, session: Session, notify: Notify<EngineNotices>, sameHost: () => number) {
    this.id = id;
    this.#sameHost = sameHost;
    this.session = session;
    this.overview = new Overview(session.capture);
    this.annotations = new Annotations(session.capture.file);
    this.filters = new FilterViews(session.capture, (state) => notify('session.filtered', { session: id, ...state }));
    this.#changed = new Throttle(CHANGED_EVERY_MS, () => notify('session.changed', this.snapshot()));
    this.#grew = new Throttle(GREW_EVERY_MS, () => {
      notify('session.grew', { session: id, frames: this.capture.frameCount });
      this.filters.rang();
      this.#changed.request();
    });
    this.#subscriptions = [
      session.onChange(() => this.#changed.request()),
      session.capture.onGrew(() => this.#grew.request()),
      session.capture.onRecordingStopped(() => this.#changed.request()),
    ];
  }

  get capture(): LiveCapture {
    return this.session.capture;
  }

  get live(): boolean {
    return this.session.state !== 'closed' && this.session.state !== 'failed';
  }

  snapshot(): SessionSnapshot {
    const { session, capture } = this;
    const last = capture.attempts.at(-1);
    const closing = last?.closing;
    return {
      id: this.id,
      url: maskUrl(session.options.url),
      title: session.title,
      state: session.state,
      cancelled: session.cancelled,
      startedAt: this.startedAt,
      subprotocol: last?.handshake?.subprotocol,
      extensions: last?.handshake?.extensions,
      client: { ...capture.counters.client },
      server: { ...capture.counters.server },
      violations: capture.violationCount,
      // A connection that never opened has no close code: its HTTP status and its diagnosis say what happened.
      close:
        last?.handshake?.accepted === true && closing !== undefined
          ? {
              code: closing.code,
              reason: closing.reason,
              by: closing.first?.from ?? closing.ended?.by ?? 'network',
              clean: closing.clean,
            }
          : undefined,
      diagnoses: session.diagnoses(),
      advice: this.#advice(),
      recordingStopped: capture.recordingStopped?.reason,
      retry: session.retry,
      captureFile: capture.file,
      insecure: /^(wss|https):/i.test(session.options.url) && session.options.tls?.verify === false,
    };
  }

  #listSource(): ListSource {
    const { session, capture } = this;
    // While a connection lives, a diagnosis is no end: the violations themselves have rows.
    const over = !this.live || session.retry !== undefined;
    return {
      capture,
      reasons: capture.attempts.length < 2 ? [] : session.attempts().map(({ reason }) => reason),
      diagnosis: over ? session.diagnoses()[0] : undefined,
      asideOf: (frame) => asideOf(this.annotations.of(frame)),
    };
  }

  #advice(): SessionSnapshot['advice'] {
    const evidence = this.session.latestEvidence();
    if (evidence === undefined || this.session.cancelled) return [];
    const surroundings = { now: Date.now(), sameHost: this.#sameHost() };
    return this.live ? advise(evidence, surroundings) : adviseAfter(evidence, surroundings);
  }

  async dispose(): Promise<void> {
    this.session.cancel();
    await this.session.ended;
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
    this.#grew.dispose();
    this.filters.dispose();
    await this.capture.close();
    this.capture.dispose();
  }
}

function asideOf(annotation: Annotation | undefined): FrameAside {
  if (annotation === undefined) return {};
  const { frame: _frame, ...aside } = annotation;
  return aside;
}
