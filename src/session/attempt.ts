import type { WebSocket } from 'ws';
import type { Micros } from '../base/branded.ts';
import type { Evidence, Failure, Phase, Redirect } from '../diagnosis/evidence.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import type { NetworkSettings } from '../profiles/network.ts';
import type { TranscriptSink } from '../protocol/transcript.ts';
import { DEFAULT_HANDSHAKE_TIMEOUT_MS, askedFor } from './askedFor.ts';
import { AttemptFailure, errorCode, errorMessage } from './attemptFailure.ts';
import { type Clock, millisecondsBetween } from './clock.ts';
import { type Environment, type ProxyChoice, chooseProxy } from './dial/chooseProxy.ts';
import { dial } from './dial/dial.ts';
import { type Target, targetOf, webSocketUrl } from './dial/target.ts';
import { CLOSE_TIMEOUT_MS, openEndpoint } from './endpoint.ts';
import { EvidenceLog } from './evidenceLog.ts';
import { HandshakePhases } from './handshakePhases.ts';
import { type Liveness, watchOver } from './liveness.ts';
import { PhaseLog } from './phaseLog.ts';
import { headRewriter } from './requestHead.ts';
import { requestLines, requestUrl } from './requestLines.ts';
import { SocketTap, type Witness } from './socketTap.ts';

/** How long the witness reads on when the endpoint refused what the server said: what follows is evidence. */
const LINGER_MS = 300;
/** How long the body of a refused upgrade may take; its size has a cap of its own. */
const BODY_TIMEOUT_MS = 5_000;

/** Above this many unwritten bytes the socket is not read, so that TCP slows the server; below the other it is again. */
const HOLD_ABOVE_BYTES = 64 * 1024 * 1024;
const RELEASE_BELOW_BYTES = 16 * 1024 * 1024;
const RELEASE_POLL_MS = 20;

/** Silence is judged only after we have been listening for so long. */
const FAIR_WAIT_MS = 1_000;

/** Where an attempt's bytes go: the capture's recorder for it. */
export interface Recorder extends Witness {
  /** Bytes that were taken and are not yet written. */
  readonly pendingBytes: number;
}

interface AttemptListener {
  phase(phase: Phase): void;
  /** The opening handshake was accepted: messages can be sent. */
  opened(endpoint: WebSocket): void;
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
  readonly listener: AttemptListener;
  /** Begins recording; the sink is to be called with what the bytes tell. */
  readonly record: (sink: Partial<TranscriptSink>, startedAt: Micros) => Recorder;
}

/** One connection attempt: from dialling to the last byte of both directions. */
export class Attempt {
  readonly #setup: AttemptSetup;
  readonly #log: EvidenceLog;
  readonly #phases: PhaseLog;
  readonly #stop = new AbortController();
  #holding: NodeJS.Timeout | undefined;
  #endpoint: WebSocket | undefined;
  #tap: SocketTap | undefined;
  readonly #handshake: HandshakePhases;
  /** Told when the attempt runs: nobody listens before. */
  readonly #finishUrl: () => void;
  #liveness: Liveness | undefined;
  #recording: Recorder | undefined;
  readonly #target: Target;
  readonly #proxy: ProxyChoice | undefined;
  /** What keeps the attempt from being begun. */
  readonly #hindered: Failure | undefined;

  /** The options have been checked already. */
  constructor(setup: AttemptSetup) {
    const { options, network, env } = setup;
    this.#setup = setup;
    this.#phases = new PhaseLog(setup.clock, (phase) => setup.listener.phase(phase));
    const parsed = this.#phases.begin('url');
    this.#target = targetOf(options.url);
    const parsedAt = setup.clock.now();
    this.#finishUrl = () => parsed({ name: 'url', url: maskUrl(webSocketUrl(options.url)), ok: true }, parsedAt);
    try {
      this.#proxy = chooseProxy(options.proxy, this.#target, network, env);
    } catch (error) {
      if (!(error instanceof AttemptFailure)) throw error;
      this.#hindered = error.failure;
    }
    const asked = askedFor(webSocketUrl(options.url), options, this.#proxy);
    this.#log = new EvidenceLog(asked, this.#phases, setup.redirects);
    this.#handshake = new HandshakePhases(this.#log, this.#phases);
  }

  /** What is known so far; a connection that lasts is judged by what stands still at this moment. */
  evidence(): Evidence {
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
    const { options, network } = this.#setup;
    const timeoutMs = options.handshakeTimeout ?? DEFAULT_HANDSHAKE_TIMEOUT_MS;
    this.#finishUrl();
    if (this.#hindered !== undefined) {
      this.#log.fail(this.#hindered);
      this.#log.ended(this.#setup.clock.now());
      this.#recorder();
      return;
    }
    const timer = setTimeout(() => {
      const waitingFor = this.#phases.current;
      const message = `No answer within ${timeoutMs} ms; the step under way was "${waitingFor}".`;
      this.#giveUp({ stage: 'timeout', code: 'HANDSHAKE_TIMEOUT', message, waitingFor, timeoutMs });
    }, timeoutMs);
    // Begun first, so that the connection is on its way while its recording is made ready.
    const dialling = dial({
      target: this.#target,
      options,
      network,
      proxy: this.#proxy,
      timeoutMs,
      log: this.#phases,
      signal: this.#stop.signal,
      proxyAnswered: (answer) => this.#log.proxyAnswered(answer),
    });
    const rewrite = headRewriter(requestLines(options, this.#target));
    const connection = dialling.then((socket) => {
      const tap = new SocketTap(socket, this.#witness(), this.#setup.clock, rewrite);
      this.#tap = tap;
      tap.linger(LINGER_MS);
      this.#handshake.beginRequest();
      return tap;
    });
    const endpoint = this.#openEndpoint(connection, () => clearTimeout(timer));
    try {
      await this.#untilGone(await connection, endpoint);
    } catch (error) {
      endpoint.terminate();
      // `dial` rejects with an AttemptFailure or with the reason of our own abort, which is one too.
      if (!(error instanceof AttemptFailure)) throw error;
      this.#log.fail(error.failure);
      this.#log.ended(this.#setup.clock.now());
    } finally {
      clearTimeout(timer);
      this.#liveness?.stop();
      // Also an attempt that never wrote a byte has its place in the capture.
      this.#recorder();
    }
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

  #openEndpoint(connection: Promise<SocketTap>, handshakeDone: () => void): WebSocket {
    const { options, listener, clock } = this.#setup;
    const endpoint = openEndpoint(requestUrl(this.#target.url, options), options, connection);
    this.#endpoint = endpoint;
    endpoint.on('open', () => {
      handshakeDone();
      this.#tap?.linger(LINGER_MS);
      if (this.#refusedByWitness()) return;
      this.#log.opened(clock.now());
      this.#liveness = watchOver(endpoint, options, (failure) => this.#log.fail(failure));
      listener.opened(endpoint);
    });
    endpoint.on('unexpected-response', (_request, response) => {
      handshakeDone();
      // The transcript reads the body and says what is wrong with it; the endpoint's own copy only has to flow away.
      response.on('error', () => undefined);
      response.resume();
      // A 101 that lacks what makes it one has no body; frames may follow it all the same.
      const waitMs = response.statusCode === 101 ? LINGER_MS : BODY_TIMEOUT_MS;
      const timer = setTimeout(() => this.#dropRefused(), waitMs);
      this.#tap?.once('close', () => clearTimeout(timer));
      if (this.#log.body !== undefined) this.#dropRefused();
    });
    endpoint.on('error', (error) => this.#endpointFailed(error));
    return endpoint;
  }

  /** RFC 6455 §4.1 has a client fail a connection whose 101 breaks a rule; `ws` lets some pass. */
  #refusedByWitness(): boolean {
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
    const code = errorCode(error);
    const message = errorMessage(error);
    const response = this.#log.response;
    if (response !== undefined && response.status !== 101 && response.status !== 0) return;
    // What zlib makes of a compressed message comes with a code of its own.
    if (/^(WS_ERR|Z)_/.test(code)) this.#log.fail({ stage: 'framing', code, message });
    else if (response?.status === 101 && code === 'UNKNOWN')
      this.#log.fail({ stage: 'upgrade', code: 'REFUSED_BY_CLIENT', message });
    else if (this.#log.handshake?.accepted === true) this.#log.fail({ stage: 'closing', code, message });
    else this.#log.fail({ stage: /^ERR_(SSL|TLS)/.test(code) ? 'tls' : 'http', code, message });
  }

  #witness(): Witness {
    return {
      bytes: (from, bytes, at) => {
        if (from === 'server') {
          this.#handshake.firstByte(this.#phases.elapsed(at));
          this.#log.serverWrote(bytes);
          this.#liveness?.heard();
        }
        const recorder = this.#recorder();
        recorder.bytes(from, bytes, at);
        if (recorder.pendingBytes > HOLD_ABOVE_BYTES) this.#holdUntilWritten(recorder);
      },
      end: (from, how, at, code) => this.#streamEnded(this.#recorder(), from, how, at, code),
    };
  }

  #holdUntilWritten(recorder: Recorder): void {
    if (this.#holding !== undefined) return;
    this.#tap?.hold(true);
    this.#holding = setInterval(() => {
      if (recorder.pendingBytes > RELEASE_BELOW_BYTES) return;
      clearInterval(this.#holding);
      this.#holding = undefined;
      this.#tap?.hold(false);
    }, RELEASE_POLL_MS);
  }

  #streamEnded(recorder: Recorder, ...[from, how, at, code]: Parameters<Witness['end']>): void {
    // Our own FIN after the Close frames ends nothing yet: the server has its part to do.
    if (from === 'server') this.#log.ended(at);
    recorder.end(from, how, at);
    if (from === 'server' && how === 'abandoned' && code === undefined) this.#serverLeftWaiting();
    if (from === 'server' && how !== 'fin' && code !== undefined) {
      const message = `The connection ended with ${code}.`;
      const open = this.#log.handshake?.accepted === true;
      this.#log.fail({ stage: open ? 'closing' : /^ERR_(SSL|TLS)/.test(code) ? 'tls' : 'http', code, message });
    }
    this.#setup.listener.changed();
  }

  /** We ended TCP ourselves: after a Close that means that the server took too long (RFC 6455 §7.1.1). */
  #serverLeftWaiting(): void {
    if (this.#log.closing?.first === undefined) return;
    const message = `The server did not end the connection within ${CLOSE_TIMEOUT_MS} ms of the Close.`;
    this.#log.fail({ stage: 'closing', code: 'CLOSE_TIMEOUT', message, timeoutMs: CLOSE_TIMEOUT_MS });
  }

  #sink(): Partial<TranscriptSink> {
    const { sink } = this.#log;
    const changed = (): void => this.#setup.listener.changed();
    return {
      ...sink,
      request: (head, at) => {
        sink.request(head, at);
        this.#handshake.requested();
        changed();
      },
      handshake: (result, at) => {
        sink.handshake(result, at);
        this.#handshake.answered(result.response.status !== 0, result.accepted);
        changed();
      },
      frameStart: (frame, header, frameAt) => {
        sink.frameStart(frame, header, frameAt);
        this.#handshake.frame(header.from);
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
