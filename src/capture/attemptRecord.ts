import type { FrameId, Micros } from '../base/branded.ts';
import type { ClosingHandshake, StreamEnd } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { FrameEnd, FrameHeader, Message } from '../protocol/frame.ts';
import type { RequestHead, ResponseHead } from '../protocol/httpHead.ts';
import type { HandshakeResult } from '../protocol/openingHandshake.ts';
import { type PlainRun, tellEach } from '../protocol/plainRun.ts';
import type { ResponseBody } from '../protocol/responseBody.ts';
import {
  createTranscript,
  type Transcript,
  type TranscriptOptions,
  type TranscriptSink,
} from '../protocol/transcript.ts';
import type { Violation } from '../protocol/violation.ts';
import { InflateCheckpoints } from './inflateCheckpoints.ts';
import type { Ledger } from './ledger.ts';
import { markMessage } from './messageFrames.ts';
import type { AttemptFacts, CaptureObserver, PerEndpoint, RecordedAttempt } from './recordedAttempt.ts';
import { SegmentIndex } from './segmentIndex.ts';

const NO_FRAME = -1;

/** What the capture keeps of what one endpoint wrote. */
class Direction {
  readonly segments = new SegmentIndex();
  readonly checkpoints = new InflateCheckpoints();
  /** Bytes that came so far. */
  length = 0;
  /** The frame that has begun and not ended, or -1. */
  openFrame = NO_FRAME;
}

export interface AttemptRecordOptions extends TranscriptOptions {
  readonly observer?: CaptureObserver | undefined;
}

/**
 * One attempt on its way through the transcript into the ledger. A live attempt and one that is read from a file differ
 * only in who calls `push`.
 */
export class AttemptRecord implements RecordedAttempt {
  readonly number: number;
  readonly facts: AttemptFacts;
  readonly firstFrame: number;
  frames = 0;
  readonly interim: ResponseHead[] = [];
  request: RequestHead | undefined;
  response: ResponseHead | undefined;
  handshake: HandshakeResult | undefined;
  body: ResponseBody | undefined;
  closing: ClosingHandshake | undefined;
  finished: unknown;
  readonly directions: PerEndpoint<Direction> = { client: new Direction(), server: new Direction() };
  /** The last moment at which something came or ended. */
  lastAt: Micros;
  readonly #transcript: Transcript;
  /** Received bytes of frames that ended before they were complete; there are few. */
  readonly #cutOff = new Map<number, number>();

  constructor(number: number, facts: AttemptFacts, ledger: Ledger, options: AttemptRecordOptions) {
    this.number = number;
    this.facts = facts;
    this.lastAt = facts.startedAt;
    this.firstFrame = ledger.table.count;
    const { observer, ...transcriptOptions } = options;
    this.#transcript = createTranscript(this.#sink(ledger, observer ?? {}), {
      ...transcriptOptions,
      firstFrame: this.firstFrame as FrameId,
    });
  }

  push(from: Endpoint, bytes: Uint8Array, at: Micros): void {
    this.directions[from].length += bytes.length;
    this.lastAt = at;
    this.#transcript.push(from, bytes, at);
  }

  end(from: Endpoint, how: StreamEnd, at: Micros): void {
    this.lastAt = at;
    this.#transcript.end(from, how, at);
  }

  inflaterWindow(from: Endpoint): Uint8Array {
    return this.#transcript.inflaterWindow(from);
  }

  /** Payload bytes that came of one of its frames. */
  payloadReceived(ledger: Ledger, frame: number): number {
    const { table } = ledger;
    const declared = table.payloadLength(frame);
    if (table.complete(frame)) return declared;
    const { length } = this.directions[table.from(frame)];
    return this.#cutOff.get(frame) ?? Math.max(0, Math.min(declared, length - table.payloadOffset(frame)));
  }

  #sink(ledger: Ledger, observer: CaptureObserver): TranscriptSink {
    const { table, counters } = ledger;
    return {
      request: (head: RequestHead, at: Micros) => {
        this.request = head;
        observer.request?.(head, at);
      },
      response: (head: ResponseHead, at: Micros) => {
        // RFC 9110 §15.2: 1xx responses come before the final one; 101 is final here, because the protocol changes.
        if (head.status >= 100 && head.status < 200 && head.status !== 101) this.interim.push(head);
        else this.response = head;
        observer.response?.(head, at);
      },
      handshake: (result: HandshakeResult, at: Micros) => {
        this.handshake = result;
        observer.handshake?.(result, at);
      },
      body: (body: ResponseBody, at: Micros) => {
        this.body = body;
        observer.body?.(body, at);
      },
      frameStart: (frame: FrameId, header: FrameHeader, at: Micros) => {
        table.add(header, at);
        this.frames += 1;
        this.directions[header.from].openFrame = frame;
        const counter = counters[header.from];
        counter.frames += 1;
        counter.wireBytes += header.headerLength;
        counter.opcodes[header.opcode] = (counter.opcodes[header.opcode] ?? 0) + 1;
        observer.frameStart?.(frame, header, at);
      },
      frameEnd: (end: FrameEnd) => {
        this.directions[end.from].openFrame = NO_FRAME;
        if (end.complete) table.setComplete(end.frame);
        else this.#cutOff.set(end.frame, end.payloadReceived);
        const counter = counters[end.from];
        counter.wireBytes += end.payloadReceived;
        counter.payloadBytes += end.payloadReceived;
        observer.frameEnd?.(end);
      },
      message: (message: Message) => {
        const counter = counters[message.from];
        counter.messages += 1;
        counter.inflatedBytes += message.length ?? 0;
        markMessage(table, message);
        if (message.compressed) this.#inflated(ledger, message);
        observer.message?.(message);
      },
      plainMessages: (run: PlainRun) => {
        table.addRun(run);
        this.frames += run.count;
        counters.server.addRun(run);
        if (observer.plainMessages !== undefined) observer.plainMessages(run);
        else tellEach(run, observer);
      },
      violation: (violation: Violation, frame: FrameId | undefined, at: Micros) => {
        ledger.addViolation(violation, frame, this.number);
        observer.violation?.(violation, frame, at);
      },
      closing: (state: ClosingHandshake, at: Micros) => {
        this.closing = state;
        observer.closing?.(state, at);
      },
    };
  }

  #inflated(ledger: Ledger, message: Message): void {
    const { from, length, lastFrame } = message;
    ledger.table.setInflatedLength(lastFrame, length);
    const deflate = this.handshake?.deflate;
    const alone = from === 'server' ? deflate?.serverNoContextTakeover : deflate?.clientNoContextTakeover;
    // Without context takeover every message begins anew and needs no window.
    if (alone === true) return;
    this.directions[from].checkpoints.passed(lastFrame, length ?? 0, () => this.#transcript.inflaterWindow(from));
  }
}
