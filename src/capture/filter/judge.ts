import type { CaptureReader } from '../captureReader.ts';
import { HeldPayload } from './heldPayload.ts';
import { searchPieces } from './piecewise.ts';
import type { FilterProgram } from './program.ts';
import { AS_MESSAGE, IN_PIECES, type Slice } from './slices.ts';
import { NO, YES } from './verdict.ts';
import { finishes } from './watched.ts';

/** A regular expression that takes too long on one payload after the other: going on would take for ever. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';

  constructor() {
    super(
      'A regular expression of this filter takes too long on one payload after the other, so it was given up. ' +
        'Repetitions inside repetitions, such as (a+)+, do that: write it without them.',
    );
  }
}

/** A watched stretch of work ends by itself after about so long; one that does not is stuck in one payload. */
const STRETCH_MS = 8;
const ALLOWED_MS = 500;
const MAX_TOO_SLOW = 8;
const NOTHING = Buffer.alloc(0);

/** Decides about frames that the columns leave open, by their payloads. */
export class Judge {
  readonly unjudged = { tooLong: 0, tooSlow: 0, unreadable: 0 };
  readonly #reader: CaptureReader;
  readonly #payload = new HeldPayload();
  /** Fragments of one message follow each other: its payload is made once. */
  #heldMessage = '';

  constructor(reader: CaptureReader) {
    this.#reader = reader;
  }

  /**
   * Writes the verdicts of the slice's frames into the program that was filled with their page; `base` is the frame of row 0,
   * `buffers` are the bytes of the slice's runs.
   */
  async judge(
    program: FilterProgram,
    slice: Slice,
    buffers: readonly Buffer[],
    base: number,
    signal: AbortSignal,
  ): Promise<void> {
    for (let index = 0; index < slice.frames.length;) {
      const run = slice.runOf[index] ?? 0;
      const frame = slice.frames[index] ?? 0;
      if (run >= 0) {
        index = this.#judgeRuns(program, slice, buffers, base, index);
        continue;
      }
      if (run === IN_PIECES) await this.#holdPieces(program, frame, signal);
      else await this.#holdMessage(frame);
      if (!this.#watch(program, () => this.#decide(program, frame, base))) this.#giveUp(program, frame, base);
      index += 1;
    }
  }

  /** Judges frames that stand in runs, from `index` on; gives the index of the first that does not. */
  #judgeRuns(
    program: FilterProgram,
    { frames, runOf, starts, ends }: Slice,
    buffers: readonly Buffer[],
    base: number,
    index: number,
  ): number {
    const { needsWatch, required, verdicts } = program;
    let at = index;
    const work = (): void => {
      const began = performance.now();
      for (let run = runOf[at] ?? AS_MESSAGE; run >= 0; run = runOf[at] ?? AS_MESSAGE) {
        const frame = frames[at] ?? 0;
        const buffer = buffers[run] ?? NOTHING;
        const end = ends[at] ?? 0;
        const there = Math.min(end, buffer.length);
        const start = Math.min(starts[at] ?? 0, there);
        if (there < end) this.unjudged.unreadable += 1;
        // Of most frames this is all there is to ask.
        if (required?.isIn(buffer, start, there) === false) {
          verdicts[frame - base] = NO;
        } else {
          this.#heldMessage = '';
          this.#payload.hold(buffer, start, there);
          this.#decide(program, frame, base);
        }
        at += 1;
        if (needsWatch && performance.now() - began > STRETCH_MS) return;
      }
    };
    while ((runOf[at] ?? AS_MESSAGE) >= 0) {
      if (this.#watch(program, work)) continue;
      this.#giveUp(program, frames[at] ?? 0, base);
      at += 1;
    }
    return at;
  }

  #watch({ needsWatch }: FilterProgram, work: () => void): boolean {
    if (needsWatch) return finishes(work, ALLOWED_MS);
    work();
    return true;
  }

  #giveUp({ verdicts }: FilterProgram, frame: number, base: number): void {
    verdicts[frame - base] = NO;
    this.unjudged.tooSlow += 1;
    if (this.unjudged.tooSlow >= MAX_TOO_SLOW) throw new TooSlow();
  }

  #decide(program: FilterProgram, frame: number, base: number): void {
    program.verdicts[frame - base] = program.matches(frame - base, this.#payload) ? YES : NO;
    if (this.#payload.wasTooLong) this.unjudged.tooLong += 1;
  }

  async #holdMessage(frame: number): Promise<void> {
    const { payloads, capture } = this.#reader;
    const record = capture.attemptOf(frame);
    const message = `${record.number} ${capture.ledger.table.message(frame)}`;
    if (message === this.#heldMessage) return;
    const { bytes, problem } = await payloads.message(record, frame, 0, Infinity);
    if (problem !== undefined) this.unjudged.unreadable += 1;
    this.#heldMessage = message;
    this.#payload.hold(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
  }

  async #holdPieces({ probes }: FilterProgram, frame: number, signal: AbortSignal): Promise<void> {
    const { capture } = this.#reader;
    const needles = probes.flatMap(({ needle }) => needle ?? []);
    const of = capture.ledger.table.message(frame) === 0 ? 'frame' : 'message';
    const { found, problem } = await searchPieces(this.#reader, capture.attemptOf(frame), frame, of, needles, signal);
    if (problem !== undefined) this.unjudged.unreadable += 1;
    this.#heldMessage = '';
    this.#payload.standIn(found);
  }
}
