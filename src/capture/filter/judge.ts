import type { CaptureReader } from '../captureReader.ts';
import { HeldPayload } from './heldPayload.ts';
import { searchPieces } from './piecewise.ts';
import type { FilterProgram } from './program.ts';
import type { Run, Slice } from './slices.ts';
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
  readonly #program: FilterProgram;
  readonly #payload = new HeldPayload();
  /** Fragments of one message follow each other: its payload is made once. */
  #heldMessage = '';

  constructor(reader: CaptureReader, program: FilterProgram) {
    this.#reader = reader;
    this.#program = program;
  }

  /** Writes the verdicts of the slice's frames; `base` is the frame of row 0, `buffers` are the bytes of the slice's runs. */
  async judge(slice: Slice, buffers: readonly Buffer[], base: number, signal: AbortSignal): Promise<void> {
    const bufferOf = new Map(slice.runs.map((run, index) => [run, buffers[index] ?? NOTHING]));
    for (let index = 0; index < slice.frames.length;) {
      const access = slice.access[index];
      const frame = slice.frames[index] ?? 0;
      if (access?.kind === 'run') {
        index = this.#judgeRuns(slice, bufferOf, base, index);
        continue;
      }
      if (access?.kind === 'pieces') await this.#holdPieces(frame, signal);
      else await this.#holdMessage(frame);
      if (!this.#watch(() => this.#decide(frame, base))) this.#giveUp(frame, base);
      index += 1;
    }
  }

  /** Judges frames that stand in runs, from `index` on; gives the index of the first that does not. */
  #judgeRuns({ frames, access }: Slice, bufferOf: ReadonlyMap<Run, Buffer>, base: number, index: number): number {
    const { needsWatch } = this.#program;
    let at = index;
    let last: Run | undefined;
    let buffer: Buffer = NOTHING;
    const work = (): void => {
      const began = performance.now();
      for (let next = access[at]; next?.kind === 'run'; next = access[at]) {
        const frame = frames[at] ?? 0;
        this.#holdRun(
          next.start,
          next.end,
          next.run === last ? buffer : (buffer = bufferOf.get((last = next.run)) ?? NOTHING),
        );
        this.#decide(frame, base);
        at += 1;
        if (needsWatch && performance.now() - began > STRETCH_MS) return;
      }
    };
    while (access[at]?.kind === 'run') {
      if (this.#watch(work)) continue;
      this.#giveUp(frames[at] ?? 0, base);
      at += 1;
    }
    return at;
  }

  #watch(work: () => void): boolean {
    if (this.#program.needsWatch) return finishes(work, ALLOWED_MS);
    work();
    return true;
  }

  #giveUp(frame: number, base: number): void {
    this.#program.verdicts[frame - base] = NO;
    this.unjudged.tooSlow += 1;
    if (this.unjudged.tooSlow >= MAX_TOO_SLOW) throw new TooSlow();
  }

  #decide(frame: number, base: number): void {
    this.#program.verdicts[frame - base] = this.#program.matches(frame - base, this.#payload) ? YES : NO;
    if (this.#payload.wasTooLong) this.unjudged.tooLong += 1;
  }

  #holdRun(start: number, end: number, buffer: Buffer): void {
    const there = Math.min(end, buffer.length);
    if (there < end) this.unjudged.unreadable += 1;
    this.#heldMessage = '';
    this.#payload.hold(buffer, Math.min(start, there), there);
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

  async #holdPieces(frame: number, signal: AbortSignal): Promise<void> {
    const { capture } = this.#reader;
    const needles = this.#program.probes.flatMap(({ needle }) => needle ?? []);
    const of = capture.ledger.table.message(frame) === 0 ? 'frame' : 'message';
    const { found, problem } = await searchPieces(this.#reader, capture.attemptOf(frame), frame, of, needles, signal);
    if (problem !== undefined) this.unjudged.unreadable += 1;
    this.#heldMessage = '';
    this.#payload.standIn(found);
  }
}
