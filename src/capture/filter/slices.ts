import type { Endpoint } from '../../protocol/endpoint.ts';
import { MASKING_KEY_BYTES } from '../../protocol/masking.ts';
import { isControl, OPCODE } from '../../protocol/opcode.ts';
import type { AttemptRecord } from '../attemptRecord.ts';
import type { CaptureReader } from '../captureReader.ts';
import { FRAME_FLAG, type FrameColumns, headerLengthOf } from '../frameTable.ts';
import { messageFrames } from '../messageFrames.ts';
import { rangeOf } from '../payloads.ts';
import { MAX_TEXT_BYTES } from './heldPayload.ts';

/** Payloads of one endpoint that stand near each other in its stream: bytes `start` up to but not including `end`. */
export interface Run {
  readonly record: AttemptRecord;
  readonly from: Endpoint;
  readonly start: number;
  end: number;
  /** Those of its frames whose payloads are masked. */
  readonly masked: number[];
}

/** In `Slice.runOf`, how a payload is had that stands in no run: as the whole message, which is in memory then, or piece by piece. */
export const AS_MESSAGE = -1;
export const IN_PIECES = -2;

/**
 * Open frames that are read and searched in one go. The payload of `frames[i]` is bytes `starts[i]` up to but not including
 * `ends[i]` of the run `runs[runOf[i]]`. Columns, since a slice of short frames has thousands of them.
 */
export interface Slice {
  readonly frames: readonly number[];
  /** The index of a run, or `AS_MESSAGE` or `IN_PIECES`. */
  readonly runOf: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly runs: readonly Run[];
}

/** Bytes between two payloads that are read in vain rather than apart. */
const MAX_GAP_BYTES = 32 * 1024;

const { FIN, SERVER, MASKED, COMPLETE, COMPRESSED, OPCODE_SHIFT } = FRAME_FLAG;

/** Cuts open frames, which rise, into slices of about `bytes` payload bytes. */
export function cutSlices(reader: CaptureReader, open: ArrayLike<number>, bytes: number): Slice[] {
  const slices: Slice[] = [];
  let cut = new SliceCut(reader);
  for (let index = 0; index < open.length; index++) {
    const frame = open[index] ?? 0;
    if (cut.bytes >= bytes) {
      slices.push(cut);
      cut = new SliceCut(reader);
    }
    cut.add(frame);
  }
  slices.push(cut);
  return slices;
}

class SliceCut implements Slice {
  readonly frames: number[] = [];
  readonly runOf: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly runs: Run[] = [];
  bytes = 0;
  readonly #reader: CaptureReader;
  /** The run of each endpoint that may go on, by its index. */
  readonly #open: Partial<Record<Endpoint, number>> = {};
  #columns: FrameColumns | undefined;
  #record: AttemptRecord | undefined;
  /** How the last message was had: all its fragments are had alike. */
  #message:
    | {
        readonly record: AttemptRecord;
        readonly number: number;
        readonly access: number;
      }
    | undefined;

  constructor(reader: CaptureReader) {
    this.#reader = reader;
  }

  add(frame: number): void {
    const columns = this.#columnsOf(frame);
    const row = frame - columns.first;
    const flags = columns.flags[row] ?? 0;
    const length = columns.payloadLength[row] ?? 0;
    this.frames.push(frame);
    this.bytes += length;

    const record = this.#attemptOf(frame);
    const opcode = (flags >>> OPCODE_SHIFT) & 15;
    const single = isControl(opcode) || ((flags & FIN) !== 0 && opcode !== OPCODE.continuation);
    const number = columns.message.at(row);
    if (number !== 0 && ((flags & COMPRESSED) !== 0 || !single)) {
      this.#place(this.#accessToMessage(record, number, frame), 0, 0);
      return;
    }
    const received = flags & COMPLETE ? length : record.payloadReceived(this.#reader.capture.ledger, frame);
    if (received > MAX_TEXT_BYTES) {
      this.#place(IN_PIECES, 0, 0);
      return;
    }
    const payload = (columns.wireOffset[row] ?? 0) + headerLengthOf(flags);
    const masked = (flags & MASKED) !== 0;
    const first = masked ? payload - MASKING_KEY_BYTES : payload;
    const index = this.#runFor(record, flags & SERVER ? 'server' : 'client', first, payload + received);
    const run = this.runs[index];
    if (masked) run?.masked.push(frame);
    const start = payload - (run?.start ?? 0);
    this.#place(index, start, start + received);
  }

  #place(access: number, start: number, end: number): void {
    this.runOf.push(access);
    this.starts.push(start);
    this.ends.push(end);
  }

  #columnsOf(frame: number): FrameColumns {
    const last = this.#columns;
    if (last !== undefined && frame >= last.first && frame < last.first + last.count) return last;
    return (this.#columns = this.#reader.capture.ledger.table.columns(frame));
  }

  /** Frames of one attempt follow each other. */
  #attemptOf(frame: number): AttemptRecord {
    const last = this.#record;
    if (last !== undefined && frame >= last.firstFrame && frame < last.firstFrame + last.frames) return last;
    return (this.#record = this.#reader.capture.attemptOf(frame));
  }

  #accessToMessage(record: AttemptRecord, number: number, frame: number): number {
    if (this.#message?.record === record && this.#message.number === number) return this.#message.access;
    const { table } = this.#reader.capture.ledger;
    // What is inflated is bounded already.
    const frames = table.compressed(frame) ? [] : (messageFrames(table, rangeOf(record), frame) ?? []);
    const length = frames.reduce((sum, part) => sum + table.payloadLength(part), 0);
    const access = length > MAX_TEXT_BYTES ? IN_PIECES : AS_MESSAGE;
    this.#message = { record, number, access };
    return access;
  }

  /** The index of the run that bytes `start` to `end` are part of from now on. */
  #runFor(record: AttemptRecord, from: Endpoint, start: number, end: number): number {
    const open = this.#open[from];
    const run = open === undefined ? undefined : this.runs[open];
    if (open !== undefined && run?.record === record && start - run.end <= MAX_GAP_BYTES) {
      run.end = end;
      return open;
    }
    return (this.#open[from] = this.runs.push({ record, from, start, end, masked: [] }) - 1);
  }
}
