import type { SessionId } from '../../src/contract/sessionView.ts';
import { parseFilter } from '../../src/capture/filter/language/parse.ts';
import { shownFrames } from '../frameList/shownSource.ts';
import type { Panel } from '../panel.ts';
import { trouble } from '../trouble.ts';
import { type FilterRows, filterRows } from './filterRows.ts';
import { remembered } from './filterHistory.ts';
import { filterOf, withFilter } from './sessionFilter.ts';
import { textMatches } from './textMatches.ts';

/** What can be done with the active session's filter. */
export interface FilterControl {
  /** The text as it is typed; it is applied once it can be read. */
  readonly type: (text: string) => void;
  /** Applies the text at once and remembers it. */
  readonly enter: (text: string) => Promise<void>;
  /** Selects the next or the previous place that matches; goes on at the other end. */
  readonly find: (direction: 'next' | 'previous') => Promise<void>;
}

const WAIT_MS = 250;

/** Engine views are named anew each time, so that what is told of an older one is known as such. */
let lastView = 0;
const page = crypto.randomUUID();

export function filterControl({ store, call, actions }: Panel): FilterControl {
  const rowsOf = new Map<SessionId, FilterRows>();
  /** What else the list showed when the session's filter was applied. */
  const appliedWithin = new Map<SessionId, string>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let searching: AbortController | undefined;

  const update = (session: SessionId, change: Parameters<typeof withFilter>[2]): void =>
    store.update((state) => withFilter(state, session, change));

  const standIn = (session: SessionId, rows: FilterRows | undefined): void => {
    const before = rowsOf.get(session);
    store.update((state) => {
      const { [session]: _replaced, ...others } = state.standIn;
      return { standIn: rows === undefined ? others : { ...others, [session]: rows } };
    });
    before?.dispose();
    if (rows === undefined) rowsOf.delete(session);
    else rowsOf.set(session, rows);
  };

  const stop = (session: SessionId, view: string | undefined): void => {
    // A session that is gone took its views with it.
    if (view !== undefined) call('session.filter.stop', { session, view }).catch(() => undefined);
  };

  const apply = async (session: SessionId, text: string): Promise<void> => {
    const before = filterOf(store.get(), session);
    const parsed = parseFilter(text);
    if (!parsed.ok) {
      update(session, { problem: parsed.problem });
      return;
    }
    const within = shownFrames(store.get(), session);
    if (text.trim() === before.applied && appliedWithin.get(session) === JSON.stringify(within)) {
      update(session, { problem: undefined });
      return;
    }
    if (parsed.filter.kind === 'all') {
      standIn(session, undefined);
      update(session, { applied: '', view: undefined, problem: undefined, progress: undefined, found: undefined });
      stop(session, before.view);
      return;
    }
    const view = `${page} ${++lastView}`;
    appliedWithin.set(session, JSON.stringify(within));
    const applied = text.trim();
    update(session, { applied, view, problem: undefined, progress: undefined, found: undefined });
    try {
      const find = textMatches(applied);
      const started = await call('session.filter', { session, view, text: applied, within });
      stop(session, before.view);
      if (filterOf(store.get(), session).view !== view) {
        stop(session, view);
        return;
      }
      if (!started.ok) {
        update(session, { problem: started.problem, view: undefined, applied: '' });
        standIn(session, undefined);
        return;
      }
      const { fold, otherwise } = within;
      const folding = { fold, otherwise };
      const rows = filterRows(call, session, { view, folding }, ({ preview }) => find(preview));
      const { progress } = filterOf(store.get(), session);
      if (progress !== undefined) rows.tell(progress);
      standIn(session, rows);
    } catch (error) {
      update(session, { view: undefined, applied: '' });
      store.update(trouble(error));
    }
  };

  store.watch(
    (state) => state.filters,
    (filters) => {
      for (const [session, { progress }] of Object.entries(filters)) {
        if (progress !== undefined) rowsOf.get(session)?.tell(progress);
      }
    },
  );
  // What was typed before the page was made anew is applied again; a session may be shown before that is known.
  store.watch(
    (state) => JSON.stringify([state.active, state.restoring]),
    () => {
      const { active } = store.get();
      const { text, applied } = filterOf(store.get(), active);
      if (active !== undefined && text !== '' && applied === '') void apply(active, text);
    },
  );

  // Clearing, muting and folding keep frames out of the matches, too.
  store.watch(
    (state) => (state.active === undefined ? '' : JSON.stringify(shownFrames(state, state.active))),
    (within) => {
      const { active } = store.get();
      const { applied } = filterOf(store.get(), active);
      if (active !== undefined && applied !== '' && appliedWithin.get(active) !== within) void apply(active, applied);
    },
  );

  const find = async (direction: 'next' | 'previous'): Promise<void> => {
    const { active, selected, frames } = store.get();
    const { applied, found } = filterOf(store.get(), active);
    if (active === undefined || applied === '') return;
    searching?.abort();
    const controller = new AbortController();
    searching = controller;
    const frame = selected[active];
    const offset = found !== undefined && found.frame === frame ? found.span?.offset : undefined;
    const from = frame === undefined ? undefined : { frame, ...(offset === undefined ? {} : { offset }) };
    const otherEnd = { frame: direction === 'next' ? -1 : (frames[active] ?? 0) };
    const ask = (place: { readonly frame: number; readonly offset?: number }) =>
      call(
        'session.find',
        { session: active, text: applied, within: shownFrames(store.get(), active), from: place, direction },
        { timeoutMs: 0, signal: controller.signal },
      );
    update(active, { searching: true });
    try {
      let answer = await ask(from ?? otherEnd);
      const wrapped = answer.ok && answer.place === undefined && from !== undefined;
      if (wrapped) answer = await ask(otherEnd);
      if (!answer.ok) update(active, { problem: answer.problem });
      else if (answer.place === undefined) store.update({ said: 'Nothing was found.' });
      else {
        update(active, { found: answer.place });
        actions.select(answer.place.frame);
        const end = direction === 'next' ? 'the beginning' : 'the end';
        store.update({ said: `${wrapped ? `Search went on from ${end}. ` : ''}Frame ${answer.place.frame + 1}.` });
      }
    } catch (error) {
      if (!controller.signal.aborted) store.update(trouble(error));
    } finally {
      if (searching === controller) update(active, { searching: false });
    }
  };

  return {
    type: (text) => {
      const { active } = store.get();
      if (active === undefined) return;
      update(active, { text, problem: undefined });
      clearTimeout(waiting);
      waiting = setTimeout(() => void apply(active, text), WAIT_MS);
    },
    enter: async (text) => {
      const { active } = store.get();
      if (active === undefined) return;
      clearTimeout(waiting);
      update(active, { text });
      store.update((state) => ({ filterMemory: remembered(state.filterMemory, text) }));
      await apply(active, text);
    },
    find,
  };
}
