import { nameSecrets } from '../src/base/secretNames.ts';
import { createActions } from './actions.ts';
import { app } from './app.ts';
import { checkAsTyped } from './connection/checkAsTyped.ts';
import { emptyFields } from './connection/draftFields.ts';
import { holdSecrets } from './connection/heldSecrets.ts';
import { rememberList } from './frameList/rememberList.ts';
import { rememberFilters } from './filter/rememberFilters.ts';
import { loadHandshakes } from './handshake/handshakeLoader.ts';
import { listenToNotices } from './notices.ts';
import type { Panel, PanelCaller } from './panel.ts';
import { type PanelState, initialState, withoutSessions } from './panelState.ts';
import type { VsCodeApi } from './port.ts';
import {
  type SavedState,
  readSavedState,
  savedStateOf,
  stateAtStart,
  withPending,
  withRestored,
} from './savedState.ts';
import { tellSelection } from './selectionTeller.ts';
import { createStore } from './store.ts';
import { trouble } from './trouble.ts';

/** The engine may still have to start; whoever asks it there gives up first, and says why. */
const PATIENCE_MS = 120_000;

/** Builds the page, fills it with what the extension knows, and keeps what is typed over a reload. */
export async function start(
  root: HTMLElement,
  api: Pick<VsCodeApi, 'getState' | 'setState'>,
  caller: PanelCaller,
): Promise<Panel> {
  const store = createStore<PanelState>(initialState);
  const panel: Panel = { store, actions: createActions(store, caller.call), call: caller.call };
  /** Until the extension has said what there is, what was kept is better than what is here. */
  let begun = false;
  /** What was kept of sessions whose captures are still being opened. */
  let pending: SavedState | undefined;
  /** Counts the engines; the one that the page is being begun with. */
  let latest = 0;
  let beginning: number | undefined;

  const restore = async (turn: number): Promise<void> => {
    const { active } = store.get();
    let chosen = false;
    const watching = store.watch(
      (state) => state.active,
      (now) => {
        chosen ||= now !== active;
      },
    );
    try {
      const restored = await caller.call('panel.restored', {}, { timeoutMs: 0 });
      if (turn !== latest) return;
      const saved = pending;
      pending = undefined;
      store.update((state) => withRestored(state, restored, saved, chosen));
    } catch (error) {
      // What was kept of them is kept on.
      if (turn === latest) store.update({ ...trouble(error), restoring: false });
    } finally {
      watching.dispose();
    }
  };

  const begin = async (): Promise<void> => {
    const turn = latest;
    if (beginning === turn) return;
    beginning = turn;
    const saved = readSavedState(api.getState());
    store.update({ restoring: (saved?.sessions.length ?? 0) > 0 });
    try {
      const answer = await caller.call('panel.start', {}, { timeoutMs: PATIENCE_MS });
      if (turn !== latest) return;
      nameSecrets(answer.secretPatterns);
      const before = store.get();
      // What was typed while the answer was on its way, or before nobody answered, is not overwritten.
      const typed = before.fields === emptyFields ? {} : { fields: before.fields, profile: before.profile };
      const composed = before.composing === '' ? {} : { composing: before.composing };
      begun = true;
      pending = answer.restoring === true ? saved : undefined;
      store.update({ ...stateAtStart(answer, saved), ...typed, ...composed });
      if (answer.restoring === true) void restore(turn);
    } catch (error) {
      if (turn !== latest) return;
      // Without an answer here the page has nothing to show at all, whatever the reason.
      store.update({ lost: error instanceof Error ? error.message : String(error), restoring: false });
    } finally {
      if (turn === latest) {
        beginning = undefined;
        root.inert = false;
      }
    }
  };

  caller.onNotice('engine.started', () => {
    // Nothing that belongs to sessions of the older engine may be taken for that of a new one.
    latest += 1;
    begun = false;
    store.update({ ...withoutSessions(), refusal: undefined });
    void begin();
  });
  listenToNotices(store, caller.onNotice, panel.actions);
  root.replaceChildren(app(panel, () => void begin()));
  // The answer comes at once, and sets all that can be done here: nothing is to be done before, and then undone by it.
  root.inert = true;
  await begin();
  const { active, restoring } = store.get();
  if (active === undefined && !restoring) root.querySelector<HTMLElement>('[data-testid=url]')?.focus();
  loadHandshakes(store, caller.call);
  tellSelection(panel);
  rememberList(store, caller.call);
  rememberFilters(store, caller.call);
  holdSecrets(store, caller.call);

  checkAsTyped(store, caller.call);

  let due = false;
  const save = (): void => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      if (!begun) return;
      const now = savedStateOf(store.get());
      api.setState(pending === undefined ? now : withPending(now, pending));
    });
  };
  for (const part of KEPT) store.watch((state) => state[part], save);
  return panel;
}

const KEPT = [
  'fields',
  'profile',
  'unkept',
  'active',
  'sessions',
  'selected',
  'topFrame',
  'cleared',
  'tab',
  'optionsOpen',
  'composing',
  'filters',
] as const;
