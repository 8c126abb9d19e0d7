import type { Micros } from '../base/branded.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { FrameHeader, LengthForm } from '../protocol/frame.ts';
import { plainHeaderLength, type PlainRun } from '../protocol/plainRun.ts';
import { RunColumn } from './runColumn.ts';

const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;
const MASK = PAGE - 1;

const SERVER = 1;
const FIN = 2;
const RSV1 = 4;
const RSV2 = 8;
const RSV3 = 16;
const MASKED = 32;
const COMPLETE = 64;
const COMPRESSED = 128;
const OPCODE_SHIFT = 8;
const FORM_SHIFT = 12;
/** What all frames of a run of plain messages have. */
const WHOLE = SERVER | FIN | COMPLETE;

/** How `FrameColumns.flags` is read; the opcode is the four bits from `OPCODE_SHIFT` on. */
export const FRAME_FLAG = {
  SERVER,
  FIN,
  RSV1,
  RSV2,
  RSV3,
  MASKED,
  COMPLETE,
  COMPRESSED,
  OPCODE_SHIFT,
  FORM_SHIFT,
} as const;

/** 2–14 bytes, by the flags of a frame: all of it follows from the length form and the mask bit (RFC 6455 §5.2). */
export function headerLengthOf(flags: number): number {
  const form = (flags >>> FORM_SHIFT) & 3;
  return 2 + (form === 0 ? 0 : form === 1 ? 2 : 8) + (flags & MASKED ? 4 : 0);
}

/** In the column of inflated lengths: none. The column is 32 bits wide; messages are cut far below that. */
export const NO_LENGTH = 0xffffffff;
const MAX_UINT16 = 0xffff;
const MAX_UINT32 = 0xffffffff;

/** Frames that `columns` gives at once, at most; the first of them is a multiple of it. */
export const COLUMN_ROWS = PAGE;

const PAGE_BYTES = PAGE * 8;
/** Pages that share one piece of memory, at most: having it costs by the piece. */
const MOST_PAGES_AT_ONCE = 32;

/**
 * 8 bytes a frame in a flood, and 12 more where frames come one by one; 8 more beyond 4 GiB of a stream. A column that one frame's number does not fit is made
 * anew with numbers of any size, for this page alone; those that most frames have nothing for come with the first that has.
 */
class Page {
  readonly at = new RunColumn(0, () => new Float64Array(PAGE));
  readonly message = new RunColumn(1, () => new Uint32Array(PAGE));
  wireOffset: Uint32Array | Float64Array;
  payloadLength: Uint16Array | Float64Array;
  readonly flags: Uint16Array;
  violations: Uint16Array | undefined;
  /** `NO_LENGTH` where there is none. */
  inflated: Uint32Array | undefined;

  /** Its columns are `PAGE_BYTES` of `memory` from `offset` on. */
  constructor(memory: ArrayBuffer, offset: number) {
    this.wireOffset = new Uint32Array(memory, offset, PAGE);
    this.payloadLength = new Uint16Array(memory, offset + PAGE * 4, PAGE);
    this.flags = new Uint16Array(memory, offset + PAGE * 6, PAGE);
  }

  /** Makes room in the columns for frames that begin at `wireOffset` at most and have at most `payloadLength` bytes of payload. */
  makeRoom(wireOffset: number, payloadLength: number): void {
    if (wireOffset > MAX_UINT32 && this.wireOffset instanceof Uint32Array)
      this.wireOffset = new Float64Array(this.wireOffset);
    if (payloadLength > MAX_UINT16 && this.payloadLength instanceof Uint16Array)
      this.payloadLength = new Float64Array(this.payloadLength);
  }
}

/** The columns of neighbouring frames, for whoever goes through many of them; not to be changed. Frame `first` stands at 0. */
export interface FrameColumns extends Readonly<Omit<Page, 'makeRoom'>> {
  readonly first: number;
  readonly count: number;
}

/**
 * What is known of every frame, in columns that grow by pages; nothing is ever moved. Frames are numbered from 0 by the
 * order in which their headers came. Asking for a frame that does not exist is a bug and throws.
 */
export class FrameTable {
  readonly #pages: Page[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The page of columns that the frame is on. */
  columns(frame: number): FrameColumns {
    const { at, wireOffset, payloadLength, message, flags, violations, inflated } = this.#page(frame);
    const first = frame - (frame & MASK);
    const count = Math.min(PAGE, this.#count - first);
    return { first, count, at, wireOffset, payloadLength, message, flags, violations, inflated };
  }

  /** Adds the next frame. */
  add(header: FrameHeader, at: Micros): void {
    const slot = this.#count & MASK;
    const page = this.#nextPage();
    page.makeRoom(header.wireOffset, header.payloadLength);
    page.at.append(slot, slot + 1, at);
    page.wireOffset[slot] = header.wireOffset;
    page.payloadLength[slot] = header.payloadLength;
    page.flags[slot] =
      (header.from === 'server' ? SERVER : 0) |
      (header.fin ? FIN : 0) |
      (header.rsv1 ? RSV1 : 0) |
      (header.rsv2 ? RSV2 : 0) |
      (header.rsv3 ? RSV3 : 0) |
      (header.masked ? MASKED : 0) |
      (header.opcode << OPCODE_SHIFT) |
      ((header.lengthForm === 7 ? 0 : header.lengthForm === 16 ? 1 : 2) << FORM_SHIFT);
    page.message.append(slot, slot + 1, 0);
    this.#count += 1;
  }

  /** Adds the messages of the run, each the next frame. */
  addRun(run: PlainRun): void {
    const { count, opcodes, payloadLengths, firstMessage } = run;
    let offset: number = run.wireOffset;
    for (let done = 0; done < count;) {
      const slot = this.#count & MASK;
      const page = this.#nextPage();
      const fits = Math.min(count - done, PAGE - slot);
      page.makeRoom(run.wireEnd, 0);
      page.at.append(slot, slot + fits, run.at);
      page.message.append(slot, slot + fits, firstMessage + done);
      const { wireOffset, payloadLength, flags } = page;
      for (let i = 0; i < fits; i += 1) {
        const length = payloadLengths[done + i] ?? 0;
        wireOffset[slot + i] = offset;
        payloadLength[slot + i] = length;
        flags[slot + i] = WHOLE | ((opcodes[done + i] ?? 0) << OPCODE_SHIFT) | (length < 126 ? 0 : 1 << FORM_SHIFT);
        offset += plainHeaderLength(length) + length;
      }
      done += fits;
      this.#count += fits;
    }
  }

  setComplete(frame: number): void {
    this.#setFlag(frame, COMPLETE);
  }

  setMessage(frame: number, number: number, compressed: boolean): void {
    const count = Math.min(PAGE, this.#count - (frame - (frame & MASK)));
    this.#page(frame).message.set(frame & MASK, number, count);
    if (compressed) this.#setFlag(frame, COMPRESSED);
  }

  setInflatedLength(frame: number, length: number | undefined): void {
    const page = this.#page(frame);
    page.inflated ??= new Uint32Array(PAGE).fill(NO_LENGTH);
    page.inflated[frame & MASK] = Math.min(length ?? NO_LENGTH, NO_LENGTH);
  }

  addViolation(frame: number): void {
    const page = this.#page(frame);
    page.violations ??= new Uint16Array(PAGE);
    page.violations[frame & MASK] = Math.min(this.violations(frame) + 1, MAX_UINT16);
  }

  /** Microseconds since the Unix epoch. */
  at(frame: number): number {
    return this.#page(frame).at.at(frame & MASK);
  }

  wireOffset(frame: number): number {
    return this.#page(frame).wireOffset[frame & MASK] ?? 0;
  }

  payloadLength(frame: number): number {
    return this.#page(frame).payloadLength[frame & MASK] ?? 0;
  }

  /** In bytes. */
  headerLength(frame: number): number {
    return headerLengthOf(this.#flags(frame));
  }

  /** Where the payload begins in what the endpoint wrote. */
  payloadOffset(frame: number): number {
    return this.wireOffset(frame) + this.headerLength(frame);
  }

  lengthForm(frame: number): LengthForm {
    const form = (this.#flags(frame) >>> FORM_SHIFT) & 3;
    return form === 0 ? 7 : form === 1 ? 16 : 64;
  }

  from(frame: number): Endpoint {
    return this.#flags(frame) & SERVER ? 'server' : 'client';
  }

  opcode(frame: number): number {
    return (this.#flags(frame) >>> OPCODE_SHIFT) & 15;
  }

  fin(frame: number): boolean {
    return (this.#flags(frame) & FIN) !== 0;
  }

  rsv1(frame: number): boolean {
    return (this.#flags(frame) & RSV1) !== 0;
  }

  rsv2(frame: number): boolean {
    return (this.#flags(frame) & RSV2) !== 0;
  }

  rsv3(frame: number): boolean {
    return (this.#flags(frame) & RSV3) !== 0;
  }

  masked(frame: number): boolean {
    return (this.#flags(frame) & MASKED) !== 0;
  }

  complete(frame: number): boolean {
    return (this.#flags(frame) & COMPLETE) !== 0;
  }

  /** It belongs to a whole message compressed by permessage-deflate. */
  compressed(frame: number): boolean {
    return (this.#flags(frame) & COMPRESSED) !== 0;
  }

  /** Number of the whole message it belongs to; 0 when there is none yet. Counts anew in each attempt. */
  message(frame: number): number {
    return this.#page(frame).message.at(frame & MASK);
  }

  /** At most 65,535. */
  violations(frame: number): number {
    return this.#page(frame).violations?.[frame & MASK] ?? 0;
  }

  inflatedLength(frame: number): number | undefined {
    const length = this.#page(frame).inflated?.[frame & MASK];
    return length === NO_LENGTH ? undefined : length;
  }

  #flags(frame: number): number {
    return this.#page(frame).flags[frame & MASK] ?? 0;
  }

  #setFlag(frame: number, flag: number): void {
    const page = this.#page(frame);
    page.flags[frame & MASK] = (page.flags[frame & MASK] ?? 0) | flag;
  }

  /** The page on which the next frame stands. */
  #nextPage(): Page {
    const known = this.#pages[this.#count >>> PAGE_BITS];
    if (known !== undefined) return known;
    const more = Math.max(1, Math.min(this.#pages.length, MOST_PAGES_AT_ONCE));
    // Whatever stood there before: a column is written when its frame is added, and not read before.
    const memory = Buffer.allocUnsafeSlow(more * PAGE_BYTES).buffer;
    const pages = Array.from({ length: more }, (_, i) => new Page(memory, i * PAGE_BYTES));
    this.#pages.push(...pages);
    return pages[0] as Page;
  }

  #page(frame: number): Page {
    const page = frame >= 0 && frame < this.#count ? this.#pages[frame >>> PAGE_BITS] : undefined;
    if (page === undefined) throw new RangeError(`Frame ${frame} does not exist; there are ${this.#count}.`);
    return page;
  }
}
