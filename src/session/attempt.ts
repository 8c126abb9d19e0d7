import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Micros } from '../base/branded.ts';
import { Cancellation } from '../base/cancellation.ts';
import type { AskedFor, Evidence, Failure, Phase, Redirect } from '../diagnosis/evidence.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import type { ConnectionOptions, HeaderPair } from '../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import { isControl } from '../protocol/opcode.ts';
import { isPlainAnswer } from '../protocol/plainAnswer.ts';
import type { TranscriptSink } from '../protocol/transcript.ts';
import { DEFAULT_HANDSHAKE_TIMEOUT_MS, askedFor } from './askedFor.ts';
import { Arrears } from './arrears.ts';
import { AttemptFailure } from './attemptFailure.ts';
import { BackPressure } from './backPressure.ts';
import { type Clock, millisecondsBetween } from './clock.ts';
import { type Environment, type ProxyChoice, chooseProxy } from './dial/chooseProxy.ts';
import { Deadline } from './deadline.ts';
import { dial } from './dial/dial.ts';
import { type Target, targetOf, webSocketUrl } from './dial/target.ts';
import { DEFAULT_MAX_MESSAGE_BYTES, openEndpoint } from './endpoint.ts';
import { EvidenceLog } from './evidenceLog.ts';
import { HandshakePhases } from './handshakePhases.ts';
import { type Liveness, watchOver } from './liveness.ts';
import { endpointFailure, streamFailure } from './observedFailure.ts';
import { MessageSieve } from './messageSieve.ts';
import { PhaseLog } from './phaseLog.ts';
import { headRewriter } from './requestHead.ts';
import { requestLines, requestUrl } from './requestLines.ts';
import { SocketTap, type Witness } from './socketTap.ts';

/** How long the witness reads on when the endpoint refused what the server said: what follows is evidence. */
const LINGER_MS = 300;
/** How long the body of a refused upgrade may take; its size has a cap of its own. */
const BODY_TIMEOUT_MS = 5_000;

/** Silence is judged only after we have been listening for so long. */
const FAIR_WAIT_MS = 1_000;

/** Where an attempt's bytes go: the capture's recorder for it. */
export interface Recorder extends Witness {
  /** Bytes that were taken and are not yet written. */
  readonly pendingBytes: number;
  /** Of the server's compressed messages so far (RFC 7692 §7.2.2). */
  inflaterWindow(): Uint8Array;
}

interface AttemptListener {
  phase(phase: Phase): void;
  /** The opening handshake was accepted: messages can be sent. */
  opened(endpoint: WebSocket): void;
  /** The same a moment later, when nobody waits for it any more. */
  stands(): void;
  /** The endpoint is going to deliver the message of that number, in this order; undefined for one that is not in the capture. */
  delivers(number: number | undefined): void;
  /** A head, a Close or the like was seen: what is shown of the attempt is out of date. */
  changed(): void;
}

export interface AttemptSetup {
  readonly options: ConnectionOptions;
  readonly network: NetworkSettings;
  readonly env: Environment;
  readonly clock: Clock;
  /** The hops that led here. */
  readonly redirects?: readonly Redirect[];
  /** Names of query parameters that are secrets, also those of the hops that led here. */
  readonly secretParameters?: readonly string[];
  readonly listener: AttemptListener;
  /** True while somebody wants the messages that the endpoint delivers. */
  readonly messagesWanted: () => boolean;
  /** Begins recording; the sink is to be called with what the bytes tell. */
  readonly record: (sink: Partial<TranscriptSink>, startedAt: Micros) => Recorder;
}

/** One connection attempt: from dialling to the last byte of both directions. */
export class Attempt {
  readonly #setup: AttemptSetup;
  readonly #newLog: () => EvidenceLog;
  #startedLog: EvidenceLog | undefined;
  readonly #phases: PhaseLog;
  readonly #arrears = new Arrears();
  readonly #stop = new Cancellation();
  readonly #backPressure = new BackPressure((held) => this.#tap?.hold(held));
  #endpoint: WebSocket | undefined;
  #tap: SocketTap | undefined;
  readonly #handshake: HandshakePhases;
  readonly #sieve: MessageSieve;
  #liveness: Liveness | undefined;
  #recording: Recorder | undefined;
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
    // Put together when it is asked for: the user waits for the connection first.
    const asked = (): AskedFor => ({
      ...askedFor(webSocketUrl(options.url), options, this.#proxy),
      ...(secretParameters.length === 0 ? {} : { secretParameters }),
    });
    this.#newLog = () => new EvidenceLog(asked, this.#phases, setup.redirects);
    this.#handshake = new HandshakePhases(() => this.#log, this.#phases);
    this.#sieve = new MessageSieve({
      wanted: setup.messagesWanted,
      maxMessageBytes: options.maxMessageSize ?? DEFAULT_MAX_MESSAGE_BYTES,
      inflaterWindow: () => this.#recorder().inflaterWindow(),
      delivers: (number) => setup.listener.delivers(number),
    });
  }

  /** Made with the first thing that there is to write down. */
  get #log(): EvidenceLog {
    return (this.#startedLog ??= this.#newLog());
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
      this.#recorder();
      return;
    }
    const dialling = this.#dial();
    const deadline = this.#limitHandshake();
    // The system begins to connect when this turn's callbacks run; what the connection is for is made ready behind them.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    const tap = new SocketTap(this.#witness(), this.#setup.clock, this.#arrears, {
      rewriteFirst: headRewriter(this.#lines()),
      sift: (chunk) => this.#sieve.sift(chunk),
    });
    this.#tap = tap;
    tap.linger(LINGER_MS);
    const endpoint = this.#openEndpoint(tap, () => deadline.met());
    try {
      const socket = await dialling;
      this.#handshake.beginRequest();
      tap.carry(socket);
      await this.#untilGone(tap, endpoint);
    } catch (error) {
      endpoint.terminate();
      // `dial` rejects with an AttemptFailure or with the reason of our own abort, which is one too.
      if (!(error instanceof AttemptFailure)) throw error;
      this.#failedBefore(error.failure);
    } finally {
      deadline.met();
      this.#arrears.settle();
      this.#liveness?.stop();
      // Also an attempt that never wrote a byte has its place in the capture.
      this.#recorder();
    }
  }

  #dial(): Promise<Socket> {
    const { options, network } = this.#setup;
    const dialling = dial({
      target: this.#target,
      options,
      network,
      proxy: this.#proxy,
      timeoutMs: this.#timeoutMs,
      log: this.#phases,
      signal: this.#stop,
      proxyAnswered: (answer) => this.#log.proxyAnswered(answer),
      presented: (chain) => this.#log.presented(chain),
    });
    // It may fail before it is waited for.
    dialling.catch(() => undefined);
    return dialling;
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

  #lines(): readonly HeaderPair[] {
    return requestLines(this.#setup.options, this.#target);
  }

  #failedBefore(failure: Failure): void {
    this.#log.fail(failure);
    this.#log.ended(this.#setup.clock.now());
  }

  /** Begun with the first byte, whose way to the server it must not delay. */
  #recorder(): Recorder {
    return (this.#recording ??= this.#setup.record(this.#sink(), this.#phases.began));
  }

  #giveUp(failure: Failure): void {
    this.#log.fail(failure);
    this.#stop.abort(new AttemptFailure(failure));
    this.#tap?.linger(0);
    this.#endpoint?.terminate();
    this.#tap?.destroy();
  }

  #openEndpoint(tap: SocketTap, handshakeDone: () => void): WebSocket {
    const { options, listener, clock } = this.#setup;
    const endpoint = openEndpoint(requestUrl(this.#target.url, options), options, tap);
    this.#endpoint = endpoint;
    endpoint.on('open', () => {
      if (this.#refusedByWitness(tap)) {
        handshakeDone();
        return;
      }
      this.#log.opened(clock.now());
      this.#sieve.begin();
      listener.opened(endpoint);
      this.#arrears.owe(() => {
        handshakeDone();
        this.#liveness = watchOver(endpoint, options, (failure) => this.#log.fail(failure));
        listener.stands();
      });
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
    return endpoint;
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
  #untilGone(tap: SocketTap, endpoint: WebSocket): Promise<void> {
    return new Promise((resolve) => {
      tap.once('gone', () => {
        this.#arrears.settle();
        this.#handshake.ended(this.#log.failure?.code);
        this.#liveness?.stop();
        this.#log.ended(this.#setup.clock.now());
        if (endpoint.readyState === endpoint.CLOSED) {
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

  #witness(): Witness {
    return {
      bytes: (from, bytes, at) => {
        if (from === 'server') {
          this.#handshake.firstByte(this.#phases.elapsed(at));
          this.#log.serverWrote(bytes);
          this.#liveness?.heard();
          this.#sieve.take(bytes.length, !this.#arrears.clear);
        }
        const recorder = this.#recorder();
        recorder.bytes(from, bytes, at);
        this.#backPressure.heed(recorder);
      },
      end: (from, how, at, code) => this.#streamEnded(this.#recorder(), from, how, at, code),
    };
  }

  #streamEnded(recorder: Recorder, ...[from, how, at, code]: Parameters<Witness['end']>): void {
    // Our own FIN after the Close frames ends nothing yet: the server has its part to do.
    if (from === 'server') this.#log.ended(at);
    recorder.end(from, how, at);
    const failure = from === 'server' ? streamFailure(how, code, this.#log) : undefined;
    if (failure !== undefined) this.#log.fail(failure);
    this.#setup.listener.changed();
  }

  #sink(): Partial<TranscriptSink> {
    const { sink } = this.#log;
    const changed = (): void => this.#setup.listener.changed();
    return {
      ...sink,
      request: (head, at) => {
        sink.request(head, at);
        this.#handshake.requested(at);
        changed();
      },
      handshake: (result, at) => {
        sink.handshake(result, at);
        this.#handshake.answered(result.response.status !== 0, result.accepted, at);
        changed();
      },
      frameStart: (frame, header, frameAt) => {
        sink.frameStart(frame, header, frameAt);
        this.#handshake.frame(header.from, frameAt);
        if (header.from === 'server') this.#sieve.frame(header);
      },
      message: (message) => {
        sink.message(message);
        if (message.from === 'server' && !isControl(message.opcode)) this.#sieve.message(message.number);
      },
      violation: (violation, frame, at) => {
        sink.violation(violation, frame, at);
        if (violation.by === 'server') this.#sieve.violation();
      },
      body: (body, at) => {
        sink.body(body, at);
        this.#dropRefused();
        changed();
      },
      closing: (state, at) => {
        sink.closing(state, at);
        changed();
      },
    };
  }
}
