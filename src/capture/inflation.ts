import { copyBytes } from '../base/copyBytes.ts';
import { joinBytes } from '../base/joinBytes.ts';
import { LruCache } from '../base/lruCache.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { createInflater, type Inflater } from '../protocol/permessageDeflate.ts';
import type { AttemptRecord } from './attemptRecord.ts';
import type { FrameTable } from './frameTable.ts';
import type { PayloadPiece } from './frameRow.ts';

/** Inflated payloads kept, in bytes. */
const CACHE_BYTES = 16 * 1024 * 1024;
const NOTHING = new Uint8Array(0);
/** What ends a compressed message and is left out on the wire (RFC 7692 §7.2.1). */
const TAIL = Uint8Array.of(0x00, 0x00, 0xff, 0xff);
/** Inflated bytes that are made at once, and those of them that nobody has asked for yet. */
const MAX_PASSED_BYTES = 4 * 1024 * 1024;
const MAX_AHEAD_BYTES = 256 * 1024;
const MOST_FRAMES_AHEAD = 128;

export interface InflationOptions {
  readonly table: FrameTable;
  /** The same limit that the transcript had, or the windows would differ. */
  readonly maxLength: number;
  /** A frame's whole payload, unmasked. */
  readonly payloadOf: (record: AttemptRecord, frame: number) => Promise<PayloadPiece>;
  /** The whole payloads, unmasked, of one endpoint's frames, which rise; undefined when not all of them are there. */
  readonly payloadsOf: (record: AttemptRecord, frames: readonly number[]) => Promise<readonly Uint8Array[] | undefined>;
}

/** An inflater that has just inflated the message before frame `next`. */
interface Cursor {
  readonly inflater: Inflater;
  readonly next: number;
}

/** What zlib gives stands in a buffer of 16 KiB at least: a short message would keep all of it. */
function compact({ bytes, problem }: InflatedMessage): InflatedMessage {
  return { bytes: bytes.length * 2 < bytes.buffer.byteLength ? Uint8Array.from(bytes) : bytes, problem };
}

export interface InflatedMessage {
  readonly bytes: Uint8Array;
  readonly problem: string | undefined;
}

/**
 * Inflates messages when somebody asks for them: from the nearest checkpoint, or from where the last inflation ended when
 * that is nearer. One after the other, because both lead through the same window.
 */
export class Inflation {
  readonly #options: InflationOptions;
  readonly #cache = new LruCache<number, InflatedMessage>(CACHE_BYTES, (message) => message.bytes.length + 64);
  readonly #cursors = new Map<string, Cursor>();
  /** Of each direction, the stretch between two checkpoints in which messages could not be inflated as one the last time. */
  readonly #oneByOne = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: InflationOptions) {
    this.#options = options;
  }

  /** `frames` are all the frames of one whole compressed message. */
  async message(record: AttemptRecord, frames: readonly number[]): Promise<InflatedMessage> {
    const last = frames.at(-1) ?? 0;
    const turn = this.#turn.then(() => this.#cache.get(last) ?? this.#inflateUpTo(record, frames[0] ?? last, last));
    // A failure is told to who asked, and is no reason to refuse the next one.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #inflateUpTo(record: AttemptRecord, first: number, last: number): Promise<InflatedMessage> {
    const { table } = this.#options;
    const from = table.from(first);
    const key = `${record.number} ${from}`;
    const stretch = this.#stretchOf(record, from, first);
    let cursor = this.#startFor(record, from, first, this.#cursors.get(key));
    this.#cursors.delete(key);
    if (stretch !== undefined && this.#oneByOne.get(key) !== stretch) {
      const run = this.#runOf(record, cursor.next, last);
      const payloads = run.length === 0 ? undefined : await this.#options.payloadsOf(record, run);
      const message = payloads && this.#inflateRun(cursor.inflater, run, payloads, last);
      if (message !== undefined) {
        this.#cursors.set(key, { inflater: cursor.inflater, next: (run.at(-1) ?? last) + 1 });
        return message;
      }
      this.#oneByOne.set(key, stretch);
      // What could not be inflated has spoilt the inflater.
      if (payloads !== undefined) cursor = this.#startFor(record, from, first, undefined);
    }
    let parts: Uint8Array[] = [];
    let message: InflatedMessage = { bytes: NOTHING, problem: undefined };
    for (let frame = cursor.next; frame <= last; frame++) {
      if (!table.compressed(frame) || table.from(frame) !== from) continue;
      const piece = await this.#options.payloadOf(record, frame);
      if (piece.problem !== undefined) return { bytes: message.bytes, problem: piece.problem };
      parts.push(piece.bytes);
      if (!table.fin(frame)) continue;
      message = compact(this.#inflate(cursor.inflater, joinBytes(parts), frame));
      this.#cache.set(frame, message);
      parts = [];
    }
    this.#cursors.set(key, { inflater: cursor.inflater, next: last + 1 });
    return message;
  }

  /**
   * Inflates the messages of `frames` as one, keeps those from the one that ends with frame `last` on, and gives that one. Undefined
   * when they are not all right; the inflater is spoilt then.
   */
  #inflateRun(
    inflater: Inflater,
    frames: readonly number[],
    payloads: readonly Uint8Array[],
    last: number,
  ): InflatedMessage | undefined {
    const { table } = this.#options;
    const lengthOf = (frame: number): number => (table.fin(frame) ? (table.inflatedLength(frame) ?? 0) : 0);
    const parts = payloads.flatMap((payload, index) => [payload, table.fin(frames[index] ?? 0) ? TAIL : NOTHING]);
    const { bytes, fault, whole } = inflater.inflate(joinBytes(parts.slice(0, -1)));
    const length = frames.reduce((sum, frame) => sum + lengthOf(frame), 0);
    if (!whole || fault !== undefined || bytes.length !== length) return undefined;
    let asked: InflatedMessage | undefined;
    let start = 0;
    for (const frame of frames) {
      if (!table.fin(frame)) continue;
      const end = start + lengthOf(frame);
      if (frame >= last) {
        const message = { bytes: copyBytes(bytes, start, end), problem: undefined };
        this.#cache.set(frame, message);
        asked ??= message;
      }
      start = end;
    }
    return asked;
  }

  /**
   * The frames of all messages from frame `next` on to the one that ends with frame `last`, and of some after it, as a page of rows
   * asks for them: a call for each would cost far more than their bytes. None when they are not all known to be right and short.
   */
  #runOf(record: AttemptRecord, next: number, last: number): readonly number[] {
    const { table } = this.#options;
    const from = table.from(last);
    const frames: number[] = [];
    let [length, whole, ahead] = [0, 0, 0];
    const end = Math.min(last + 1 + MOST_FRAMES_AHEAD, record.firstFrame + record.frames);
    for (let frame = next; frame < end; frame++) {
      if (!table.compressed(frame) || table.from(frame) !== from) continue;
      const inflated = (table.fin(frame) ? table.inflatedLength(frame) : 0) ?? Infinity;
      length += inflated;
      if (frame > last) ahead += inflated;
      if (length > MAX_PASSED_BYTES || ahead > MAX_AHEAD_BYTES) break;
      frames.push(frame);
      if (table.fin(frame)) whole = frames.length;
    }
    return (frames[whole - 1] ?? -1) < last ? [] : frames.slice(0, whole);
  }

  /** `last` is the frame that ends the message. */
  #inflate(inflater: Inflater, payload: Uint8Array, last: number): InflatedMessage {
    const { table, maxLength } = this.#options;
    if (payload.length > maxLength) {
      // As the transcript did, so that what follows is judged alike.
      inflater.skip();
      const problem = `The compressed payload has ${payload.length} bytes, more than the ${maxLength} that are inflated.`;
      return { bytes: NOTHING, problem };
    }
    const { bytes, fault, whole } = inflater.inflate(payload);
    if (whole && table.inflatedLength(last) !== undefined) return { bytes, problem: undefined };
    const detail = fault?.detail ?? 'refers to earlier messages, one of which could not be inflated';
    return { bytes, problem: `The compressed payload ${detail}.` };
  }

  /** The frame at which inflation towards `first` can begin; undefined where every message stands alone (RFC 7692 §7.1.1). */
  #stretchOf(record: AttemptRecord, from: Endpoint, first: number): number | undefined {
    if (noContextTakeover(record, from)) return undefined;
    const after = record.directions[from].checkpoints.lastBefore(first);
    return after === undefined ? record.firstFrame : after + 1;
  }

  #startFor(record: AttemptRecord, from: Endpoint, first: number, cursor: Cursor | undefined): Cursor {
    const deflate = record.handshake?.deflate;
    const options = {
      maxWindowBits: (from === 'server' ? deflate?.serverMaxWindowBits : deflate?.clientMaxWindowBits) ?? 15,
      noContextTakeover: noContextTakeover(record, from),
      maxLength: this.#options.maxLength,
    };
    const start = this.#stretchOf(record, from, first);
    if (start === undefined) return { inflater: createInflater(options), next: first };
    if (cursor !== undefined && cursor.next >= start && cursor.next <= first) return cursor;
    const checkpoint = record.directions[from].checkpoints.before(first);
    const window = checkpoint === undefined ? {} : { window: checkpoint.window };
    return { inflater: createInflater({ ...options, ...window }), next: start };
  }
}

function noContextTakeover(record: AttemptRecord, from: Endpoint): boolean {
  const deflate = record.handshake?.deflate;
  return (from === 'server' ? deflate?.serverNoContextTakeover : deflate?.clientNoContextTakeover) ?? false;
}
