import type { Outgoing } from '../src/contract/engineContract.ts';
import type { Change } from '../src/diagnosis/diagnosis.ts';
import { type FieldEdit, fieldsOf, readFields } from './connection/draftFields.ts';
import { topOf } from './connection/optionPaths.ts';
import { applyChange, wanted } from './failure/applyChange.ts';
import { probeEnded, probeStarted } from './failure/probeRun.ts';
import { type ListActions, createListActions } from './frameList/listActions.ts';
import { single } from './frameList/selection.ts';
import type { PanelCaller } from './panel.ts';
import { type LoadedProfile, type PanelState, type TabName, sourceInUse } from './panelState.ts';
import { type ReplayActions, createReplayActions } from './replay/replayActions.ts';
import type { Store } from './store.ts';
import { type TimelineActions, createTimelineActions } from './timeline/timelineActions.ts';
import { trouble } from './trouble.ts';

/** What the user can do. Each ends in the state: nothing here throws, and nothing typed is lost. */
export interface Actions extends ListActions, ReplayActions, TimelineActions {
  edit(fields: FieldEdit): void;
  connect(): Promise<void>;
  /** Starts the closing handshake; without a code the Close frame has none. */
  disconnect(code?: number, reason?: string): Promise<void>;
  /** Gives up at once, at any stage. */
  cancel(): Promise<void>;
  /** Applies a remedy's change to what is typed and connects again. */
  retryWith(change: Change): Promise<void>;
  /** Answers true when it was sent. */
  send(outgoing: Outgoing): Promise<boolean>;
  /** Answers what hinders saving, or undefined. `edits`: it is the profile that is loaded, so that nobody has to be asked. */
  saveProfile(name: string, file: string, edits: boolean): Promise<string | undefined>;
  /** Dials and closes at once; what came of it ends in the state. */
  test(): Promise<void>;
  /** Undefined for none. */
  chooseEnvironment(name: string | undefined): Promise<void>;
  /** Keeps a value as a secret under a name that is asked for; answers the reference to put in its place. */
  keepSecret(value: string, name: string): Promise<string | undefined>;
  record(): Promise<void>;
  copyDiagnosis(): Promise<boolean>;
  /** Tries variants of the active session's connection; each row and the findings end in the state. */
  probe(): Promise<void>;
  stopProbe(): void;
  /** Shows that session; undefined makes room for a new connection. */
  show(session: string | undefined): void;
  /** Closes the session's tab for good; one that lives is cancelled. */
  forget(session: string): Promise<void>;
  showTab(tab: TabName): void;
  /** Asks the filter bar to filter by this text. */
  filterBy(text: string): void;
  /** Selects a frame of the active session (0-based) and shows it; undefined selects none. */
  select(frame: number | undefined): void;
}

/** Waits for as long as the user needs in a dialog. */
const PATIENT = { timeoutMs: 0 };

export function createActions(store: Store<PanelState>, call: PanelCaller['call']): Actions {
  /** Does `work`; when the call fails says so in the state and answers undefined. */
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    store.update({ refusal: undefined });
    try {
      return await work();
    } catch (error) {
      store.update(trouble(error));
      return undefined;
    }
  };

  const onActive = async (work: (session: string) => Promise<unknown>): Promise<boolean> => {
    const session = store.get().active;
    if (session === undefined) return false;
    return (await attempt(() => work(session).then(() => true))) === true;
  };

  const open = async (): Promise<void> => {
    const { fields, opening } = store.get();
    const from = sourceInUse(store.get());
    if (opening) return;
    const read = readFields(fields);
    store.update({ problems: read.problems });
    if (read.problems.length > 0) return;
    store.update({ opening: true });
    // Inputs and secrets may be asked for.
    const opened = await attempt(() => call('connection.open', { options: read.options, ...from }, PATIENT));
    store.update({ opening: false });
    if (opened === undefined) return;
    if (opened.ok) store.update({ active: opened.session });
    else store.update({ problems: opened.problems });
  };

  /** One at a time is plenty: the attempts are to the same host. */
  let probing: AbortController | undefined;

  const actions: Actions = {
    ...createTimelineActions({
      store,
      call,
      attempt,
      select: (frame) => actions.select(frame),
      filter: (text) => actions.filterBy(text),
    }),
    ...createReplayActions({ store, call, attempt }),
    ...createListActions({ store, call, attempt, send: (outgoing) => actions.send(outgoing) }),
    edit: (fields) =>
      store.update((state) => ({
        fields: { ...state.fields, ...fields },
        unkept: without(state.unkept, ({ path }) => path in fields),
        profile: withoutOrigins(state.profile, Object.keys(fields)),
        tested: undefined,
        // What was wrong with a field is no longer known to be so once the field, or another of its group, is another.
        problems: without(state.problems, ({ field }) => Object.keys(fields).some((path) => topOf(path) === field)),
      })),
    connect: open,
    disconnect: async (code, reason) => {
      await onActive((session) => call('session.close', { session, code, reason }));
    },
    cancel: async () => {
      await onActive((session) => call('session.cancel', { session }));
    },
    retryWith: async (change) => {
      actions.edit(applyChange(store.get().fields, change));
      const missing = wanted(change);
      // Only the user knows what belongs there: the field is shown, and says so.
      if (missing !== undefined) store.update({ problems: [missing] });
      else await open();
    },
    send: (outgoing) => onActive((session) => call('session.send', { session, send: outgoing })),
    saveProfile: async (name, file, edits) => {
      const read = readFields(store.get().fields);
      store.update({ problems: read.problems });
      const problem = read.problems[0];
      if (problem !== undefined) return problem.message;
      const saved = await attempt(() => call('profile.save', { name, file, edits, options: read.options }, PATIENT));
      if (saved === undefined) return store.get().refusal ?? 'The extension did not answer.';
      if (!saved.saved) return saved.problem ?? 'The profile of that name was kept as it is.';
      const kept = saved.options ?? read.options;
      // Secrets that were moved away stand as references in the form, too.
      store.update({ fields: fieldsOf(kept), profile: { name, url: kept.url, file }, said: `Profile ${name} saved.` });
      return undefined;
    },
    test: async () => {
      const { fields, testing } = store.get();
      if (testing) return;
      const read = readFields(fields);
      store.update({ problems: read.problems, tested: undefined });
      if (read.problems.length > 0) return;
      store.update({ testing: true });
      const from = sourceInUse(store.get());
      const answer = await attempt(() => call('connection.test', { options: read.options, ...from }, PATIENT));
      store.update({ testing: false });
      if (answer === undefined) return;
      if (answer.kind === 'problems') store.update({ problems: answer.problems });
      else store.update({ tested: { good: answer.kind === 'open', sentence: answer.sentence } });
    },
    chooseEnvironment: async (name) => {
      await attempt(() => call('environment.choose', name === undefined ? {} : { name }));
    },
    keepSecret: async (value, name) => (await attempt(() => call('secret.keep', { value, name }, PATIENT)))?.reference,
    record: async () => {
      await onActive(async (session) => {
        const { file } = await call('sequence.record', { session }, PATIENT);
        if (file !== undefined) store.update({ said: `Sequence saved as ${file}.` });
      });
    },
    probe: async () => {
      const session = store.get().active;
      if (session === undefined) return;
      probing?.abort();
      const controller = new AbortController();
      probing = controller;
      store.update((state) => probeStarted(state, session));
      try {
        const result = await call('session.probe', { session }, { ...PATIENT, signal: controller.signal });
        store.update((state) => probeEnded(state, session, result));
      } catch (error) {
        const stopped = controller.signal.aborted;
        const problem = stopped ? 'Stopped.' : error instanceof Error ? error.message : String(error);
        store.update((state) => probeEnded(state, session, { problem }));
      }
    },
    stopProbe: () => probing?.abort(),
    copyDiagnosis: () => onActive((session) => call('diagnosis.copy', { session })),
    show: (session) => store.update({ active: session, refusal: undefined }),
    forget: async (session) => {
      await attempt(() => call('session.forget', { session }));
    },
    showTab: (tab) => store.update({ tab }),
    filterBy: (text) =>
      store.update(({ filterWish }) => ({ tab: 'frames', filterWish: { text, count: (filterWish?.count ?? 0) + 1 } })),
    select: (frame) => {
      const { active, selected, selection } = store.get();
      if (active === undefined) return;
      if (frame !== undefined) {
        store.update({
          selected: { ...selected, [active]: frame },
          selection: { ...selection, [active]: single(frame) },
        });
        return;
      }
      const { [active]: _none, ...others } = selected;
      const { [active]: _nothing, ...rest } = selection;
      store.update({ selected: others, selection: rest });
    },
  };
  return actions;
}

/** What was edited is the user's own from then on. */
function withoutOrigins(profile: LoadedProfile | undefined, paths: readonly string[]): LoadedProfile | undefined {
  if (profile?.origins === undefined) return profile;
  const edited = (place: string): boolean => paths.some((path) => place === path || place.startsWith(`${path}:`));
  const origins = Object.entries(profile.origins).filter(([place]) => !edited(place));
  return { ...profile, origins: Object.fromEntries(origins) };
}

/** The same list when none of it goes, so that nobody is told of a change. */
function without<Entry>(list: readonly Entry[], goes: (entry: Entry) => boolean): readonly Entry[] {
  return list.some(goes) ? list.filter((entry) => !goes(entry)) : list;
}
