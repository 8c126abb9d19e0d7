import { setImmediate as turn } from 'node:timers/promises';
import type { CaptureReader } from '../captureReader.ts';
import type { Unjudged } from './filterResults.ts';
import { COLUMN_ROWS } from '../frameTable.ts';
import { Judge } from './judge.ts';
import { pageFacts } from './pageFacts.ts';
import type { FilterProgram } from './program.ts';
import { readRun } from './runBytes.ts';
import { LentBuffers } from './lentBuffers.ts';
import { type Slice, cutSlices } from './slices.ts';
import { OPEN, YES } from './verdict.ts';

/** Frames that were decided: all before `upTo`, and those of them since the last time that match, rising. */
export interface Swept {
  readonly upTo: number;
  readonly frames: Uint32Array;
}

const FIRST_SLICE_BYTES = 128 * 1024;
const MAX_SLICE_BYTES = 8 * 1024 * 1024;
/** Text and JSON take longer than bytes. */
const MAX_TEXT_SLICE_BYTES = 1024 * 1024;
/** Other work of the thread waits for about so long at most. */
const STRETCH_MS = 8;

/**
 * Goes through frames in order and tells which match, the first ones at once. Only payloads that the columns leave open are read.
 * One at a time: it works on the program's own memory.
 */
export class Sweep {
  readonly #reader: CaptureReader;
  readonly #program: FilterProgram;
  readonly #judge: Judge;
  /** One slice is read while another is searched. */
  readonly #lent = [new LentBuffers(), new LentBuffers()] as const;
  readonly #found = new Uint32Array(COLUMN_ROWS);
  #reads = 0;
  #sliceBytes = FIRST_SLICE_BYTES;
  #turned = 0;

  constructor(reader: CaptureReader, program: FilterProgram) {
    this.#reader = reader;
    this.#program = program;
    this.#judge = new Judge(reader, program);
  }

  get unjudged(): Unjudged {
    return { ...this.#judge.unjudged };
  }

  /**
   * Frames `first` up to but not including `end`, which exist. Rejects with the signal's reason, with `TooSlow`, or when the file
   * cannot be read.
   */
  async *over(first: number, end: number, signal: AbortSignal): AsyncGenerator<Swept, void, undefined> {
    this.#turned = performance.now();
    signal.throwIfAborted();
    try {
      for (let frame = first; frame < end;) {
        const facts = pageFacts(this.#reader, frame);
        this.#program.fill(facts);
        const stop = Math.min(end, facts.first + facts.count);
        yield* this.#page(facts.first, frame, stop, signal);
        frame = stop;
        await this.#breathe(signal);
      }
    } finally {
      this.#program.rest();
      for (const lent of this.#lent) lent.letGo();
    }
  }

  /** Frames of one page whose columns were asked already; `base` is the frame of its row 0. */
  async *#page(base: number, first: number, end: number, signal: AbortSignal): AsyncGenerator<Swept, void, undefined> {
    const open = this.#rows(base, first, end, OPEN);
    const slices = open.length === 0 ? [] : cutSlices(this.#reader, open, this.#sliceBytes);
    let done = first;
    let reading = this.#read(slices[0]);
    try {
      for (const [index, slice] of slices.entries()) {
        const buffers = await reading;
        // The next slice is read while this one is searched.
        reading = this.#read(slices[index + 1]);
        // Its failure is told when its turn comes.
        reading.catch(() => undefined);
        await this.#judge.judge(slice, buffers, base, signal);
        const upTo = index + 1 < slices.length ? (slice.frames.at(-1) ?? done) + 1 : end;
        yield { upTo, frames: this.#rows(base, done, upTo, YES) };
        done = upTo;
        await this.#breathe(signal);
      }
    } finally {
      // Whoever stops in between must not leave a reading behind that writes into what is lent again.
      await reading.catch(() => undefined);
    }
    if (slices.length > 0) this.#sliceBytes = Math.min(this.#sliceBytes * 4, this.#mostBytes());
    else yield { upTo: end, frames: this.#rows(base, first, end, YES) };
  }

  #mostBytes(): number {
    return this.#program.probes.every(({ needle }) => needle !== undefined) ? MAX_SLICE_BYTES : MAX_TEXT_SLICE_BYTES;
  }

  #rows(base: number, first: number, end: number, verdict: number): Uint32Array {
    const { verdicts } = this.#program;
    const found = this.#found;
    let count = 0;
    for (let frame = first; frame < end; frame++) if (verdicts[frame - base] === verdict) found[count++] = frame;
    return found.slice(0, count);
  }

  async #read(slice: Slice | undefined): Promise<readonly Buffer[]> {
    const buffers: Buffer[] = [];
    if (slice === undefined) return buffers;
    const lent = this.#lent[(this.#reads++ & 1) as 0 | 1];
    lent.takeBack();
    for (const run of slice.runs) buffers.push(await readRun(this.#reader, run, lent.lend));
    return buffers;
  }

  /** Lets other work of the thread go on. */
  async #breathe(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (performance.now() - this.#turned < STRETCH_MS) return;
    await turn();
    this.#turned = performance.now();
    signal.throwIfAborted();
  }
}
