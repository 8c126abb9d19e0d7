import { type FrameId, type Micros, wireOffset } from '../base/branded.ts';
import { copyBytes } from '../base/copyBytes.ts';
import { joinBytes } from '../base/joinBytes.ts';
import type {
  AskedFor,
  Evidence,
  Failure,
  FrameViolation,
  ProxyAnswer,
  Redirect,
  Traffic,
} from '../diagnosis/evidence.ts';
import type { ClosingHandshake } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { FrameHeader } from '../protocol/frame.ts';
import type { RequestHead, ResponseHead } from '../protocol/httpHead.ts';
import type { HandshakeResult } from '../protocol/openingHandshake.ts';
import type { ResponseBody } from '../protocol/responseBody.ts';
import type { TranscriptSink } from '../protocol/transcript.ts';
import type { PhaseLog } from './phaseLog.ts';

/** Violations kept for the diagnosis; the rest is counted, and the capture has its own list. */
const VIOLATIONS_KEPT = 100;
/** Enough to recognise what else may have answered. */
const SAMPLE_BYTES = 256;
/** Enough of a frame to quote it and to tell what its payload is. */
const FRAME_SAMPLE_BYTES = 64;
/** Room for a usual 101 and for what follows it. */
const FIRST_BYTES_KEPT = 4096;

/** RFC 6455 §5.2: two octets, eight of length, four of masking key. */
const LONGEST_HEADER = 14;

const OPCODE_CLOSE = 0x8;
const OPCODE_PING = 0x9;
const OPCODE_PONG = 0xa;

/** Gathers what a diagnosis needs from one attempt. It costs a few stores a frame. */
export class EvidenceLog {
  readonly #ask: () => AskedFor;
  #asked: AskedFor | undefined;
  readonly #redirects: readonly Redirect[];
  readonly #phases: PhaseLog;
  readonly #interim: ResponseHead[] = [];
  readonly #violations: FrameViolation[] = [];
  readonly #frames: Record<Endpoint, number> = { client: 0, server: 0 };
  readonly #lastFrame: Record<Endpoint, FrameId | undefined> = { client: undefined, server: undefined };
  readonly #lastFrameAt: Record<Endpoint, Micros | undefined> = { client: undefined, server: undefined };
  readonly #largestFrame: Record<Endpoint, number> = { client: 0, server: 0 };
  #messageOpcode = 0;
  #messageFragments = 0;
  #messageBytes = 0;
  readonly #lastHeader = { client: blankHeader('client'), server: blankHeader('server') };
  #violationCount = 0;
  #unansweredPings = 0;
  #oldestUnansweredPing: Micros | undefined;
  #request: RequestHead | undefined;
  #response: ResponseHead | undefined;
  #handshake: HandshakeResult | undefined;
  #body: ResponseBody | undefined;
  #closing: ClosingHandshake | undefined;
  #serverPayloadStart = 0;
  #firstBytes: Uint8Array = new Uint8Array();
  #serverBytes = 0;
  #newestChunk: Uint8Array = new Uint8Array();
  /** Where in the server's stream the next frame header is due; undefined before the handshake. */
  #nextHeaderDue: number | undefined;
  #openedAt: Micros | undefined;
  #endedAt: Micros | undefined;
  #proxyAnswer: ProxyAnswer | undefined;
  #failure: Failure | undefined;
  #presented: readonly string[] = [];

  /** To be called by the transcript. */
  readonly sink: TranscriptSink = {
    request: (head) => void (this.#request ??= head),
    response: (head) => {
      // RFC 9110 §15.2: any number of 1xx answers may come before the final one; 101 is final here.
      if (head.status >= 100 && head.status < 200 && head.status !== 101) this.#interim.push(head);
      else this.#response ??= head;
      if (head.status === 101) this.#nextHeaderDue = head.startOffset + head.raw.length;
    },
    handshake: (result) => void (this.#handshake = result),
    body: (body) => void (this.#body = body),
    frameStart: (frame, header, at) => {
      this.#frames[header.from] += 1;
      this.#lastFrame[header.from] = frame;
      this.#lastFrameAt[header.from] = at;
      if (header.payloadLength > this.#largestFrame[header.from])
        this.#largestFrame[header.from] = header.payloadLength;
      copyHeader(header, this.#lastHeader[header.from]);
      if (header.from === 'server') {
        if (header.opcode < OPCODE_CLOSE) this.#countFragment(header);
        this.#serverPayloadStart = header.wireOffset + header.headerLength;
        this.#nextHeaderDue = this.#serverPayloadStart + header.payloadLength;
      }
    },
    plainMessages: (run) => {
      this.#frames.server += run.count - 1;
      this.#largestFrame.server = Math.max(this.#largestFrame.server, run.largestPayload);
      this.sink.frameStart((run.firstFrame + run.count - 1) as FrameId, run.last(), run.at);
    },
    frameEnd: (end) => {
      this.#lastFrameAt[end.from] = end.at;
    },
    message: (message) => {
      if (message.opcode === OPCODE_PING && message.from === 'client') {
        this.#unansweredPings += 1;
        this.#oldestUnansweredPing ??= this.#lastFrameAt.client;
      } else if (message.opcode === OPCODE_PONG && message.from === 'server') {
        // RFC 6455 §5.5.3: an endpoint may answer only the most recent of several Pings.
        this.#unansweredPings = 0;
        this.#oldestUnansweredPing = undefined;
      }
    },
    violation: (violation, frame) => {
      this.#violationCount += 1;
      if (this.#violations.length < VIOLATIONS_KEPT)
        this.#violations.push({ violation, frame, ...this.#headerOf(violation.by, frame) });
    },
    closing: (state) => void (this.#closing = state),
  };

  /** `redirects` led to this attempt; `asked` is called once, when somebody wants to know. */
  constructor(asked: () => AskedFor, phases: PhaseLog, redirects: readonly Redirect[] = []) {
    this.#redirects = redirects;
    this.#ask = asked;
    this.#phases = phases;
  }

  get request(): RequestHead | undefined {
    return this.#request;
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

  /** Raw bytes of the server, before any parser saw them; they last until more come. */
  serverWrote(bytes: Uint8Array): void {
    const room = FIRST_BYTES_KEPT - this.#firstBytes.length;
    if (room > 0) this.#firstBytes = joinBytes([this.#firstBytes, bytes.subarray(0, room)]);
    this.#serverBytes += bytes.length;
    this.#newestChunk = bytes;
  }

  proxyAnswered(answer: ProxyAnswer): void {
    this.#proxyAnswer = answer;
  }

  presented(chain: readonly string[]): void {
    this.#presented = chain;
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

  /** True while something is begun and not done: a Ping without its Pong, a frame that is still coming, a closing handshake. */
  get waiting(): boolean {
    if (this.#endedAt !== undefined) return false;
    return this.#unansweredPings > 0 || this.#closing?.first !== undefined || this.#unfinished() !== undefined;
  }

  /** What is known so far; with `now`, a connection that lasts is judged by what stands still. */
  evidence(now?: Micros): Evidence {
    const since = (at: Micros | undefined): number | undefined =>
      at === undefined ? undefined : this.#phases.elapsed(at);
    const oldestPing = since(this.#oldestUnansweredPing);
    const understood = this.#response !== undefined && this.#response.status !== 0;
    return {
      asked: (this.#asked ??= this.#ask()),
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
      startedAt: this.#phases.began,
      ...(this.#proxyAnswer === undefined ? {} : { proxyAnswer: this.#proxyAnswer }),
      ...(this.#presented.length === 0 ? {} : { presented: this.#presented }),
      ...(this.#redirects.length === 0 ? {} : { redirects: this.#redirects }),
      traffic: {
        ...(now === undefined || this.#endedAt !== undefined ? {} : { nowMs: this.#phases.elapsed(now) }),
        ...(oldestPing === undefined ? {} : { oldestUnansweredPingMs: oldestPing }),
        frames: { ...this.#frames },
        openedMs: since(this.#openedAt),
        endedMs: since(this.#endedAt),
        lastFrameMs: { client: since(this.#lastFrameAt.client), server: since(this.#lastFrameAt.server) },
        lastFrame: { ...this.#lastFrame },
        unansweredPings: this.#unansweredPings,
        largestFrame: { ...this.#largestFrame },
        ...this.#unfinishedMessage(),
        unfinished: this.#unfinished(),
        unrecognised:
          understood || this.#firstBytes.length === 0 ? undefined : this.#firstBytes.subarray(0, SAMPLE_BYTES),
        ...this.#afterSwitching(),
      },
    };
  }

  #headerOf(by: Endpoint, frame: FrameId | undefined): Pick<FrameViolation, 'header' | 'bytes'> {
    if (frame === undefined || frame !== this.#lastFrame[by]) return {};
    const header = { ...this.#lastHeader[by] };
    const bytes = by === 'server' ? this.#serverBytesFrom(header.wireOffset) : undefined;
    return bytes === undefined ? { header } : { header, bytes };
  }

  /** A copy of some of what the server wrote from there on, while it is in our hands: the first bytes and the newest chunk are. */
  #serverBytesFrom(offset: number): Uint8Array | undefined {
    const inChunk = offset - (this.#serverBytes - this.#newestChunk.length);
    const [kept, at] = inChunk >= 0 ? [this.#newestChunk, inChunk] : [this.#firstBytes, offset];
    return at < kept.length ? copyBytes(kept, at, at + FRAME_SAMPLE_BYTES) : undefined;
  }

  /** Only what is in our hands: after a very long 101 there is nothing to show. */
  #afterSwitching(): Pick<Traffic, 'afterSwitching'> {
    if (this.#response?.status !== 101) return {};
    const start = this.#response.startOffset + this.#response.raw.length;
    const afterSwitching = this.#firstBytes.subarray(start, start + SAMPLE_BYTES);
    return afterSwitching.length === 0 ? {} : { afterSwitching };
  }

  /** Where a message of several frames stands; it is done with its last one (RFC 6455 §5.4). */
  #countFragment({ opcode, fin, payloadLength }: FrameHeader): void {
    if (opcode !== 0) {
      this.#messageOpcode = opcode;
      this.#messageFragments = 0;
      this.#messageBytes = 0;
    }
    this.#messageFragments = fin ? 0 : this.#messageFragments + 1;
    this.#messageBytes += payloadLength;
  }

  #unfinishedMessage(): Pick<Traffic, 'unfinishedMessage'> {
    if (this.#messageFragments === 0) return {};
    const [opcode, fragments, bytes] = [this.#messageOpcode, this.#messageFragments, this.#messageBytes];
    return { unfinishedMessage: { opcode, fragments, bytes } };
  }

  #unfinished(): Traffic['unfinished'] {
    const due = this.#nextHeaderDue;
    if (due === undefined || this.#serverBytes === due) return undefined;
    const beyond = this.#serverBytes - due;
    // More than any header has: the decoder lost the borders and stopped there, which is told as a violation.
    if (beyond > LONGEST_HEADER) return undefined;
    if (beyond > 0) return { frame: undefined, received: beyond, declared: undefined };
    const received = this.#serverBytes - this.#serverPayloadStart;
    return { frame: this.#lastFrame.server, received, declared: due - this.#serverPayloadStart };
  }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const blankHeader = (from: Endpoint): Writable<FrameHeader> => ({
  from,
  wireOffset: wireOffset(0),
  fin: true,
  rsv1: false,
  rsv2: false,
  rsv3: false,
  opcode: 0,
  masked: false,
  maskingKey: 0,
  lengthForm: 7,
  payloadLength: 0,
  headerLength: 2,
});

/** A header lasts for its call only, and an object a frame would cost a fifth of the speed: one is written again and again. */
function copyHeader(from: FrameHeader, to: Writable<FrameHeader>): void {
  to.wireOffset = from.wireOffset;
  to.fin = from.fin;
  to.rsv1 = from.rsv1;
  to.rsv2 = from.rsv2;
  to.rsv3 = from.rsv3;
  to.opcode = from.opcode;
  to.masked = from.masked;
  to.maskingKey = from.maskingKey;
  to.lengthForm = from.lengthForm;
  to.payloadLength = from.payloadLength;
  to.headerLength = from.headerLength;
}
