import { type FrameId, type Micros } from '../base/branded.ts';
import type { AskedFor, Evidence, Failure, FrameViolation, Traffic } from '../diagnosis/evidence.ts';
import type { ClosingHandshake } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { RequestHead, ResponseHead } from '../protocol/httpHead.ts';
import type { HandshakeResult } from '../protocol/openingHandshake.ts';
import type { ResponseBody } from '../protocol/responseBody.ts';
import type { TranscriptSink } from '../protocol/transcript.ts';
import type { PhaseLog } from './phaseLog.ts';

/** Violations kept for the diagnosis; the rest is counted, and the capture has its own list. */
const VIOLATIONS_KEPT = 100;
/** Enough to recognise what else may have answered. */
const FIRST_BYTES_KEPT = 256;

const OPCODE_PING = 0x9;
const OPCODE_PONG = 0xa;

/** Gathers what a diagnosis needs from one attempt. It costs a few stores a frame. */
export class EvidenceLog {
  readonly #asked: AskedFor;
  readonly #phases: PhaseLog;
  readonly #interim: ResponseHead[] = [];
  readonly #violations: FrameViolation[] = [];
  readonly #frames: Record<Endpoint, number> = { client: 0, server: 0 };
  readonly #lastFrame: Record<Endpoint, FrameId | undefined> = { client: undefined, server: undefined };
  readonly #lastFrameAt: Record<Endpoint, Micros | undefined> = { client: undefined, server: undefined };
  #violationCount = 0;
  #unansweredPings = 0;
  #request: RequestHead | undefined;
  #response: ResponseHead | undefined;
  #handshake: HandshakeResult | undefined;
  #body: ResponseBody | undefined;
  #closing: ClosingHandshake | undefined;
  #cutFrame: Traffic['unfinished'];
  #firstBytes: Uint8Array = new Uint8Array();
  #serverBytes = 0;
  /** Where in the server's stream the next frame header is due; undefined before the handshake. */
  #nextHeaderDue: number | undefined;
  #openedAt: Micros | undefined;
  #endedAt: Micros | undefined;
  #failure: Failure | undefined;

  /** To be called by the transcript. */
  readonly sink: TranscriptSink = {
    request: (head) => void (this.#request ??= head),
    response: (head) => {
      if (head.status > 101 && head.status < 200) this.#interim.push(head);
      else this.#response ??= head;
      if (head.status === 101) this.#nextHeaderDue = head.startOffset + head.raw.length;
    },
    handshake: (result) => void (this.#handshake = result),
    body: (body) => void (this.#body = body),
    frameStart: (frame, header, at) => {
      this.#frames[header.from] += 1;
      this.#lastFrame[header.from] = frame;
      this.#lastFrameAt[header.from] = at;
      if (header.from === 'server') {
        this.#nextHeaderDue = header.wireOffset + header.headerLength + header.payloadLength;
      }
    },
    frameEnd: (end) => {
      this.#lastFrameAt[end.from] = end.at;
      if (!end.complete && end.from === 'server') {
        this.#cutFrame = { frame: end.frame, received: end.payloadReceived, declared: undefined };
      }
    },
    message: (message) => {
      if (message.opcode === OPCODE_PING && message.from === 'client') this.#unansweredPings += 1;
      else if (message.opcode === OPCODE_PONG && message.from === 'server') this.#unansweredPings = 0;
    },
    violation: (violation, frame) => {
      this.#violationCount += 1;
      if (this.#violations.length < VIOLATIONS_KEPT) this.#violations.push({ violation, frame });
    },
    closing: (state) => void (this.#closing = state),
  };

  constructor(asked: AskedFor, phases: PhaseLog) {
    this.#asked = asked;
    this.#phases = phases;
  }

  get response(): ResponseHead | undefined {
    return this.#response;
  }

  get handshake(): HandshakeResult | undefined {
    return this.#handshake;
  }

  get body(): ResponseBody | undefined {
    return this.#body;
  }

  get closing(): ClosingHandshake | undefined {
    return this.#closing;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  get serverBytes(): number {
    return this.#serverBytes;
  }

  /** Raw bytes of the server, before any parser saw them. */
  serverWrote(bytes: Uint8Array): void {
    const room = FIRST_BYTES_KEPT - this.#firstBytes.length;
    if (room > 0) this.#firstBytes = Uint8Array.from([...this.#firstBytes, ...bytes.subarray(0, room)]);
    this.#serverBytes += bytes.length;
  }

  opened(at: Micros): void {
    this.#openedAt ??= at;
  }

  ended(at: Micros): void {
    this.#endedAt ??= at;
  }

  /** Only the first failure counts: what follows is its consequence. */
  fail(failure: Failure): void {
    this.#failure ??= failure;
  }

  /** What is known so far. */
  evidence(): Evidence {
    const since = (at: Micros | undefined): number | undefined =>
      at === undefined ? undefined : this.#phases.elapsed(at);
    const understood = this.#response !== undefined && this.#response.status !== 0;
    return {
      asked: this.#asked,
      phases: this.#phases.phases,
      failure: this.#failure,
      request: this.#request,
      interim: this.#interim,
      response: this.#response,
      handshake: this.#handshake,
      body: this.#body,
      violations: this.#violations,
      violationCount: this.#violationCount,
      closing: this.#closing,
      traffic: {
        frames: { ...this.#frames },
        openedMs: since(this.#openedAt),
        endedMs: since(this.#endedAt),
        lastFrameMs: { client: since(this.#lastFrameAt.client), server: since(this.#lastFrameAt.server) },
        lastFrame: { ...this.#lastFrame },
        unansweredPings: this.#unansweredPings,
        unfinished: this.#unfinished(),
        unrecognised: understood || this.#firstBytes.length === 0 ? undefined : this.#firstBytes,
      },
    };
  }

  #unfinished(): Traffic['unfinished'] {
    const due = this.#nextHeaderDue;
    if (due === undefined || this.#serverBytes === due) return undefined;
    if (this.#serverBytes > due) return { frame: undefined, received: this.#serverBytes - due, declared: undefined };
    const missing = due - this.#serverBytes;
    const received = this.#cutFrame?.received;
    const declared = received === undefined ? undefined : received + missing;
    return { frame: this.#lastFrame.server, received: received ?? 0, declared };
  }
}
