import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Micros } from '../base/branded.ts';
import { Cancellation } from '../base/cancellation.ts';
import type { AskedFor, Evidence, Failure } from '../diagnosis/evidence.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import { isPlainAnswer } from '../protocol/plainAnswer.ts';
import { DEFAULT_HANDSHAKE_TIMEOUT_MS, askedFor } from './askedFor.ts';
import { Arrears } from './arrears.ts';
import { AttemptFailure, errorCode, errorMessage } from './attemptFailure.ts';
import { millisecondsBetween } from './clock.ts';
import { type ProxyChoice, chooseProxy } from './dial/chooseProxy.ts';
import { Deadline } from './deadline.ts';
import { stopDelay } from './dial/connectTcp.ts';
import { dial } from './dial/dial.ts';
import { type Target, targetOf, webSocketUrl } from './dial/target.ts';
import { openEndpoint } from './endpoint.ts';
import { EvidenceLog } from './evidenceLog.ts';
import { watchOver } from './liveness.ts';
import { endpointFailure } from './observedFailure.ts';
import { PhaseLog } from './phaseLog.ts';
import { newOpeningKey } from './openingKey.ts';
import { openingRequest } from './openingRequest.ts';
import { requestLines, requestUrl } from './requestLines.ts';
import { SocketTap, type Witness } from './socketTap.ts';
import type { AttemptSetup } from './attemptSetup.ts';
import { AttemptWitness } from './attemptWitness.ts';

/** How long the witness reads on when the endpoint refused what the server said: what follows is evidence. */
const LINGER_MS = 300;
/** How long the body of a refused upgrade may take; its size has a cap of its own. */
const BODY_TIMEOUT_MS = 5_000;

/** Silence is judged only after we have been listening for so long. */
const FAIR_WAIT_MS = 1_000;

/** One connection attempt: from dialling to the last byte of both directions. */
export class Attempt {
  readonly #setup: AttemptSetup;
  #startedLog: EvidenceLog | undefined;
  #madeWitness: AttemptWitness | undefined;
  readonly #phases: PhaseLog;
  readonly #arrears = new Arrears();
  readonly #stop = new Cancellation();
  #endpoint: WebSocket | undefined;
  #tap: SocketTap | undefined;
  #carried = false;
  #deadline: Deadline | undefined;
  readonly #key = newOpeningKey();
  readonly #target: Target;
  readonly #proxy: ProxyChoice | undefined;
  /** What keeps the attempt from being begun. */
  readonly #hindered: Failure | undefined;

  /** The options have been checked already. */
  constructor(setup: AttemptSetup) {
    const { options, network, env, secretParameters = [] } = setup;
    this.#setup = setup;
    this.#phases = new PhaseLog(setup.clock, (phase) => setup.listener.phase(phase), this.#arrears);
    const parsed = this.#phases.begin('url');
    this.#target = targetOf(options.url);
    // Told when the attempt runs: nobody listens before.
    parsed(() => ({ name: 'url', url: maskUrl(webSocketUrl(options.url), secretParameters), ok: true }));
    try {
      this.#proxy = chooseProxy(options.proxy, this.#target, network, env);
    } catch (error) {
      if (!(error instanceof AttemptFailure)) throw error;
      this.#hindered = error.failure;
    }
  }

  /** Made when the request is on its way: nothing is to be seen before. */
  get #witness(): AttemptWitness {
    return (this.#madeWitness ??= new AttemptWitness(this.#setup, {
      phases: this.#phases,
      arrears: this.#arrears,
      log: () => this.#log,
      hold: (held) => this.#tap?.hold(held),
      bodyEnded: () => this.#dropRefused(),
    }));
  }

  /** Made with the first thing that there is to write down. */
  get #log(): EvidenceLog {
    return (this.#startedLog ??= new EvidenceLog(() => this.#asked(), this.#phases, this.#setup.redirects));
  }

  #asked(): AskedFor {
    const { options, secretParameters = [] } = this.#setup;
    const asked = askedFor(webSocketUrl(options.url), options, this.#proxy);
    return secretParameters.length === 0 ? asked : { ...asked, secretParameters };
  }

  /** What is known so far; a connection that lasts is judged by what stands still at this moment. */
  evidence(): Evidence {
    this.#arrears.settle();
    const evidence = this.#log.evidence(this.#standstill());
    const unsent = this.#unsent();
    return unsent === undefined ? evidence : { ...evidence, traffic: { ...evidence.traffic, unsent } };
  }

  /** What we wrote and the system has not taken for a while, so that the server does not read. */
  #unsent(): Evidence['traffic']['unsent'] {
    const since = this.#tap?.writingSince;
    const endpoint = this.#endpoint;
    if (this.#tap === undefined || since === undefined || endpoint === undefined) return undefined;
    const forMs = millisecondsBetween(since, this.#setup.clock.now());
    if (forMs < FAIR_WAIT_MS || endpoint.readyState !== endpoint.OPEN) return undefined;
    return { bytes: this.#tap.unsentBytes, forMs };
  }

  /** True while something is begun and not done: a Ping without its Pong, a frame that is still coming. */
  get waiting(): boolean {
    this.#arrears.settle();
    return this.#unsent() !== undefined || (this.#standstill() !== undefined && this.#log.waiting);
  }

  /** The present moment, when silence is the server's: while we do not read, or have only just begun to again, it is ours. */
  #standstill(): Micros | undefined {
    const now = this.#setup.clock.now();
    const since = this.#tap?.readingSince;
    return since !== undefined && millisecondsBetween(since, now) >= FAIR_WAIT_MS ? now : undefined;
  }

  /** The world failed outside of the attempt's own steps; counts only when nothing failed before. */
  fail(failure: Failure): void {
    this.#log.fail(failure);
  }

  /** Gives up at any stage, at once. */
  cancel(): void {
    this.#giveUp({ stage: 'cancelled', code: 'CANCELLED', message: 'Cancelled.' });
  }

  /** Runs to the end; never rejects: what went wrong is in the evidence. */
  async run(): Promise<void> {
    if (this.#hindered !== undefined) {
      this.#arrears.settle();
      this.#failedBefore(this.#hindered);
      this.#witness.record();
      return;
    }
    const { options, clock } = this.#setup;
    this.#deadline = this.#limitHandshake();
    const seen: Witness = {
      bytes: (from, bytes, at) => this.#witness.bytes(from, bytes, at),
      end: (from, how, at, code) => this.#witness.end(from, how, at, code),
    };
    const tap = new SocketTap(seen, clock, this.#arrears, {
      opening: openingRequest(this.#url, options, requestLines(options, this.#target), this.#key),
      sift: (chunk) => this.#witness.sift(chunk),
    });
    this.#tap = tap;
    tap.linger(LINGER_MS);
    const over = this.#untilGone(tap);
    try {
      this.#carry(await this.#dial(tap), tap);
      await over;
    } catch (error) {
      // `dial` rejects with an AttemptFailure or with the reason of our own abort, which is one too.
      if (!(error instanceof AttemptFailure)) throw error;
      this.#failedBefore(error.failure);
    } finally {
      this.#deadline.met();
      this.#arrears.settle();
      this.#witness.liveness?.stop();
      // Also an attempt that never wrote a byte has its place in the capture.
      this.#witness.record();
    }
  }

  #dial(tap: SocketTap): Promise<Socket> {
    const { options, network } = this.#setup;
    return dial({
      target: this.#target,
      options,
      network,
      proxy: this.#proxy,
      timeoutMs: this.#timeoutMs,
      log: this.#phases,
      signal: this.#stop,
      proxyAnswered: (answer) => this.#log.proxyAnswered(answer),
      presented: (chain) => this.#log.presented(chain),
      ready: (socket) => this.#carry(socket, tap),
    });
  }

  /**
   * The request goes out at once; the endpoint is made while the server works on it. Only the first call counts: the socket is given as
   * soon as it is there, and once more at the end.
   */
  #carry(socket: Socket, tap: SocketTap): void {
    if (this.#carried) return;
    this.#carried = true;
    const { clock, options } = this.#setup;
    const at = clock.now();
    this.#arrears.owe(
      () => {
        this.#witness.handshake.beginRequest(at);
        stopDelay(socket, options);
      },
      { canWait: true },
    );
    tap.carry(socket);
    if (tap.destroyed) return;
    try {
      this.#openEndpoint(tap);
    } catch (error) {
      // It throws for options that were not checked; that ends this attempt, and nobody else's.
      this.#giveUp({ stage: 'upgrade', code: errorCode(error), message: errorMessage(error) });
    }
  }

  get #timeoutMs(): number {
    return this.#setup.options.handshakeTimeout ?? DEFAULT_HANDSHAKE_TIMEOUT_MS;
  }

  #limitHandshake(): Deadline {
    const timeoutMs = this.#timeoutMs;
    return new Deadline(this.#arrears, timeoutMs, () => {
      this.#arrears.settle();
      const waitingFor = this.#phases.current;
      const message = `No answer within ${timeoutMs} ms; the step under way was "${waitingFor}".`;
      this.#giveUp({ stage: 'timeout', code: 'HANDSHAKE_TIMEOUT', message, waitingFor, timeoutMs });
    });
  }

  get #url(): URL {
    return requestUrl(this.#target.url, this.#setup.options);
  }

  #failedBefore(failure: Failure): void {
    this.#log.fail(failure);
    this.#log.ended(this.#setup.clock.now());
  }

  #giveUp(failure: Failure): void {
    this.#log.fail(failure);
    this.#stop.abort(new AttemptFailure(failure));
    this.#tap?.linger(0);
    this.#endpoint?.terminate();
    this.#tap?.destroy();
  }

  #openEndpoint(tap: SocketTap): void {
    const { options, listener, clock } = this.#setup;
    const endpoint = openEndpoint(this.#url, options, tap, this.#key);
    const handshakeDone = (): void => this.#deadline?.met();
    this.#endpoint = endpoint;
    endpoint.on('open', () => {
      if (this.#refusedByWitness(tap)) {
        handshakeDone();
        return;
      }
      const at = clock.now();
      this.#arrears.owe(() => {
        this.#log.opened(at);
        handshakeDone();
        this.#witness.liveness = watchOver(endpoint, options, (failure) => this.#log.fail(failure));
        listener.stands();
      });
      this.#witness.opened();
      listener.opened(endpoint);
      this.#arrears.end();
    });
    endpoint.on('unexpected-response', (_request, response) => {
      handshakeDone();
      this.#arrears.end();
      this.#arrears.settle();
      // The transcript reads the body and says what is wrong with it; the endpoint's own copy only has to flow away.
      response.on('error', () => undefined);
      response.resume();
      // A 101 that lacks what makes it one has no body; frames may follow it all the same.
      const waitMs = response.statusCode === 101 ? LINGER_MS : BODY_TIMEOUT_MS;
      const timer = setTimeout(() => this.#dropRefused(), waitMs);
      tap.once('close', () => clearTimeout(timer));
      if (this.#log.body !== undefined) this.#dropRefused();
    });
    endpoint.on('error', (error) => this.#endpointFailed(error));
  }

  /** RFC 6455 §4.1 has a client fail a connection whose 101 breaks a rule; `ws` lets some pass. */
  #refusedByWitness(tap: SocketTap): boolean {
    if (tap.passing !== undefined && isPlainAnswer(tap.passing)) return false;
    this.#arrears.end();
    this.#arrears.settle();
    const { handshake } = this.#log;
    if (handshake === undefined || handshake.accepted) return false;
    const [broken] = handshake.violations.filter(({ by }) => by === 'server');
    const message = broken?.sentence ?? 'The answer breaks a rule of the opening handshake.';
    this.#log.fail({ stage: 'upgrade', code: 'REFUSED_BY_CLIENT', message });
    this.#endpoint?.terminate();
    return true;
  }

  /** The opening handshake and all that follows, until the socket is gone. */
  #untilGone(tap: SocketTap): Promise<void> {
    return new Promise((resolve) => {
      tap.once('gone', () => {
        this.#arrears.settle();
        this.#witness.handshake.ended(this.#log.failure?.code);
        this.#witness.liveness?.stop();
        this.#log.ended(this.#setup.clock.now());
        const endpoint = this.#endpoint;
        if (endpoint === undefined || endpoint.readyState === endpoint.CLOSED) {
          resolve();
          return;
        }
        endpoint.once('close', () => resolve());
        // An answer handed over by 'unexpected-response' is ours to end.
        if (endpoint.readyState === endpoint.CONNECTING) endpoint.terminate();
      });
    });
  }

  #dropRefused(): void {
    this.#tap?.linger(0);
    this.#endpoint?.terminate();
    this.#tap?.destroy();
  }

  #endpointFailed(error: Error): void {
    this.#arrears.settle();
    const failure = endpointFailure(error, this.#log);
    if (failure !== undefined) this.#log.fail(failure);
  }
}
