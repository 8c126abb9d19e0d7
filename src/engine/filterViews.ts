import { Throttle } from '../base/throttle.ts';
import type { Capture } from '../capture/capture.ts';
import type { CaptureReader } from '../capture/captureReader.ts';
import { FilteredFrames } from '../capture/filter/filteredFrames.ts';
import type { FindStart } from '../capture/filter/filterResults.ts';
import { findPlace } from '../capture/filter/find.ts';
import type { FilterScope } from '../capture/filter/folds.ts';
import type { Filter } from '../capture/filter/language/filter.ts';
import { parseFilter } from '../capture/filter/language/parse.ts';
import type { FrameNotes } from '../capture/frameNotes.ts';
import type { FilterStarted, FilterState, Found } from '../contract/filterContract.ts';
import type { ListFrames } from '../contract/listView.ts';
import { type NumberedMessage, withinList } from './list/withinList.ts';

/** A panel repaints at most so often. */
const TELL_EVERY_MS = 50;
/** The view begun first goes when there are more: whoever left it behind will not ask for it again. */
const MAX_VIEWS = 8;

interface View {
  readonly frames: FilteredFrames;
  readonly bell: Throttle;
}

/** The filtered views of one session's capture, by name. */
export class FilterViews {
  readonly #capture: Capture;
  readonly #notes: FrameNotes;
  readonly #tell: (state: Omit<FilterState, 'session'>) => void;
  readonly #views = new Map<string, View>();

  constructor(capture: Capture, notes: FrameNotes, tell: (state: Omit<FilterState, 'session'>) => void) {
    this.#capture = capture;
    this.#notes = notes;
    this.#tell = tell;
  }

  start(view: string, text: string, within?: ListFrames): FilterStarted {
    const parsed = parseFilter(text);
    if (!parsed.ok) return parsed;
    this.stop(view);
    for (const oldest of this.#views.keys()) {
      if (this.#views.size < MAX_VIEWS) break;
      this.stop(oldest);
    }
    const bell = new Throttle(TELL_EVERY_MS, () => this.#tell({ ...frames.progress, view }));
    const scope = this.#scope(parsed.filter, within);
    const frames = new FilteredFrames(this.#reader(), parsed.filter, () => bell.request(), scope);
    this.#views.set(view, { frames, bell });
    // An empty capture has no step forward to tell of.
    void frames.catchUp().then(() => bell.request());
    return { ok: true };
  }

  stop(view: string): void {
    const known = this.#views.get(view);
    if (known === undefined) return;
    this.#views.delete(view);
    known.frames.dispose();
    known.bell.dispose();
  }

  frames(view: string, first: number, count: number): ArrayBuffer {
    return this.#find(view).page(first, count).buffer;
  }

  rowOf(view: string, frame: number): number {
    return this.#find(view).placeOf(frame);
  }

  /** The capture has grown. */
  rang(): void {
    for (const { frames, bell } of this.#views.values()) void frames.catchUp().then(() => bell.request());
  }

  /** Marks or notes at these frames have changed. */
  annotated(changed: readonly number[]): void {
    for (const { frames, bell } of this.#views.values()) void frames.lookAgainAt(changed).then(() => bell.request());
  }

  async find(
    { text, within }: { readonly text: string; readonly within?: ListFrames | undefined },
    from: FindStart,
    direction: 'next' | 'previous',
    signal: AbortSignal,
  ): Promise<Found> {
    const parsed = parseFilter(text);
    if (!parsed.ok) return parsed;
    const scope = this.#scope(parsed.filter, within);
    return { ok: true, place: await findPlace(this.#reader(), parsed.filter, from, direction, signal, scope) };
  }

  dispose(): void {
    for (const view of [...this.#views.keys()]) this.stop(view);
  }

  #reader(): CaptureReader {
    return { ...this.#capture.reader(), notes: this.#notes };
  }

  #scope(filter: Filter, within: ListFrames | undefined): FilterScope | undefined {
    if (within === undefined) return undefined;
    return withinList(filter, within, (first) => this.#messageAt(first));
  }

  #messageAt(frame: number): NumberedMessage | undefined {
    const number = this.#capture.messageOf(frame)?.number;
    const attempt = this.#capture.attempts.findLast(({ firstFrame }) => firstFrame <= frame)?.number;
    return number === undefined || attempt === undefined ? undefined : { attempt, number };
  }

  #find(view: string): FilteredFrames {
    const known = this.#views.get(view);
    if (known === undefined) throw new Error('That filter is no longer there. Apply it again.');
    return known.frames;
  }
}
