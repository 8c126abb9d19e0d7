import * as v from 'valibot';
import { type OpenedCapture, openCaptureFile } from '../capture/capture.ts';
import { troubleWith } from '../capture/troubleWith.ts';
import type { CaptureOpened, EngineNotices } from '../contract/engineContract.ts';
import type { Notify } from '../contract/rpc.ts';
import type { HandshakeView, Interruption, SessionId, SessionSnapshot } from '../contract/sessionView.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Phase } from '../diagnosis/phase.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { diagnosesOf } from '../session/finishedRecord.ts';
import { RecordedEvidence } from '../session/recordedEvidence.ts';
import { FilterViews } from './filterViews.ts';
import { Annotations } from './list/annotations.ts';
import { ListRows } from './list/listRows.ts';
import { handshakeView } from './handshakeView.ts';
import { Overview } from './overview/overview.ts';
import type { ShownSession } from './shownSession.ts';
import { closeView, trafficView } from './trafficView.ts';

/** What a session wrote of its steps; a file of another program has none. */
const writtenPhases = v.object({ phases: v.array(v.looseObject({ name: v.string(), startMs: v.number() })) });

/** What to open, and as what. */
interface Wanted {
  readonly file: string;
  readonly title: string;
  readonly connection?: number | undefined;
  readonly interruption?: Interruption;
}

/** A capture file as a session that has ended. */
export class OpenedSession implements ShownSession {
  readonly id: SessionId;
  readonly capture: OpenedCapture;
  readonly session = undefined;
  readonly live = false;
  readonly annotations: Annotations;
  readonly list: ListRows;
  readonly filters: FilterViews;
  readonly overview: Overview;
  readonly #title: string;
  readonly #recorded: RecordedEvidence;
  readonly #opened: NonNullable<SessionSnapshot['opened']>;

  constructor(
    id: SessionId,
    { title, connection, interruption }: Wanted,
    capture: OpenedCapture,
    recorded: RecordedEvidence,
    notify: Notify<EngineNotices>,
  ) {
    this.id = id;
    this.annotations = new Annotations(capture.file);
    this.list = new ListRows(() => ({
      capture,
      reasons: [],
      diagnosis: this.#diagnoses()[0],
      asideOf: (frame) => this.annotations.asideOf(frame),
    }));
    this.filters = new FilterViews(capture, this.annotations, (state) =>
      notify('session.filtered', { session: id, ...state }),
    );
    this.overview = new Overview(capture);
    this.#title = title;
    this.capture = capture;
    this.#recorded = recorded;
    this.#opened = {
      trouble: troubleWith(capture, capture.connection),
      ...(connection === undefined ? {} : { connection }),
      ...(interruption === undefined || hasEnded(capture) ? {} : { interruption }),
    };
  }

  snapshot(): SessionSnapshot {
    const { capture } = this;
    const last = capture.attempts.at(-1);
    return {
      id: this.id,
      url: this.#url(),
      title: this.#title,
      state: last?.handshake?.accepted === true ? 'closed' : 'failed',
      cancelled: false,
      startedAt: Math.round(capture.startedAt / 1000),
      subprotocol: last?.handshake?.subprotocol,
      extensions: last?.handshake?.extensions,
      client: { ...capture.counters.client },
      server: { ...capture.counters.server },
      violations: capture.violationCount,
      close: this.#opened.interruption === undefined ? closeView(last) : undefined,
      diagnoses: this.#diagnoses(),
      advice: [],
      recordingStopped: undefined,
      retry: undefined,
      insecure: false,
      traffic: trafficView(capture, { frames: 0, bytes: 0 }, 0, undefined),
      captureFile: capture.file,
      opened: this.#opened,
    };
  }

  handshakes(): readonly HandshakeView[] {
    return this.capture.attempts.map((attempt) => {
      const { finished } = attempt;
      const phases = v.is(writtenPhases, finished) ? (finished.phases as unknown as readonly Phase[]) : [];
      const evidence = this.#recorded.of(attempt);
      if (evidence === undefined) throw new Error('This attempt has no bytes in the file.');
      const url = attempt.facts.url === '' ? this.#url() : attempt.facts.url;
      return handshakeView({ url, reason: { kind: 'first' }, evidence: { ...evidence, phases } }, attempt);
    });
  }

  dispose(): Promise<void> {
    this.filters.dispose();
    this.capture.dispose();
    return Promise.resolve();
  }

  #diagnoses(): readonly Diagnosis[] {
    const last = this.capture.attempts.at(-1);
    // That its bytes just stop is then no fault of the connection.
    return last === undefined || this.#opened.interruption !== undefined ? [] : diagnosesOf(last, this.#recorded);
  }

  #url(): string {
    const last = this.capture.attempts.at(-1);
    const asked = last && this.#recorded.of(last)?.asked.url;
    return asked === undefined ? '' : masked(asked);
  }
}

/** Reads the file; with several connections and none asked for, gives the choice. Rejects when there is nothing to show. */
export async function openSession(
  id: SessionId,
  wanted: Wanted,
  signal: AbortSignal,
  notify: Notify<EngineNotices>,
): Promise<{ readonly session: OpenedSession } | { readonly choice: CaptureOpened & { readonly kind: 'choose' } }> {
  const { file, connection } = wanted;
  const recorded = new RecordedEvidence();
  const capture = await openCaptureFile({ file, connection, signal, observe: recorded.observe });
  if (capture.attempts.length === 0) {
    capture.dispose();
    throw new Error(troubleWith(capture, connection).join(' '));
  }
  if (connection === undefined && capture.connections.length > 1) {
    capture.dispose();
    const connections = capture.connections.map(({ number, client, server, host, target, status, frames }) => ({
      ...{ number, client, server, status },
      url: masked(`ws://${host ?? server}${target}`),
      frames: frames.client + frames.server,
    }));
    return { choice: { kind: 'choose', connections } };
  }
  return { session: new OpenedSession(id, wanted, capture, recorded, notify) };
}

/** The request of somebody's file may hold anything; what is no URL is not shown. */
const masked = (url: string): string => (URL.canParse(url) ? maskUrl(url) : '');

/** The session wrote its end into the file, or the closing handshake is in it whole. */
function hasEnded({ attempts }: OpenedCapture): boolean {
  const last = attempts.at(-1);
  return last?.finished !== undefined || last?.closing?.clean === true;
}
