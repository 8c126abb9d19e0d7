import type { Endpoint } from '../../protocol/endpoint.ts';
import { isControl, OPCODE } from '../../protocol/opcode.ts';
import type { AttemptRecord } from '../attemptRecord.ts';
import type { CaptureReader } from '../captureReader.ts';
import { messageFrames } from '../messageFrames.ts';
import { rangeOf } from '../payloads.ts';
import { MAX_TEXT_BYTES } from './heldPayload.ts';

/** Payloads of one endpoint that stand near each other in its stream: bytes `start` up to but not including `end`. */
export interface Run {
  readonly record: AttemptRecord;
  readonly from: Endpoint;
  readonly start: number;
  end: number;
  readonly frames: number[];
}

/** How a payload is had: out of a run; as the whole message, which is in memory then; or piece by piece. */
type Access =
  /** The payload is `start` up to but not including `end` of the run's bytes. */
  | {
      readonly kind: 'run';
      readonly run: Run;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'message' | 'pieces' };

/** Open frames that are read and searched in one go. */
export interface Slice {
  readonly frames: readonly number[];
  readonly access: readonly Access[];
  readonly runs: readonly Run[];
}

/** Bytes between two payloads that are read in vain rather than apart. */
const MAX_GAP_BYTES = 32 * 1024;
const MASKING_KEY_BYTES = 4;

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
  readonly access: Access[] = [];
  readonly runs: Run[] = [];
  bytes = 0;
  readonly #reader: CaptureReader;
  readonly #open: Partial<Record<Endpoint, Run>> = {};
  #record: AttemptRecord | undefined;
  /** How the last message was had: all its fragments are had alike. */
  #message:
    | {
        readonly record: AttemptRecord;
        readonly number: number;
        readonly access: Access;
      }
    | undefined;

  constructor(reader: CaptureReader) {
    this.#reader = reader;
  }

  add(frame: number): void {
    const { table } = this.#reader.capture.ledger;
    const length = table.payloadLength(frame);
    const access = this.#accessTo(frame, length);
    this.frames.push(frame);
    this.access.push(access);
    this.bytes += length;
  }

  #accessTo(frame: number, length: number): Access {
    const { ledger } = this.#reader.capture;
    const { table } = ledger;
    const record = this.#attemptOf(frame);
    const opcode = table.opcode(frame);
    const single = isControl(opcode) || (table.fin(frame) && opcode !== OPCODE.continuation);
    const number = table.message(frame);
    if (number !== 0 && (table.compressed(frame) || !single)) return this.#accessToMessage(record, number, frame);
    const received = table.complete(frame) ? length : record.payloadReceived(ledger, frame);
    if (received > MAX_TEXT_BYTES) return { kind: 'pieces' };
    const payload = table.payloadOffset(frame);
    const run = this.#runFor(record, frame, payload, received);
    run.frames.push(frame);
    const start = payload - run.start;
    return { kind: 'run', run, start, end: start + received };
  }

  /** Frames of one attempt follow each other. */
  #attemptOf(frame: number): AttemptRecord {
    const last = this.#record;
    if (last !== undefined && frame >= last.firstFrame && frame < last.firstFrame + last.frames) return last;
    return (this.#record = this.#reader.capture.attemptOf(frame));
  }

  #accessToMessage(record: AttemptRecord, number: number, frame: number): Access {
    if (this.#message?.record === record && this.#message.number === number) return this.#message.access;
    const { table } = this.#reader.capture.ledger;
    // What is inflated is bounded already.
    const frames = table.compressed(frame) ? [] : (messageFrames(table, rangeOf(record), frame) ?? []);
    const length = frames.reduce((sum, part) => sum + table.payloadLength(part), 0);
    const access: Access = {
      kind: length > MAX_TEXT_BYTES ? 'pieces' : 'message',
    };
    this.#message = { record, number, access };
    return access;
  }

  #runFor(record: AttemptRecord, frame: number, payload: number, received: number): Run {
    const { table } = this.#reader.capture.ledger;
    const from = table.from(frame);
    const start = payload - (table.masked(frame) ? MASKING_KEY_BYTES : 0);
    const end = payload + received;
    const open = this.#open[from];
    if (open?.record === record && start - open.end <= MAX_GAP_BYTES) {
      open.end = end;
      return open;
    }
    const run: Run = { record, from, start, end, frames: [] };
    this.runs.push(run);
    this.#open[from] = run;
    return run;
  }
}
