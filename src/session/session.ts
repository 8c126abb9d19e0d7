import type { WebSocket } from 'ws';
import { Emitter } from '../base/emitter.ts';
import type { CaptureObserver, LiveCapture } from '../capture/capture.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Evidence, Phase, Redirect } from '../diagnosis/evidence.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { Attempt } from './attempt.ts';
import { type Clock, systemClock } from './clock.ts';
import { closeProblem } from './closeProblem.ts';
import { nextHop } from './redirect.ts';
import { targetOf } from './target.ts';

/** RFC 6455's states of a connection (§4.1, §7.1), and `failed` for one that never opened. */
export type SessionState = 'connecting' | 'open' | 'closing' | 'closed' | 'failed';

/** A message from the server, as the endpoint delivered it: whole, unmasked, inflated. */
export interface ServerMessage {
  readonly binary: boolean;
  readonly bytes: Uint8Array;
  /** Its number in the capture. */
  readonly number: number;
}

/** What is written beside the bytes when an attempt is over, so that an opened file tells the same story. */
interface AttemptRecord {
  readonly phases: readonly Phase[];
  readonly diagnoses: readonly Diagnosis[];
}

export interface SessionSetup {
  readonly options: ConnectionOptions;
  readonly title: string;
  readonly capture: LiveCapture;
  readonly clock?: Clock;
}

/** A message cannot be sent now. The words are for the user. */
export class CannotSend extends Error {
  override readonly name = 'CannotSend';
}

const FIRST_CONTROL_OPCODE = 0x8;
const STANDSTILL_LOOK_MS = 1_000;

/** One connection as the user sees it: an attempt, those that redirects led to, and what follows until the socket is gone. */
export class Session {
  readonly title: string;
  readonly capture: LiveCapture;
  readonly #clock: Clock;
  readonly #changed = new Emitter<undefined>();
  readonly #phase = new Emitter<{ readonly attempt: number; readonly phase: Phase }>();
  readonly #opened = new Emitter<undefined>();
  readonly #serverMessage = new Emitter<ServerMessage>();
  readonly #pong = new Emitter<Uint8Array>();
  readonly #attempts: Attempt[] = [];
  /** Capture numbers of server messages that the endpoint has not delivered yet; kept only for listeners. */
  #undelivered: number[] | undefined;
  #lastClientMessage: number | undefined;
  #options: ConnectionOptions;
  #endpoint: WebSocket | undefined;
  #everOpened = false;
  #over = false;
  #cancelled = false;

  /** State, handshake, closing or diagnoses changed. Frames are told by the capture. */
  readonly onChange = this.#changed.event;
  readonly onPhase = this.#phase.event;
  readonly onOpen = this.#opened.event;
  readonly onServerMessage = this.#serverMessage.event;
  readonly onPong = this.#pong.event;
  /** Resolves when every attempt is over and the capture holds all of it; never rejects. */
  readonly ended: Promise<void>;

  constructor(setup: SessionSetup) {
    this.title = setup.title;
    this.capture = setup.capture;
    this.#clock = setup.clock ?? systemClock;
    this.#options = setup.options;
    this.ended = this.#run();
  }

  /** The options of the attempt under way: a redirect changes the URL. */
  get options(): ConnectionOptions {
    return this.#options;
  }

  /** One an attempt, in order. */
  evidence(): readonly Evidence[] {
    return this.#attempts.map((attempt) => attempt.evidence());
  }

  get state(): SessionState {
    if (this.#over) return this.#everOpened ? 'closed' : 'failed';
    if (!this.#everOpened) return 'connecting';
    return this.#attempts.at(-1)?.evidence().closing === undefined ? 'open' : 'closing';
  }

  /** True when the user gave it up: what followed is no failure. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** The first leads. Empty while all goes well. */
  diagnoses(): readonly Diagnosis[] {
    const attempt = this.#attempts.at(-1);
    if (attempt === undefined || this.#cancelled) return [];
    const evidence = attempt.evidence();
    const broken = evidence.violationCount > 0 || (evidence.handshake?.violations ?? []).length > 0;
    return this.#over || broken || attempt.waiting ? diagnose(evidence) : [];
  }

  /** Delivers server messages to `onServerMessage` from now on; what came before is in the capture only. */
  deliverMessages(): void {
    this.#undelivered ??= [];
  }

  /** Resolves when the socket took it, with the message's number in the capture. */
  sendText(text: string): Promise<number | undefined> {
    return this.#hand((endpoint, done) => endpoint.send(text, { binary: false }, done));
  }

  sendBinary(bytes: Uint8Array): Promise<number | undefined> {
    return this.#hand((endpoint, done) => endpoint.send(bytes, { binary: true }, done));
  }

  async ping(bytes: Uint8Array): Promise<void> {
    await this.#hand((endpoint, done) => endpoint.ping(bytes, true, done));
  }

  async pong(bytes: Uint8Array): Promise<void> {
    await this.#hand((endpoint, done) => endpoint.pong(bytes, true, done));
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
    this.#cancelled = true;
    this.#attempts.at(-1)?.cancel();
  }

  async #run(): Promise<void> {
    // Whoever made the session gets to listen before the first event.
    await Promise.resolve();
    if (!this.#cancelled) await this.#attemptAll();
    this.#over = true;
    await this.capture.flush();
    this.#changed.fire(undefined);
  }

  /** One attempt, and one more for each redirect that is followed. */
  async #attemptAll(): Promise<void> {
    const redirects: Redirect[] = [];
    for (;;) {
      const attempt = this.#createAttempt([...redirects]);
      this.#attempts.push(attempt.attempt);
      await attempt.attempt.run();
      const evidence = attempt.attempt.evidence();
      const visited = [...redirects.map(({ from }) => from), this.#options.url];
      const next = this.#cancelled ? { kind: 'none' as const } : nextHop(evidence, this.#options, visited);
      if (next.kind === 'refused') attempt.attempt.fail(next.failure);
      if (next.kind !== 'follow') {
        this.#over = true;
        attempt.finish(this.diagnoses());
        return;
      }
      attempt.finish([]);
      redirects.push({
        status: evidence.response?.status ?? 0,
        from: maskUrl(this.#options.url),
        location: maskUrl(next.options.url),
      });
      this.#options = next.options;
    }
  }

  #createAttempt(redirects: readonly Redirect[]) {
    const number = this.#attempts.length + 1;
    let finishRecording: ((record: AttemptRecord) => void) | undefined;
    const attempt = new Attempt({
      target: targetOf(this.#options.url),
      options: this.#options,
      clock: this.#clock,
      redirects,
      record: (sink, startedAt) => {
        const facts = { url: maskUrl(this.#options.url), title: this.title, startedAt };
        const recorder = this.capture.beginAttempt(facts, this.#observe(sink));
        finishRecording = (record) => recorder.finish(record);
        const { capture } = this;
        return {
          bytes: (from, bytes, at) => recorder.bytes(from, bytes, at),
          end: (from, how, at) => recorder.end(from, how, at),
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
        changed: () => this.#changed.fire(undefined),
      },
    });
    return {
      attempt,
      finish: (diagnoses: readonly Diagnosis[]) => finishRecording?.({ phases: attempt.evidence().phases, diagnoses }),
    };
  }

  #observe(sink: CaptureObserver): CaptureObserver {
    return {
      ...sink,
      message: (message) => {
        sink.message?.(message);
        if (message.opcode >= FIRST_CONTROL_OPCODE) return;
        if (message.from === 'client') this.#lastClientMessage = message.number;
        else this.#undelivered?.push(message.number);
      },
    };
  }

  #attach(endpoint: WebSocket): void {
    this.#endpoint = endpoint;
    this.#everOpened = true;
    // A standstill makes no event of its own: look again while something is waited for.
    const pulse = setInterval(() => {
      if (this.#attempts.at(-1)?.waiting === true) this.#changed.fire(undefined);
    }, STANDSTILL_LOOK_MS);
    void this.ended.then(() => clearInterval(pulse));
    endpoint.on('message', (payload, binary) => {
      const number = this.#undelivered?.shift();
      // Without listeners nothing is kept: the capture has it all.
      if (number !== undefined) this.#serverMessage.fire({ binary, bytes: joined(payload), number });
    });
    endpoint.on('pong', (payload) => this.#pong.fire(payload));
    this.#opened.fire(undefined);
    this.#changed.fire(undefined);
  }

  #hand(send: (endpoint: WebSocket, done: (error?: Error | null) => void) => void): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const endpoint = this.#endpoint;
      if (endpoint?.readyState !== endpoint?.OPEN || endpoint === undefined) {
        reject(new CannotSend(`The connection is ${this.state}: messages can be sent only while it is open.`));
        return;
      }
      send(endpoint, (error) => {
        if (error instanceof Error) reject(new CannotSend(error.message));
        else resolve(this.#lastClientMessage);
      });
    });
  }
}

function joined(payload: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(payload)) return Buffer.concat(payload);
  return payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload;
}
