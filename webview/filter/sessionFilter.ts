import type { FilterState } from '../../src/contract/filterContract.ts';
import type { SessionId } from '../../src/contract/sessionView.ts';
import type { FoundPlace } from '../../src/capture/filter/filterResults.ts';
import type { FilterProblem } from '../../src/capture/filter/language/filter.ts';
import type { PanelState } from '../panelState.ts';

/** The filter of one session. */
export interface SessionFilter {
  /** As it is typed. */
  readonly text: string;
  /** What the list shows; empty: every frame. */
  readonly applied: string;
  /** Names the engine's view of what is applied. */
  readonly view: string | undefined;
  readonly problem: FilterProblem | undefined;
  readonly progress: FilterState | undefined;
  /** Where the last search came to. */
  readonly found: FoundPlace | undefined;
  readonly searching: boolean;
}

export const noFilter: SessionFilter = {
  text: '',
  applied: '',
  view: undefined,
  problem: undefined,
  progress: undefined,
  found: undefined,
  searching: false,
};

export const filterOf = ({ filters }: Pick<PanelState, 'filters'>, session: SessionId | undefined): SessionFilter =>
  (session === undefined ? undefined : filters[session]) ?? noFilter;

export function withFilter(
  { filters }: Pick<PanelState, 'filters'>,
  session: SessionId,
  change: Partial<SessionFilter>,
): Partial<PanelState> {
  return { filters: { ...filters, [session]: { ...(filters[session] ?? noFilter), ...change } } };
}

/** What is told of a view that is not shown any more changes nothing. */
export function withProgress(state: PanelState, progress: FilterState): Partial<PanelState> {
  const { session, view } = progress;
  return filterOf(state, session).view === view ? withFilter(state, session, { progress }) : {};
}
