import type { Disposable } from '../../base/disposable.ts';
import { OPCODE } from '../../protocol/opcode.ts';
import type { CaptureReader } from '../captureReader.ts';
import { messageFrames } from '../messageFrames.ts';
import { rangeOf } from '../payloads.ts';
import type { FilterProgress } from './filterResults.ts';
import type { FilterScope } from './folds.ts';
import type { Filter } from './language/filter.ts';
import { MatchList } from './matchList.ts';
import { FilterProgram } from './program.ts';
import { Sweep } from './sweep.ts';
import { Unsettled } from './unsettled.ts';

/** The frames of a capture that match a filter, more of them as they are found and as the capture grows. */
export class FilteredFrames implements Disposable {
  readonly #reader: CaptureReader;
  readonly #sweep: Sweep;
  readonly #matches = new MatchList();
  readonly #unsettled: Unsettled;
  readonly #changed: () => void;
  readonly #folds: FilterScope['folds'] | undefined;
  readonly #stop = new AbortController();
  /** Frames of which something else than their bytes has changed. */
  readonly #changedFrames = new Set<number>();
  #looked = 0;
  #moves = 0;
  #problem: string | undefined;
  #running: Promise<void> | undefined;
  #again = false;

  /** Begins at once; `changed` is called for each step forward. */
  constructor(reader: CaptureReader, filter: Filter, changed: () => void, scope?: FilterScope) {
    this.#reader = reader;
    this.#folds = scope?.folds;
    this.#sweep = new Sweep(reader, new FilterProgram(filter, scope));
    this.#unsettled = new Unsettled(reader);
    this.#changed = changed;
    void this.catchUp();
  }

  get progress(): FilterProgress {
    return {
      count: this.#matches.count,
      looked: this.#looked,
      frames: this.#frameCount,
      moves: this.#moves,
      unjudged: this.#sweep.unjudged,
      problem: this.#problem,
    };
  }

  /** Matches `first` … `first + count - 1`, fewer at the end. */
  page(first: number, count: number): Uint32Array<ArrayBuffer> {
    return this.#matches.slice(first, count);
  }

  /** The place of the frame among the matches, or of the next match. */
  placeOf(frame: number): number {
    return this.#matches.placeOf(frame);
  }

  /** Looks at what is new: frames that came, and those of which more became known. Resolves when all was looked at; never rejects. */
  catchUp(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** What is left at these frames has changed: looks at them again. Resolves as `catchUp` does. */
  lookAgainAt(frames: readonly number[]): Promise<void> {
    for (const frame of frames) this.#changedFrames.add(frame);
    return this.catchUp();
  }

  dispose(): void {
    this.#stop.abort();
  }

  #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  get #frameCount(): number {
    return this.#reader.capture.ledger.table.count;
  }

  async #run(): Promise<void> {
    // Whoever asks need not be ready for the first matches yet.
    await Promise.resolve();
    if (this.#problem !== undefined || this.#isStopped()) return;
    try {
      await this.#reader.notes?.ready();
      while (this.#again) {
        this.#again = false;
        await this.#lookAgain();
        await this.#lookOn(this.#frameCount);
      }
    } catch (error) {
      if (this.#isStopped()) return;
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#changed();
    }
  }

  async #lookOn(end: number): Promise<void> {
    const first = this.#looked;
    if (first >= end) return;
    this.#unsettled.watch(first, end);
    for await (const { upTo, frames } of this.#sweep.over(first, end, this.#stop.signal)) {
      this.#matches.append(frames);
      this.#looked = upTo;
      this.#changed();
    }
  }

  /** Frames near each other are looked at in one go. */
  async #lookAgain(): Promise<void> {
    const more = withFirsts(this.#reader, this.#unsettled.changed(), this.#changedFrames, this.#folds);
    const changed = [...more].filter((frame) => frame < this.#looked).sort((a, b) => a - b);
    this.#changedFrames.clear();
    let moved = false;
    for (let index = 0; index < changed.length;) {
      const first = changed[index] ?? 0;
      let last = index;
      while (last + 1 < changed.length && (changed[last + 1] ?? 0) - (changed[last] ?? 0) < 64) last += 1;
      const matching = new Set<number>();
      for await (const { frames } of this.#sweep.over(first, (changed[last] ?? first) + 1, this.#stop.signal)) {
        for (const frame of frames) matching.add(frame);
      }
      for (const frame of changed.slice(index, last + 1)) {
        if (frame < this.#looked && this.#matches.set(frame, matching.has(frame))) moved = true;
      }
      index = last + 1;
    }
    if (!moved) return;
    this.#moves += 1;
    this.#changed();
  }
}

/** Both together, each once; with the first frames of the messages that are judged as one. */
function withFirsts(
  { capture }: CaptureReader,
  changed: readonly number[],
  more: ReadonlySet<number>,
  folds: FilterScope['folds'] | undefined,
): ReadonlySet<number> {
  const all = new Set([...changed, ...more]);
  if (folds === undefined) return all;
  const { table } = capture.ledger;
  for (const frame of [...all]) {
    if (frame >= table.count || table.opcode(frame) !== OPCODE.continuation) continue;
    const [first] = messageFrames(table, rangeOf(capture.attemptOf(frame)), frame) ?? [];
    if (first !== undefined && folds(first)) all.add(first);
  }
  return all;
}
