import { Throttle } from '../base/throttle.ts';
import type { LiveCapture } from '../capture/capture.ts';
import type { EngineNotices } from '../contract/engineContract.ts';
import type { Notify } from '../contract/rpc.ts';
import type { HandshakeView, SessionId, SessionSnapshot, TrafficView } from '../contract/sessionView.ts';
import { advise, adviseAfter } from '../diagnosis/advise.ts';
import { SILENCE_MS } from '../diagnosis/advice/silence.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { Annotations } from './list/annotations.ts';
import { ListRows, type ListSource } from './list/listRows.ts';
import { FilterViews } from './filterViews.ts';
import { Overview } from './overview/overview.ts';
import type { Session } from '../session/session.ts';
import { handshakeView } from './handshakeView.ts';
import { RateMeter } from './rateMeter.ts';
import type { ShownSession } from './shownSession.ts';
import { closeView, trafficView } from './trafficView.ts';

/** A panel repaints at most so often; more would only be thrown away. */
const GREW_EVERY_MS = 16;
const CHANGED_EVERY_MS = 100;
/** A little more than the second that a rate is of. */
const RATE_FALLS_AFTER_MS = 1050;

/** One session with its bell: tells that something is new, never what. */
export class LiveSession implements ShownSession {
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
  readonly #rate = new RateMeter(performance.now());
  #fall: NodeJS.Timeout | undefined;
  /** Silence makes no event of its own: looked at again when nothing has come for so long. */
  readonly #quiet: NodeJS.Timeout;

  /** `sameHost` counts the live connections to the same host, this one included. */
  constructor(id: SessionId, session: Session, notify: Notify<EngineNotices>, sameHost: () => number) {
    this.id = id;
    this.#sameHost = sameHost;
    this.session = session;
    this.overview = new Overview(session.capture);
    this.annotations = new Annotations(session.capture.file);
    this.filters = new FilterViews(session.capture, this.annotations, (state) =>
      notify('session.filtered', { session: id, ...state }),
    );
    this.#changed = new Throttle(CHANGED_EVERY_MS, () => notify('session.changed', this.snapshot()));
    this.#quiet = setTimeout(() => this.#changed.request(), SILENCE_MS + CHANGED_EVERY_MS).unref();
    this.#grew = new Throttle(GREW_EVERY_MS, () => {
      this.#quiet.refresh();
      notify('session.grew', { session: id, frames: this.capture.frameCount });
      this.filters.rang();
      this.#changed.request();
    });
    this.#subscriptions = [
      session.onChange(() => {
        this.#quiet.refresh();
        this.#changed.request();
      }),
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
      close: closeView(last),
      diagnoses: session.diagnoses(),
      advice: this.#advice(),
      recordingStopped: capture.recordingStopped?.reason,
      retry: session.retry,
      captureFile: capture.file,
      traffic: this.#traffic(),
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
      asideOf: (frame) => this.annotations.asideOf(frame),
    };
  }

  handshakes(): readonly HandshakeView[] {
    const recorded = this.capture.attempts;
    return this.session.attempts().flatMap((attempt, i) => {
      const bytes = recorded[i];
      // An attempt is there before its recording begins.
      return bytes === undefined ? [] : [handshakeView(attempt, bytes)];
    });
  }

  #traffic(): TrafficView {
    const { capture } = this;
    const { client, server } = capture.counters;
    const rate = this.#rate.at(performance.now(), client.frames + server.frames, client.wireBytes + server.wireBytes);
    // A rate falls by itself: it is told anew when the last second is over.
    if (rate.frames > 0) this.#fall ??= setTimeout(() => this.#fell(), RATE_FALLS_AFTER_MS);
    return trafficView(capture, rate, capture.fileBytes, capture.recordingStopped?.fromFrame);
  }

  #fell(): void {
    this.#fall = undefined;
    this.#changed.request();
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
    clearTimeout(this.#fall);
    clearTimeout(this.#quiet);
    this.#changed.dispose();
    this.#grew.dispose();
    this.filters.dispose();
    await this.capture.close();
    this.capture.dispose();
  }
}
