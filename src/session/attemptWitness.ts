import type { Micros } from '../base/branded.ts';
import type { StreamEnd } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { isControl } from '../protocol/opcode.ts';
import type { TranscriptSink } from '../protocol/transcript.ts';
import type { Arrears } from './arrears.ts';
import type { AttemptSetup, Recorder } from './attemptSetup.ts';
import { BackPressure } from './backPressure.ts';
import { DEFAULT_MAX_MESSAGE_BYTES } from './endpoint.ts';
import type { EvidenceLog } from './evidenceLog.ts';
import { HandshakePhases } from './handshakePhases.ts';
import type { Liveness } from './liveness.ts';
import { MessageSieve } from './messageSieve.ts';
import { streamFailure } from './observedFailure.ts';
import type { PhaseLog } from './phaseLog.ts';
import type { Witness } from './socketTap.ts';

/** Of the attempt whose bytes are watched. */
interface Watched {
  readonly phases: PhaseLog;
  readonly arrears: Arrears;
  readonly log: () => EvidenceLog;
  /** Stops the reading, or allows it again. */
  readonly hold: (held: boolean) => void;
  /** The body of a refusal is here as far as it is kept. */
  readonly bodyEnded: () => void;
}

/** Passes on what crosses the wire in one attempt: to the recorder, and what its transcript makes of it to whoever gathers evidence. */
export class AttemptWitness implements Witness {
  readonly handshake: HandshakePhases;
  /** Set while somebody watches over the open connection. */
  liveness: Liveness | undefined;
  readonly #setup: AttemptSetup;
  readonly #watched: Watched;
  readonly #sieve: MessageSieve;
  readonly #backPressure: BackPressure;
  #recording: Recorder | undefined;

  constructor(setup: AttemptSetup, watched: Watched) {
    this.#setup = setup;
    this.#watched = watched;
    this.handshake = new HandshakePhases(watched.log, watched.phases);
    this.#backPressure = new BackPressure(watched.hold);
    this.#sieve = new MessageSieve({
      wanted: setup.messagesWanted,
      maxMessageBytes: setup.options.maxMessageSize ?? DEFAULT_MAX_MESSAGE_BYTES,
      inflaterWindow: () => this.record().inflaterWindow(),
      delivers: (number) => setup.listener.delivers(number),
    });
  }

  /** Begun with the first byte, whose way to the server it must not delay; also an attempt without any has its place in the capture. */
  record(): Recorder {
    return (this.#recording ??= this.#setup.record(this.#sink(), this.#watched.phases.began));
  }

  /** The handshake was accepted: from now on the endpoint is spared what it need not see. */
  opened(): void {
    this.#sieve.begin();
  }

  sift(chunk: Uint8Array): readonly Uint8Array[] | undefined {
    return this.#sieve.sift(chunk);
  }

  bytes(from: Endpoint, bytes: Uint8Array, at: Micros): void {
    if (from === 'server') {
      const { phases, log, arrears } = this.#watched;
      this.handshake.firstByte(phases.elapsed(at));
      log().serverWrote(bytes);
      this.liveness?.heard();
      this.#sieve.take(bytes.length, !arrears.clear);
    }
    const recorder = this.record();
    recorder.bytes(from, bytes, at);
    this.#backPressure.heed(recorder);
  }

  end(from: Endpoint, how: StreamEnd, at: Micros, code?: string): void {
    const log = this.#watched.log();
    const recorder = this.record();
    // Our own FIN after the Close frames ends nothing yet: the server has its part to do.
    if (from === 'server') log.ended(at);
    recorder.end(from, how, at);
    const failure = from === 'server' ? streamFailure(how, code, log) : undefined;
    if (failure !== undefined) log.fail(failure);
    this.#setup.listener.changed();
  }

  #sink(): Partial<TranscriptSink> {
    const { sink } = this.#watched.log();
    const { handshake } = this;
    const changed = (): void => this.#setup.listener.changed();
    return {
      ...sink,
      request: (head, at) => {
        sink.request(head, at);
        handshake.requested(at);
        changed();
      },
      handshake: (result, at) => {
        sink.handshake(result, at);
        handshake.answered(result.response.status !== 0, result.accepted, at);
        changed();
      },
      frameStart: (frame, header, at) => {
        sink.frameStart(frame, header, at);
        handshake.frame(header.from, at);
        if (header.from === 'server') this.#sieve.frame(header);
      },
      message: (message) => {
        sink.message(message);
        if (message.from === 'server' && !isControl(message.opcode)) this.#sieve.message(message.number);
      },
      plainMessages: (run) => {
        sink.plainMessages?.(run);
        handshake.frame(run.from, run.at);
        this.#sieve.run(run);
      },
      violation: (violation, frame, at) => {
        sink.violation(violation, frame, at);
        if (violation.by === 'server') this.#sieve.violation();
      },
      body: (body, at) => {
        sink.body(body, at);
        this.#watched.bodyEnded();
        changed();
      },
      closing: (state, at) => {
        sink.closing(state, at);
        changed();
      },
    };
  }
}
