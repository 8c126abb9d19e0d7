import type { WebSocket } from 'ws';
import { Cancellation } from '../base/cancellation.ts';
import { Emitter } from '../base/emitter.ts';
import type { LiveCapture } from '../capture/capture.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis, Remedy } from '../diagnosis/diagnosis.ts';
import { reconnectLoop } from '../diagnosis/reconnectLoop.ts';
import type { Evidence, Phase, Redirect } from '../diagnosis/evidence.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import type { AttemptReason } from '../diagnosis/report/reportedHandshake.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import { askedWay } from './askedWay.ts';
import { Attempt } from './attempt.ts';
import { remarksAtBegin, remarksAtEnd } from './captureRemarks.ts';
import { changeFlags } from './changeFlags.ts';
import { type Clock, systemClock } from './clock.ts';
import { closeProblem } from './closeProblem.ts';
import { webSocketUrl } from './dial/target.ts';
import { secretParameters } from './requestLines.ts';
import { MessageDelivery } from './messageDelivery.ts';
import { CannotSend, Outgoing } from './outgoing.ts';
import { askedToWait, longestWait, mayRetry, stoodFor, waitBefore } from './reconnect.ts';
import { nextHop } from './redirect.ts';
import { sleep } from './sleep.ts';
import type { Retry, SessionAttempt, SessionSetup, SessionState } from './sessionFacts.ts';

export { CannotSend } from './outgoing.ts';
export type { Retry, SessionAttempt, SessionSetup, SessionState } from './sessionFacts.ts';

const STANDSTILL_LOOK_MS = 1_000;

interface Numbered {
  readonly attempt: Attempt;
  readonly options: ConnectionOptions;
  readonly shownUrl: () => string;
  readonly reason: AttemptReason;
  /** Writes what is known at the attempt's end beside its bytes, so that an opened file tells the same story. */
  readonly finish: (diagnoses: readonly Diagnosis[]) => void;
}

/**
 * One connection as the user sees it: an attempt, those that redirects and reconnecting led to, and what follows until the last
 * socket is gone.
 */
export class Session {
  readonly title: string;
  readonly capture: LiveCapture;
  readonly #setup: SessionSetup;
  readonly #clock: Clock;
  readonly #changed = new Emitter<undefined>();
  readonly #phase = new Emitter<{ readonly attempt: number; readonly phase: Phase }>();
  readonly #opened = new Emitter<undefined>();
  readonly #ping = new Emitter<Uint8Array>();
  readonly #pong = new Emitter<Uint8Array>();
  readonly #attempts: Numbered[] = [];
  readonly #delivery = new MessageDelivery();
  readonly #stop = new Cancellation();
  #options: ConnectionOptions;
  /** Of the attempt under way, once its handshake was accepted. */
  #endpoint: WebSocket | undefined;
  #everOpened = false;
  #over = false;
  #retry: Retry | undefined;
  #pulse: NodeJS.Timeout | undefined;

  /** State, handshake, closing or diagnoses changed. Frames are told by the capture. */
  readonly onChange = this.#changed.event;
  readonly onPhase = this.#phase.event;
  /** Once for every attempt that was accepted. */
  readonly onOpen = this.#opened.event;
  readonly onServerMessage = this.#delivery.onServerMessage;
  /** What is sent to the server. */
  readonly outgoing = new Outgoing({
    endpoint: () => this.#endpoint,
    state: () => this.state,
    compressFrom: () => this.#options.compression?.threshold ?? 0,
    lastMessage: () => this.#delivery.lastClientMessage,
  });
  readonly onPing = this.#ping.event;
  readonly onPong = this.#pong.event;
  /** Resolves when every attempt is over and the capture holds all of it; never rejects. */
  readonly ended: Promise<void>;

  constructor(setup: SessionSetup) {
    this.title = setup.title;
    this.capture = setup.capture;
    this.#setup = setup;
    this.#clock = setup.clock ?? systemClock;
    this.#options = setup.options;
    this.ended = this.#run();
  }

  /** The options of the attempt under way: a redirect changes the URL. */
  get options(): ConnectionOptions {
    return this.#options;
  }

  /** As the user asked for it, whatever a redirect made of it. */
  get asked(): ConnectionOptions {
    return this.#setup.options;
  }

  get network(): NetworkSettings {
    return this.#setup.network ?? {};
  }

  /** In order. */
  attempts(): readonly SessionAttempt[] {
    return this.#attempts.map(({ attempt, options, shownUrl, reason }) => ({
      url: shownUrl(),
      reason,
      way: askedWay(options),
      evidence: attempt.evidence(),
    }));
  }

  /** One an attempt, in order. */
  evidence(): readonly Evidence[] {
    return this.#attempts.map(({ attempt }) => attempt.evidence());
  }

  /** Of the attempt under way, or the last one. */
  latestEvidence(): Evidence | undefined {
    return this.#attempts.at(-1)?.attempt.evidence();
  }

  get state(): SessionState {
    if (this.#over) return this.#everOpened ? 'closed' : 'failed';
    if (this.#endpoint === undefined) return 'connecting';
    return this.#attempts.at(-1)?.attempt.evidence().closing === undefined ? 'open' : 'closing';
  }

  /** Set while the session waits before it tries again. */
  get retry(): Retry | undefined {
    return this.#retry;
  }

  /** True when the user gave it up: what followed is no failure. */
  get cancelled(): boolean {
    return this.#stop.aborted;
  }

  /** The first leads. Empty while all goes well. */
  diagnoses(): readonly Diagnosis[] {
    const attempt = this.#attempts.at(-1)?.attempt;
    if (attempt === undefined || this.cancelled) return [];
    const evidence = attempt.evidence();
    const broken = evidence.violationCount > 0 || (evidence.handshake?.violations ?? []).length > 0;
    const due = this.#over || this.#retry !== undefined || broken || attempt.waiting;
    return due ? this.#withLoop(diagnose(evidence)) : [];
  }

  /** Connections that were lost again and again lead, before what ended the last of them. */
  #withLoop(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
    if (this.#attempts.length < 2 || (!this.#over && this.#retry === undefined)) return diagnoses;
    const lives = this.#attempts.map(({ attempt }) => ({
      evidence: attempt.evidence(),
      diagnosis: diagnose(attempt.evidence())[0],
    }));
    const loop = reconnectLoop(lives);
    return loop === undefined ? diagnoses : [loop, ...diagnoses];
  }

  /** Delivers server messages to `onServerMessage` from now on; what came before is in the capture only. */
  deliverMessages(): void {
    this.#delivery.begin();
  }

  /** Starts the closing handshake (RFC 6455 §7.1.2). Throws `CannotSend` when the code or reason may not be sent. */
  close(code?: number, reason?: string): void {
    const endpoint = this.#endpoint;
    if (endpoint === undefined) {
      this.cancel();
      return;
    }
    const problem = closeProblem(code, reason);
    if (problem !== undefined) throw new CannotSend(problem);
    endpoint.close(code, reason);
  }

  /** Gives up at once, at any stage. */
  cancel(): void {
    if (this.#over) return;
    // Ending a connection that was open by hand leaves no closing handshake, and no riddle either.
    this.#stop.abort();
    this.#attempts.at(-1)?.attempt.cancel();
  }

  async #run(): Promise<void> {
    // Whoever made the session gets to listen before the first event.
    await Promise.resolve();
    if (!this.cancelled) await this.#attemptAll();
    this.#over = true;
    await this.capture.flush();
    this.#changed.fire(undefined);
  }

  /** One attempt, one more for each redirect that is followed, and more of them while reconnecting is asked for. */
  async #attemptAll(): Promise<void> {
    let redirects: Redirect[] = [];
    let reason: AttemptReason = { kind: 'first' };
    let tries = 0;
    const secrets = secretParameters(this.#setup.options);
    for (;;) {
      const { attempt, finish } = this.#createAttempt(redirects, reason);
      await attempt.run();
      clearInterval(this.#pulse);
      // A connection that stood is a new beginning; one that is dropped at once, again and again, is not.
      if (stoodFor(attempt.evidence()) >= longestWait(this.#setup.options.reconnect ?? {})) tries = 0;
      this.#endpoint = undefined;
      this.#delivery.forgetUndelivered();
      const evidence = attempt.evidence();
      const visited = [...redirects.map(({ from }) => from), this.#options.url];
      const next = this.cancelled ? { kind: 'none' as const } : nextHop(evidence, this.#options, visited);
      if (next.kind === 'follow') {
        finish([]);
        const [status, from] = [evidence.response?.status ?? 0, shown(this.#options.url, secrets)()];
        const { dropped } = next;
        redirects = [...redirects, { status, from, location: maskUrl(next.options.url, secrets), dropped }];
        reason = { kind: 'redirect', status, from, dropped };
        this.#options = next.options;
        continue;
      }
      if (next.kind === 'refused') attempt.fail(next.failure);
      const diagnoses = this.cancelled ? [] : diagnose(attempt.evidence());
      finish(diagnoses);
      const waitedMs = await this.#waitForRetry(attempt, tries + 1);
      if (waitedMs === undefined) return;
      tries += 1;
      // Each try begins where the user began: a redirect may lead elsewhere the next time.
      redirects = [];
      this.#options = this.#setup.options;
      reason = { kind: 'reconnect', after: diagnoses[0]?.title ?? 'The connection ended.', waitedMs };
    }
  }

  /** The milliseconds that were waited; undefined when there is to be no other try. */
  async #waitForRetry(attempt: Attempt, number: number): Promise<number | undefined> {
    const { reconnect = {} } = this.#setup.options;
    const random = this.#setup.random ?? Math.random;
    const ms = this.cancelled || !mayRetry(attempt.evidence()) ? undefined : waitBefore(number, reconnect, random());
    if (ms === undefined) return undefined;
    const asked = askedToWait(attempt.evidence(), Date.now()) ?? 0;
    const waitMs = Math.max(ms, asked);
    const because = asked > ms ? { askedByServer: true } : {};
    this.#retry = { number, of: reconnect.tries ?? 0, at: Date.now() + waitMs, ...because };
    this.#changed.fire(undefined);
    await sleep(waitMs, this.#stop);
    this.#retry = undefined;
    return this.cancelled ? undefined : waitMs;
  }

  #createAttempt(redirects: readonly Redirect[], reason: AttemptReason): Numbered {
    const number = this.#attempts.length + 1;
    // A redirect may carry what the first request asked with, though its own options do not.
    const secrets = secretParameters(this.#setup.options);
    const shownUrl = shown(this.#options.url, secrets);
    let record: ((diagnoses: readonly Diagnosis[]) => void) | undefined;
    const attempt = new Attempt({
      options: this.#options,
      network: this.#setup.network ?? {},
      env: this.#setup.env ?? {},
      clock: this.#clock,
      redirects,
      secretParameters: secrets,
      messagesWanted: () => this.#delivery.wanted,
      record: (sink, startedAt) => {
        const named = secrets.length === 0 ? {} : { secretParameters: secrets };
        const facts = { url: shownUrl(), title: this.title, startedAt, ...named };
        const begun = remarksAtBegin(this.title, facts.url, attempt.evidence().phases);
        const recorder = this.capture.beginAttempt(facts, this.#delivery.observe(sink), begun);
        record = (diagnoses) => {
          const { phases } = attempt.evidence();
          recorder.finish({ phases, diagnoses: diagnoses.map(withoutChanges) }, remarksAtEnd(phases));
        };
        const { capture } = this;
        return {
          bytes: (from, bytes, at) => recorder.bytes(from, bytes, at),
          end: (from, how, at) => recorder.end(from, how, at),
          inflaterWindow: () => recorder.inflaterWindow('server'),
          get pendingBytes() {
            return capture.pendingBytes;
          },
        };
      },
      listener: {
        phase: (phase) => {
          this.#phase.fire({ attempt: number, phase });
          this.#changed.fire(undefined);
        },
        opened: (endpoint) => this.#attach(endpoint),
        stands: () => this.#lookAtStandstill(attempt),
        delivers: (message) => this.#delivery.expect(message),
        changed: () => this.#changed.fire(undefined),
      },
    });
    const numbered: Numbered = {
      attempt,
      options: this.#options,
      shownUrl,
      reason,
      finish: (diagnoses) => record?.(diagnoses),
    };
    this.#attempts.push(numbered);
    return numbered;
  }

  #attach(endpoint: WebSocket): void {
    this.#endpoint = endpoint;
    this.#everOpened = true;
    this.#delivery.attach(endpoint);
    endpoint.on('ping', (payload) => this.#ping.fire(payload));
    endpoint.on('pong', (payload) => this.#pong.fire(payload));
    // That the handshake was accepted is a change that the attempt tells.
    this.#opened.fire(undefined);
  }

  /** A standstill makes no event of its own: look again while something is waited for. */
  #lookAtStandstill(attempt: Attempt): void {
    this.#pulse = setInterval(() => {
      if (attempt.waiting) this.#changed.fire(undefined);
    }, STANDSTILL_LOOK_MS);
  }
}

/** The URL as it may be shown, made when it is first asked for. */
function shown(url: string, secrets: readonly string[]): () => string {
  let masked: string | undefined;
  return () => (masked ??= maskUrl(webSocketUrl(url), secrets));
}

/** As it may be written into a file: what a click would change may hold the password of a URL. */
function withoutChanges(diagnosis: Diagnosis): Diagnosis {
  const kept = ({ title, change }: Remedy): Remedy =>
    change === undefined ? { title } : { title, options: changeFlags(change) };
  return { ...diagnosis, remedies: diagnosis.remedies.map(kept) };
}
