import { nameSecrets } from '../src/base/secretNames.ts';
import type { Draft } from '../src/contract/panelContract.ts';
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
import { fingerprint, readSavedState, savedStateOf, stateAtStart } from './savedState.ts';
import { tellSelection } from './selectionTeller.ts';
import { createStore } from './store.ts';

/** Large captures may have to be opened before there is something to show. */
const PATIENCE_MS = 120_000;

/** Drafts remembered as given: the first, and what was loaded since. */
const MAX_GIVEN = 8;

/** Builds the page, fills it with what the extension knows, and keeps what is typed over a reload. */
export async function start(
  root: HTMLElement,
  api: Pick<VsCodeApi, 'getState' | 'setState'>,
  caller: PanelCaller,
): Promise<Panel> {
  const store = createStore<PanelState>(initialState);
  const panel: Panel = { store, actions: createActions(store, caller.call), call: caller.call };
  let given: readonly string[] = [];
  /** Until the extension has said what there is, what was kept is better than what is here. */
  let begun = false;

  const remember = (draft: Draft): void => {
    given = [...given, fingerprint(draft)].slice(-MAX_GIVEN);
  };

  const begin = async (saved = readSavedState(api.getState())): Promise<void> => {
    store.update({ restoring: (saved?.sessions.length ?? 0) > 0 });
    try {
      const answer = await caller.call('panel.start', {}, { timeoutMs: PATIENCE_MS });
      nameSecrets(answer.secretPatterns);
      const before = store.get();
      // What was typed while the answer was on its way, or before nobody answered, is not overwritten.
      const typed = before.fields === emptyFields ? {} : { fields: before.fields, profile: before.profile };
      const composed = before.composing === '' ? {} : { composing: before.composing };
      remember(answer.draft);
      begun = true;
      store.update({ ...stateAtStart(answer, saved), ...typed, ...composed });
    } catch (error) {
      // Without an answer here the page has nothing to show at all, whatever the reason.
      store.update({ lost: error instanceof Error ? error.message : String(error), restoring: false });
    }
  };

  caller.onNotice('draft.load', remember);
  caller.onNotice('engine.started', () => {
    // Nothing that belongs to sessions of the older engine may be taken for that of a new one.
    const saved = readSavedState(api.getState());
    begun = false;
    store.update({ ...withoutSessions(), refusal: undefined });
    void begin(saved);
  });
  listenToNotices(store, caller.onNotice, panel.actions);
  root.replaceChildren(app(panel, () => void begin()));
  await begin();
  if (store.get().active === undefined) root.querySelector<HTMLElement>('[data-testid=url]')?.focus();
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
      if (begun) api.setState(savedStateOf(store.get(), given));
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
