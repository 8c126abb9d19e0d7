import { copyBytes } from '../base/copyBytes.ts';
import { joinBytes } from '../base/joinBytes.ts';
import { MASKING_KEY_BYTES, maskInto } from '../protocol/masking.ts';
import type { AttemptRecord } from './attemptRecord.ts';
import type { FileBytes } from './fileBytes.ts';
import type { PayloadPiece } from './frameRow.ts';
import { Inflation, type InflatedMessage } from './inflation.ts';
import type { Ledger } from './ledger.ts';
import { messageFrames } from './messageFrames.ts';

const NOTHING = new Uint8Array(0);
/** Frames further apart than this, or longer together, are read one after the other. */
const MAX_GAP_BYTES = 32 * 1024;
const MAX_READ_BYTES = 512 * 1024;

export interface PayloadsOptions {
  readonly ledger: Ledger;
  readonly bytes: FileBytes;
  readonly maxInflatedBytes: number;
  /** Why bytes are not in the file. */
  readonly whyMissing: () => string;
}

/** Payloads out of the capture file: a frame's unmasked, a message's joined and inflated. */
export class Payloads {
  readonly #ledger: Ledger;
  readonly #bytes: FileBytes;
  readonly #whyMissing: () => string;
  readonly #inflation: Inflation;

  constructor({ ledger, bytes, maxInflatedBytes, whyMissing }: PayloadsOptions) {
    this.#ledger = ledger;
    this.#bytes = bytes;
    this.#whyMissing = whyMissing;
    this.#inflation = new Inflation({
      table: ledger.table,
      maxLength: maxInflatedBytes,
      payloadOf: (record, frame) => this.frame(record, frame, 0, ledger.table.payloadLength(frame)),
      payloadsOf: (record, frames) => this.#together(record, frames),
    });
  }

  /** The header's bytes as they crossed the wire; empty when they were not recorded. */
  async header(record: AttemptRecord, frame: number): Promise<Uint8Array> {
    const { table } = this.#ledger;
    const length = table.headerLength(frame);
    const { segments } = record.directions[table.from(frame)];
    const bytes = await this.#bytes.read(segments, table.wireOffset(frame), length);
    return bytes.length === length ? bytes : NOTHING;
  }

  /** `total` is what came of the frame's payload. */
  async frame(record: AttemptRecord, frame: number, offset: number, length: number): Promise<PayloadPiece> {
    const { table } = this.#ledger;
    const total = record.payloadReceived(this.#ledger, frame);
    const start = Math.min(offset, total);
    const wanted = Math.min(length, total - start);
    const { segments } = record.directions[table.from(frame)];
    const payloadOffset = table.payloadOffset(frame);
    const bytes = await this.#bytes.read(segments, payloadOffset + start, wanted);
    if (table.masked(frame) && bytes.length > 0) {
      const key = await this.#bytes.read(segments, payloadOffset - MASKING_KEY_BYTES, MASKING_KEY_BYTES);
      maskInto(bytes, 0, bytes, 0, bytes.length, new DataView(key.buffer, key.byteOffset).getUint32(0), start);
    }
    if (bytes.length < wanted) return { bytes, total, problem: this.#whyMissing() };
    if (table.complete(frame)) return { bytes, total };
    const declared = table.payloadLength(frame);
    return { bytes, total, problem: `Only ${total} of the ${declared} bytes that this frame announced have come.` };
  }

  /** The whole message that the frame belongs to, inflated when compressed; the frame's own payload when there is none. */
  async message(record: AttemptRecord, frame: number, offset: number, length: number): Promise<PayloadPiece> {
    const { table } = this.#ledger;
    const frames = messageFrames(table, rangeOf(record), frame);
    if (frames === undefined) {
      const own = await this.frame(record, frame, offset, length);
      const problem = own.problem ?? 'This frame belongs to no whole message; this is the payload of the frame alone.';
      return { ...own, problem };
    }
    if (table.compressed(frame)) {
      const { bytes, problem } = await this.#inflation.message(record, frames);
      const piece = { bytes: copyBytes(bytes, offset, offset + length), total: bytes.length };
      return problem === undefined ? piece : { ...piece, problem };
    }
    return this.#fragments(record, frames, offset, length);
  }

  /** The inflated payload of a whole compressed message, not to be changed. */
  inflated(record: AttemptRecord, frames: readonly number[]): Promise<InflatedMessage> {
    return this.#inflation.message(record, frames);
  }

  /** The whole payloads of one endpoint's frames, which rise, by few reads; undefined when not all of them are there. */
  async #together(record: AttemptRecord, frames: readonly number[]): Promise<readonly Uint8Array[] | undefined> {
    const { table } = this.#ledger;
    const payloads: Uint8Array[] = [];
    for (const group of this.#neighbours(frames)) {
      const [first = 0, last = first] = [group[0], group.at(-1)];
      const start = table.wireOffset(first);
      const length = this.#wireEnd(last) - start;
      const { segments } = record.directions[table.from(first)];
      const bytes = await this.#bytes.read(segments, start, length);
      if (bytes.length < length) return undefined;
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      for (const frame of group) {
        const at = table.payloadOffset(frame) - start;
        const end = at + table.payloadLength(frame);
        if (table.masked(frame)) maskInto(bytes, at, bytes, at, end, view.getUint32(at - MASKING_KEY_BYTES), 0);
        // What stands between them is let go.
        payloads.push(copyBytes(bytes, at, end));
      }
    }
    return payloads;
  }

  /** Cuts frames of one endpoint, which rise, into such as are read in one go. */
  #neighbours(frames: readonly number[]): readonly (readonly number[])[] {
    const groups: number[][] = [];
    let [start, end] = [0, 0];
    for (const frame of frames) {
      const from = this.#ledger.table.wireOffset(frame);
      const group = groups.at(-1);
      const isNear = from - end <= MAX_GAP_BYTES && this.#wireEnd(frame) - start <= MAX_READ_BYTES;
      if (group !== undefined && isNear) group.push(frame);
      else [start] = [from, groups.push([frame])];
      end = this.#wireEnd(frame);
    }
    return groups;
  }

  #wireEnd(frame: number): number {
    return this.#ledger.table.payloadOffset(frame) + this.#ledger.table.payloadLength(frame);
  }

  async #fragments(
    record: AttemptRecord,
    frames: readonly number[],
    offset: number,
    length: number,
  ): Promise<PayloadPiece> {
    const { table } = this.#ledger;
    const parts: Uint8Array[] = [];
    let problem: string | undefined;
    let total = 0;
    for (const frame of frames) {
      const start = Math.max(0, offset - total);
      const end = Math.min(table.payloadLength(frame), offset + length - total);
      total += table.payloadLength(frame);
      if (end <= start || problem !== undefined) continue;
      const piece = await this.frame(record, frame, start, end - start);
      parts.push(piece.bytes);
      problem = piece.problem;
    }
    const bytes = joinBytes(parts);
    return problem === undefined ? { bytes, total } : { bytes, total, problem };
  }
}

/** The frames that an attempt has so far. */
export const rangeOf = (record: AttemptRecord): { readonly first: number; readonly end: number } => ({
  first: record.firstFrame,
  end: record.firstFrame + record.frames,
});
