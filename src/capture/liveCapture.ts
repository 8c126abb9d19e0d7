import { type Micros, micros } from '../base/branded.ts';
import { type Event, Emitter } from '../base/emitter.ts';
import type { StreamEnd } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { AppendQueue } from './appendQueue.ts';
import { AttemptRecord } from './attemptRecord.ts';
import { CaptureView, limitsOf, type CaptureLimits } from './captureView.ts';
import { FileBytes } from './fileBytes.ts';
import { packetsEndBefore } from './pcapngBlocks.ts';
import { type AttemptWriter, PcapngWriter } from './pcapngWriter.ts';
import { RandomAccessFile } from './randomAccessFile.ts';
import type {
  AttemptFacts,
  CaptureObserver,
  DirectionCounters,
  RecordedAttempt,
  RecordingStopped,
} from './recordedAttempt.ts';
import type { AttemptRecorder, LiveCapture } from './recordedCapture.ts';
import { MAX_SEGMENT_PAYLOAD } from './tcpSegment.ts';

export interface LiveCaptureOptions extends CaptureLimits {
  /** Created, or emptied; readable by its owner only. */
  readonly file: string;
  /** File length after which recording stops; default none. */
  readonly maxFileBytes?: number;
}

/** The file and what writes to it, as far as the file could be created. */
interface Recording {
  readonly file: RandomAccessFile;
  readonly queue: AppendQueue;
  readonly writer: PcapngWriter;
}

export class LiveCaptureFile extends CaptureView implements LiveCapture {
  recordingStopped: RecordingStopped | undefined;
  readonly onGrew: Event<number>;
  readonly onRecordingStopped: Event<RecordingStopped>;
  readonly #grew = new Emitter<number>();
  readonly #stopped = new Emitter<RecordingStopped>();
  readonly #options: LiveCaptureOptions;
  #begun: Recording | undefined;
  #current: Recorder | undefined;
  /** Why nothing more fits; which frame is the first to miss is known once the bytes at hand are decoded. */
  #full: string | undefined;

  constructor(options: LiveCaptureOptions) {
    super(
      options.file,
      () => new FileBytes(this.#recording.file, this.#recording.queue),
      options,
      () => this.#whyMissing(),
    );
    this.#options = options;
    this.onGrew = this.#grew.event;
    this.onRecordingStopped = this.#stopped.event;
  }

  /** Made with the first attempt: a capture begins with a connection that somebody waits for. */
  get #recording(): Recording {
    return (this.#begun ??= this.#begin());
  }

  #begin(): Recording {
    const { file: path, maxFileBytes } = this.#options;
    const file = RandomAccessFile.create(path);
    const queue = new AppendQueue(file, (reason) => this.#stop(reason));
    const writer = new PcapngWriter(queue, {
      ...(maxFileBytes === undefined ? {} : { maxBytes: maxFileBytes }),
      onFull: (reason) => (this.#full ??= reason),
    });
    return { file, queue, writer };
  }

  get pendingBytes(): number {
    return this.#begun?.queue.pendingBytes ?? 0;
  }

  get fileBytes(): number {
    return this.#begun?.queue.length ?? 0;
  }

  beginAttempt(facts: AttemptFacts, observer?: CaptureObserver, remarks?: readonly string[]): AttemptRecorder {
    const number = this.attempts.length + 1;
    const rounded = { ...facts, startedAt: wholeMicros(facts.startedAt) };
    const record = new AttemptRecord(number, rounded, this.ledger, {
      observer,
      ...limitsOf(this.#options),
    });
    this.attempts.push(record);
    this.#current?.supersede();
    const writer = this.#recording.writer.begin(number, rounded, rounded.startedAt, remarks);
    this.#current = new Recorder(
      record,
      writer,
      (from) => segmentBytes(this.ledger.counters[from]),
      () => this.#tellIfGrown(),
    );
    return this.#current;
  }

  async flush(): Promise<void> {
    await this.#recording.queue.flush();
  }

  async close(): Promise<void> {
    await this.flush();
    this.#recording.queue.discard();
  }

  dispose(): void {
    const { queue, file } = this.#recording;
    // `flush` never rejects.
    void queue.flush().then(() => {
      queue.discard();
      file.dispose();
    });
    this.#grew.dispose();
    this.#stopped.dispose();
  }

  #tellIfGrown(): void {
    if (this.#full !== undefined) this.#stop(this.#full);
    this.#grew.fire(this.frameCount);
  }

  #stop(reason: string): void {
    if (this.recordingStopped !== undefined) return;
    const { queue } = this.#recording;
    // A packet whose block was cut short is lost to whoever opens the file.
    if (queue.stopped) this.truncate(packetsEndBefore(queue.written));
    this.recordingStopped = { reason, fromFrame: this.firstUnrecorded() };
    this.#stopped.fire(this.recordingStopped);
  }

  #whyMissing(): string {
    return `These bytes were not recorded. ${this.recordingStopped?.reason ?? 'The capture was closed before they came.'}`;
  }
}

/** One live attempt: first to the file, so that the index knows the place, then through the transcript. */
class Recorder implements AttemptRecorder {
  readonly #record: AttemptRecord;
  readonly #writer: AttemptWriter | undefined;
  readonly #segmentBytes: (from: Endpoint) => number;
  readonly #pushed: () => void;
  #superseded = false;

  constructor(
    record: AttemptRecord,
    writer: AttemptWriter | undefined,
    segmentBytes: (from: Endpoint) => number,
    pushed: () => void,
  ) {
    this.#record = record;
    this.#writer = writer;
    this.#segmentBytes = segmentBytes;
    this.#pushed = pushed;
  }

  get attempt(): RecordedAttempt {
    return this.#record;
  }

  bytes(from: Endpoint, chunk: Uint8Array, at: Micros): void {
    const record = this.#record;
    const moment = wholeMicros(at);
    const { segments } = record.directions[from];
    this.#writer?.bytes(from, chunk, moment, segments.end, segments, this.#segmentBytes(from));
    if (this.#superseded) return;
    record.push(from, chunk, moment);
    this.#pushed();
  }

  end(from: Endpoint, how: StreamEnd, at: Micros): void {
    const moment = wholeMicros(at);
    this.#writer?.end(from, how, moment);
    this.#record.end(from, how, moment);
    this.#pushed();
  }

  inflaterWindow(from: Endpoint): Uint8Array {
    return this.#record.inflaterWindow(from);
  }

  finish(facts: unknown, remarks?: readonly string[]): void {
    // The same value that a reader of the file gets.
    const text = JSON.stringify(facts ?? null);
    this.#record.finished = JSON.parse(text);
    this.#writer?.finish(this.#record.finished, this.#record.lastAt, remarks);
    this.#pushed();
  }

  supersede(): void {
    this.#superseded = true;
  }
}

/** What the file can hold: a live capture shows the same times as its file opened later. */
const wholeMicros = (at: Micros): Micros => micros(Math.round(at));

/** Wireshark gives up on a packet after 500 nested layers, and every frame in it is one: stay well below. */
const FRAMES_A_SEGMENT = 200;
const SMALLEST_SEGMENT = 512;
const FIRST_SEGMENT = 4096;

/** How much of a stream goes into one packet: as many bytes as that many frames of the size seen so far have. */
function segmentBytes({ frames, wireBytes }: DirectionCounters): number {
  if (frames === 0) return FIRST_SEGMENT;
  const bytes = Math.floor((wireBytes / frames) * FRAMES_A_SEGMENT);
  return Math.max(SMALLEST_SEGMENT, Math.min(bytes, MAX_SEGMENT_PAYLOAD));
}
