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

/**
 * Frames that were decided: all before `upTo`, and those of them since the last time that match, rising. They last until the next
 * are asked for.
 */
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

/** A page of frames whose columns were asked, and the first of its slices on its way from the file. */
interface Page {
  readonly program: FilterProgram;
  /** The frame of its row 0. */
  readonly base: number;
  readonly first: number;
  readonly end: number;
  /** What the columns leave open. */
  readonly slices: readonly Slice[];
  readonly reading: Promise<readonly Buffer[]>;
}

/**
 * Goes through frames in order and tells which match, the first ones at once. Only payloads that the columns leave open are read.
 * One at a time: it works on the program's own memory.
 */
export class Sweep {
  readonly #reader: CaptureReader;
  readonly #program: FilterProgram;
  /** The columns of the next page are asked while one is searched. */
  #twin: FilterProgram | undefined;
  readonly #judge: Judge;
  /** One slice is read while another is searched. */
  readonly #lent = [new LentBuffers(), new LentBuffers()] as const;
  readonly #found = new Uint32Array(COLUMN_ROWS);
  #pages = 0;
  #reads = 0;
  #sliceBytes = FIRST_SLICE_BYTES;
  #turned = 0;

  constructor(reader: CaptureReader, program: FilterProgram) {
    this.#reader = reader;
    this.#program = program;
    this.#judge = new Judge(reader);
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
    let page = this.#begin(first, end);
    let reading = page?.reading;
    try {
      while (page !== undefined) {
        const { program, base, slices } = page;
        let done = page.first;
        let next: Page | undefined;
        for (let index = 0; index === 0 || index < slices.length; index++) {
          const slice = slices[index];
          const buffers = await reading;
          const isLast = index + 1 >= slices.length;
          // What comes next is read while this slice is searched.
          if (isLast) next = this.#begin(page.end, end);
          reading = isLast ? next?.reading : this.#read(slices[index + 1]);
          // Its failure is told when its turn comes.
          reading?.catch(() => undefined);
          if (slice !== undefined) await this.#judge.judge(program, slice, buffers ?? [], base, signal);
          const upTo = isLast ? page.end : (slice?.frames.at(-1) ?? done) + 1;
          yield { upTo, frames: this.#rows(program, base, done, upTo, YES) };
          done = upTo;
          await this.#breathe(signal);
        }
        page = next;
      }
    } finally {
      // Whoever stops in between must not leave a reading behind that writes into what is lent again.
      await reading?.catch(() => undefined);
      this.#program.rest();
      this.#twin?.rest();
      for (const lent of this.#lent) lent.letGo();
    }
  }

  /** The page that begins with that frame; undefined at the end. */
  #begin(first: number, end: number): Page | undefined {
    if (first >= end) return undefined;
    const program = this.#pages++ % 2 === 0 ? this.#program : (this.#twin ??= this.#program.twin());
    const facts = pageFacts(this.#reader, first, program.folds);
    program.fill(facts);
    const base = facts.first;
    const stop = Math.min(end, base + facts.count);
    const open = this.#rows(program, base, first, stop, OPEN);
    const slices = open.length === 0 ? [] : cutSlices(this.#reader, open, this.#sliceBytes);
    if (slices.length > 0) this.#sliceBytes = Math.min(this.#sliceBytes * 4, this.#mostBytes());
    return { program, base, first, end: stop, slices, reading: this.#read(slices[0]) };
  }

  #mostBytes(): number {
    return this.#program.probes.every(({ needle }) => needle !== undefined) ? MAX_SLICE_BYTES : MAX_TEXT_SLICE_BYTES;
  }

  #rows({ verdicts }: FilterProgram, base: number, first: number, end: number, verdict: number): Uint32Array {
    const found = this.#found;
    let count = 0;
    for (let frame = first; frame < end; frame++) if (verdicts[frame - base] === verdict) found[count++] = frame;
    return found.subarray(0, count);
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
