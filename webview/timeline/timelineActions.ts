import type { Call } from '../../src/contract/method.ts';
import type { PanelMethods } from '../../src/contract/panelContract.ts';
import { filterOf } from '../filter/sessionFilter.ts';
import type { PanelState } from '../panelState.ts';
import type { Store } from '../store.ts';
import type { TimeSpan } from './timeScale.ts';
import { timeTerm, withTimeTerm } from './timeTerm.ts';

/** What the user can do with the timeline. Times are milliseconds since the session began. */
export interface TimelineActions {
  /** Filters the list for that span, beside what it is filtered for already; undefined: for all of the time again. */
  showTime(span: TimeSpan | undefined): void;
  /** Selects the first frame from that moment on. */
  goToTime(ms: number): Promise<void>;
}

export interface TimelineActionParts {
  readonly store: Store<PanelState>;
  readonly call: Call<PanelMethods>;
  /** Does `work`; when it fails says so in the state and answers undefined. */
  readonly attempt: <Result>(work: () => Promise<Result>) => Promise<Result | undefined>;
  readonly select: (frame: number) => void;
  readonly filter: (text: string) => void;
}

export function createTimelineActions({ store, call, attempt, select, filter }: TimelineActionParts): TimelineActions {
  return {
    showTime: (span) => {
      const { active } = store.get();
      const { text } = filterOf(store.get(), active);
      if (active === undefined || (span === undefined && timeTerm(text) === undefined)) return;
      filter(withTimeTerm(text, span));
    },
    goToTime: async (ms) => {
      const session = store.get().active;
      if (session === undefined) return;
      const found = await attempt(() => call('session.during', { session, from: ms, to: ms }));
      const last = (store.get().frames[session] ?? 0) - 1;
      if (found !== undefined && last >= 0) select(Math.min(found.first, last));
    },
  };
}
