import * as v from 'valibot';
import type { FilterProgress, FoundPlace } from '../capture/filter/filterResults.ts';
import type { FilterProblem } from '../capture/filter/language/filter.ts';
import { listFrames } from './listView.ts';
import { method } from './method.ts';
import type { SessionId } from './sessionView.ts';

const session = v.string();
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Names a filtered view of a session; whoever begins one chooses it. */
const view = v.string();
/** In the filter language. */
const text = v.string();
/** What the list shows anyway: of the matches no others are shown. */
const within = v.exactOptional(listFrames);

export type FilterStarted = { readonly ok: true } | { readonly ok: false; readonly problem: FilterProblem };

/** What was found, if anything, or what is wrong with the text. */
export type Found =
  | { readonly ok: true; readonly place: FoundPlace | undefined }
  | { readonly ok: false; readonly problem: FilterProblem };

/** How far a filtered view is; it goes on for as long as frames come. */
export interface FilterState extends FilterProgress {
  readonly session: SessionId;
  readonly view: string;
}

export type Exported = { readonly ok: true } | { readonly ok: false; readonly problem: FilterProblem };

/** Filtered views of a session, and searching in it. */
export const filterMethods = {
  /** Begins the view, or makes it anew: replies at once, matches come as notices. */
  'session.filter': method(v.object({ session, view, text, within })).returns<FilterStarted>(),
  'session.filter.stop': method(v.object({ session, view })).returns<Record<string, never>>(),
  /** Frames (0-based, rising) of rows `first` … `first + count - 1` of the view, as a `Uint32Array`'s buffer; fewer at the end. */
  'session.filter.frames': method(
    v.object({ session, view, first: index, count: v.pipe(index, v.maxValue(1_000_000)) }),
  ).returns<ArrayBuffer>(),
  /** The row at which that frame stands in the view, or the next one that is in it. */
  'session.filter.rowOf': method(v.object({ session, view, frame: index })).returns<{ readonly row: number }>(),
  /** The next or the previous place where the filter matches, from a frame or from a place in its payload on. -1: from the start. */
  'session.find': method(
    v.object({
      session,
      text,
      within,
      from: v.object({ frame: v.pipe(v.number(), v.integer(), v.minValue(-1)), offset: v.optional(index) }),
      direction: v.picklist(['next', 'previous']),
    }),
  ).returns<Found>(),
};
