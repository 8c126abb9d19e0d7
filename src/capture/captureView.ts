import { type Micros, micros } from '../base/branded.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { isControl } from '../protocol/opcode.ts';
import type { Violation } from '../protocol/violation.ts';
import type { AttemptRecord } from './attemptRecord.ts';
import type { CaptureReader } from './captureReader.ts';
import type { FileBytes } from './fileBytes.ts';
import type { FrameFacts, FrameRow, MessageFacts, PayloadPiece } from './frameRow.ts';
import type { FrameTable } from './frameTable.ts';
import { Ledger } from './ledger.ts';
import { messageFrames } from './messageFrames.ts';
import { Payloads, rangeOf } from './payloads.ts';
import type { DirectionCounters, PerEndpoint, RecordedViolation } from './recordedAttempt.ts';
import type { Capture } from './recordedCapture.ts';
import { type RowSource, messageRowOf, millisecondsSince, rowOf, rowsOf } from './rows.ts';

/** How much of what came compressed or as a body is held in memory at once. */
export interface CaptureLimits {
  /** Inflated bytes a message may have; default 64 MiB. */
  readonly maxInflatedBytes?: number;
  /** Decoded body bytes kept of a refused upgrade; default 1 MiB. */
  readonly maxBodyBytes?: number;
}

const DEFAULT_MAX_INFLATED = 64 * 1024 * 1024;
const DEFAULT_MAX_BODY = 1024 * 1024;

/** The limits that both the transcript and a later inflation keep to. */
export const limitsOf = (
  options: CaptureLimits,
): { readonly maxInflatedBytes: number; readonly maxBodyBytes: number } => ({
  maxInflatedBytes: options.maxInflatedBytes ?? DEFAULT_MAX_INFLATED,
  maxBodyBytes: options.maxBodyBytes ?? DEFAULT_MAX_BODY,
});

/** The reading side of a capture: the same for one that is live and for one from a file. */
export class CaptureView implements Omit<Capture, 'dispose'> {
  readonly file: string;
  readonly ledger = new Ledger();
  readonly attempts: AttemptRecord[] = [];
  readonly #openBytes: () => FileBytes;
  readonly #newPayloads: () => Payloads;
  #openedBytes: FileBytes | undefined;
  #payloads: Payloads | undefined;

  constructor(file: string, bytes: () => FileBytes, options: CaptureLimits, whyMissing: () => string) {
    this.file = file;
    // Made when somebody reads: a capture begins with a connection that somebody waits for.
    this.#openBytes = bytes;
    const { maxInflatedBytes } = limitsOf(options);
    this.#newPayloads = () => new Payloads({ ledger: this.ledger, bytes: this.#bytes, maxInflatedBytes, whyMissing });
  }

  get #bytes(): FileBytes {
    return (this.#openedBytes ??= this.#openBytes());
  }

  get #read(): Payloads {
    return (this.#payloads ??= this.#newPayloads());
  }

  get frameCount(): number {
    return this.ledger.table.count;
  }

  get startedAt(): Micros {
    return this.attempts[0]?.facts.startedAt ?? micros(0);
  }

  get violations(): readonly RecordedViolation[] {
    return this.ledger.violations;
  }

  get violationCount(): number {
    return this.ledger.violationCount;
  }

  get counters(): PerEndpoint<DirectionCounters> {
    return { client: this.#countersOf('client'), server: this.#countersOf('server') };
  }

  get table(): FrameTable {
    return this.ledger.table;
  }

  async page(first: number, count: number): Promise<readonly FrameRow[]> {
    return rowsOf(this.#rows(), first, count);
  }

  async row(frame: number): Promise<FrameRow> {
    return rowOf(this.#rows(), frame);
  }

  async messageRow(frame: number): Promise<FrameRow> {
    return messageRowOf(this.#rows(), frame);
  }

  async frame(frame: number): Promise<FrameFacts> {
    const { table } = this.ledger;
    const record = this.attemptOf(frame);
    const header = await this.#read.header(record, frame);
    const payloadLength = table.payloadLength(frame);
    return {
      number: frame + 1,
      from: table.from(frame),
      atMs: millisecondsSince(this.startedAt, table.at(frame)),
      fin: table.fin(frame),
      rsv: [table.rsv1(frame), table.rsv2(frame), table.rsv3(frame)],
      opcode: table.opcode(frame),
      masked: table.masked(frame),
      maskingKey: table.masked(frame) && header.length > 0 ? hexOf(header.subarray(-4)) : undefined,
      lengthForm: table.lengthForm(frame),
      payloadLength,
      payloadReceived: record.payloadReceived(this.ledger, frame),
      wireLength: payloadLength + table.headerLength(frame),
      header,
      message: this.messageOf(frame),
      violations: this.violationsOf(frame),
    };
  }

  async payload(frame: number, of: 'frame' | 'message', offset: number, length: number): Promise<PayloadPiece> {
    return this.#read[of](this.attemptOf(frame), frame, offset, length);
  }

  violationsOf(frame: number): readonly Violation[] {
    return this.ledger.violationsOf(frame);
  }

  messageOf(frame: number): MessageFacts | undefined {
    const { table } = this.ledger;
    const frames = messageFrames(table, rangeOf(this.attemptOf(frame)), frame);
    const first = frames?.[0];
    const last = frames?.at(-1);
    if (frames === undefined || first === undefined || last === undefined) return undefined;
    const compressed = table.compressed(first);
    const wireLength = frames.reduce((sum, part) => sum + table.payloadLength(part), 0);
    return {
      number: table.message(frame),
      opcode: table.opcode(first),
      firstFrame: first + 1,
      lastFrame: last + 1,
      frames: frames.length,
      compressed,
      wireLength,
      length: compressed ? table.inflatedLength(last) : wireLength,
    };
  }

  *messages(firstFrame = 0): Iterable<MessageFacts & { readonly from: Endpoint }> {
    const { table } = this.ledger;
    for (let frame = firstFrame; frame < table.count; frame++) {
      if (table.message(frame) === 0 || !(table.fin(frame) || isControl(table.opcode(frame)))) continue;
      const message = this.messageOf(frame);
      if (message !== undefined) yield { ...message, from: table.from(frame) };
    }
  }

  reader(): CaptureReader {
    return { capture: this, bytes: this.#bytes, payloads: this.#newPayloads() };
  }

  attemptOf(frame: number): AttemptRecord {
    // Nearly always the last one: attempts are few, and the earlier ones are refused or redirected.
    const record = this.attempts.findLast((attempt) => attempt.firstFrame <= frame);
    if (record === undefined || frame >= this.frameCount) {
      throw new RangeError(`Frame ${frame} does not exist; there are ${this.frameCount}.`);
    }
    return record;
  }

  /** Forgets where bytes stand that did not come into the file, which has `fileLength` bytes. */
  truncate(fileLength: number): void {
    for (const { directions } of this.attempts) {
      directions.client.segments.truncate(fileLength);
      directions.server.segments.truncate(fileLength);
    }
  }

  /** The first frame that is not in the file as a whole, or that still grows; the next one to come when there is none. */
  firstUnrecorded(): number {
    let first = this.frameCount;
    const found = { client: false, server: false };
    for (let frame = this.frameCount - 1; frame >= 0 && !(found.client && found.server); frame--) {
      const { table } = this.ledger;
      const record = this.attemptOf(frame);
      const from = table.from(frame);
      const { segments, openFrame } = record.directions[from];
      const end = table.payloadOffset(frame) + record.payloadReceived(this.ledger, frame);
      if (openFrame === frame || segments.end < end) first = frame;
      else found[from] = true;
    }
    return first;
  }

  #rows(): RowSource {
    const { ledger, startedAt } = this;
    return { ledger, payloads: this.#read, startedAt, attemptOf: (frame) => this.attemptOf(frame) };
  }

  #countersOf(from: Endpoint): DirectionCounters {
    const { frames, messages, wireBytes, payloadBytes, inflatedBytes, opcodes } = this.ledger.counters[from];
    let growing = 0;
    for (const record of this.attempts) {
      const { openFrame } = record.directions[from];
      if (openFrame >= 0) growing += record.payloadReceived(this.ledger, openFrame);
    }
    return {
      ...{ frames, messages, inflatedBytes, opcodes: [...opcodes] },
      wireBytes: wireBytes + growing,
      payloadBytes: payloadBytes + growing,
    };
  }
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
