import { type KeptSession, keptPanel, keptSessionsOf } from '../src/contract/keptSession.ts';
import type { Draft, PanelRestored, PanelStart } from '../src/contract/panelContract.ts';
import type { SessionSnapshot } from '../src/contract/sessionView.ts';
import { type DraftFields, emptyFields, fieldsOf } from './connection/draftFields.ts';
import { optionAt } from './connection/optionPaths.ts';
import { withHeld } from './connection/heldSecrets.ts';
import { type Unkept, cleanUrl, withoutSecrets } from './connection/secretFields.ts';
import { readMemory } from './filter/filterHistory.ts';
import { noFilter } from './filter/sessionFilter.ts';
import { readPreferences } from './frameList/preferences.ts';
import { type LoadedProfile, type PanelState, type TabName, loadedProfile, withSession } from './panelState.ts';

/** What the page keeps over a reload, by VS Code's `setState`: nothing that looks secret. */
export interface SavedState {
  readonly fields: DraftFields;
  readonly profile?: LoadedProfile;
  readonly unkept: readonly Unkept[];
  readonly active?: string;
  /** This panel's sessions, by their captures: all that is left of them when the window is loaded anew. */
  readonly sessions: readonly KeptSession[];
  /** The panel is for the sessions that were moved into it. */
  readonly own: boolean;
  /** Frames (0-based) by session: the selected one, the one at the top of the list, the first that was not cleared away. */
  readonly selected: Readonly<Record<string, number>>;
  readonly topFrame: Readonly<Record<string, number>>;
  readonly cleared: Readonly<Record<string, number>>;
  readonly tab: TabName;
  readonly optionsOpen: boolean;
  readonly composing: string;
  /** The text of each session's filter. */
  readonly filters: Readonly<Record<string, string>>;
}

/** Beyond this a typed message is not kept: `setState` is for small things. */
const MAX_COMPOSING = 100_000;

export function savedStateOf(state: PanelState): SavedState {
  const { fields, unkept } = withoutSecrets(state.fields);
  const { profile } = state;
  const missing = state.unkept.filter(({ path }) => !unkept.some((other) => other.path === path));
  return {
    fields,
    ...(profile === undefined ? {} : { profile: { ...profile, url: cleanUrl(profile.url).text } }),
    unkept: [...missing, ...unkept],
    ...(state.active === undefined ? {} : { active: state.active }),
    sessions: keptSessionsOf(state.sessions),
    own: state.own,
    selected: state.selected,
    topFrame: state.topFrame,
    cleared: state.cleared,
    tab: state.tab,
    optionsOpen: state.optionsOpen,
    composing: state.composing.length > MAX_COMPOSING ? '' : state.composing,
    filters: mapped(state.filters, ({ text }) => (text === '' ? undefined : text)),
  };
}

/** A text to compare with, secrets left out. */
const comparable = (fields: DraftFields, profile: string | undefined): string =>
  JSON.stringify([withoutSecrets(fields).fields, profile ?? '']);

/** What VS Code kept may be from an older version of this page: anything odd in it is left out. */
export function readSavedState(value: unknown): SavedState | undefined {
  if (!isRecord(value) || !isRecord(value['fields'])) return undefined;
  const { profile, unkept, active, selected, topFrame, cleared, tab, optionsOpen, composing, filters } = value;
  return {
    fields: readSavedFields(value['fields']),
    ...(isLoadedProfile(profile) ? { profile: readSavedProfile(profile) } : {}),
    unkept: Array.isArray(unkept) ? unkept.filter(isUnkept) : [],
    ...(typeof active === 'string' ? { active } : {}),
    ...keptPanel(value),
    selected: readBySession(selected, isFrame),
    topFrame: readBySession(topFrame, isFrame),
    cleared: readBySession(cleared, isFrame),
    tab: tab === 'handshake' || tab === 'statistics' ? tab : 'frames',
    optionsOpen: optionsOpen === true,
    composing: typeof composing === 'string' ? composing : '',
    filters: readBySession(filters, isText),
  };
}

/** Whether that is what was typed. */
const isDraft = ({ options, profile }: Draft, { fields, profile: loaded }: SavedState): boolean =>
  comparable(fieldsOf(options), profile) === comparable(fields, loaded?.name);

/** The state to begin with: what was typed, unless somebody asked for another draft meanwhile. */
export function stateAtStart(start: PanelStart, saved: SavedState | undefined): Partial<PanelState> {
  const sessions = [...start.sessions].sort((a, b) => b.startedAt - a.startedAt);
  const known = (id: string | undefined): string | undefined => nameIn(sessions, id, start.renamed);
  const frames = sessions.map((session) => [session.id, session.client.frames + session.server.frames] as const);
  const keep = start.asked === true ? undefined : saved;
  // Another draft comes with the newest session.
  const last = keep !== undefined || (saved !== undefined && isDraft(start.draft, saved)) ? saved?.active : undefined;
  const active = known(start.shown) ?? known(last) ?? known(start.active);
  const typed = keep === undefined ? undefined : withHeld(keep.fields, keep.unkept, start.held);
  return {
    fields: typed?.fields ?? fieldsOf(start.draft.options),
    profile: keep === undefined ? loadedProfile(start.draft) : keep.profile,
    unkept: typed?.unkept ?? [],
    list: readPreferences(start.list),
    filterMemory: readMemory(start.filters),
    density: start.density,
    places: start.places,
    environments: start.environments,
    from: start.from,
    sessions,
    frames: Object.fromEntries(frames),
    active,
    restoring: start.restoring === true && (saved?.sessions.length ?? 0) > 0,
    ...bySession(saved, known),
    own: start.own === true,
    tab: saved?.tab ?? 'frames',
    // What has to be typed again must be seen.
    optionsOpen: saved?.optionsOpen === true || typed?.unkept.some(({ path }) => path !== 'url') === true,
    composing: saved?.composing ?? '',
    lost: undefined,
  };
}

/** As the session is called now, if it is there: the page may know it from an engine that is gone. */
const nameIn = (
  sessions: readonly SessionSnapshot[],
  id: string | undefined,
  renamed: PanelStart['renamed'] = {},
): string | undefined => (id === undefined ? undefined : sessions.find((one) => one.id === (renamed[id] ?? id))?.id);

/** What was kept by session, of those that have a name now. */
function bySession(
  saved: SavedState | undefined,
  nameOf: (id: string) => string | undefined,
): Pick<PanelState, 'selected' | 'topFrame' | 'cleared' | 'filters'> {
  const named = <Value>(kept: Readonly<Record<string, Value>> = {}): Readonly<Record<string, Value>> =>
    Object.fromEntries(
      Object.entries(kept).flatMap(([id, value]) => {
        const name = nameOf(id);
        return name === undefined ? [] : [[name, value]];
      }),
    );
  return {
    selected: named(saved?.selected),
    topFrame: named(saved?.topFrame),
    cleared: named(saved?.cleared),
    // Each is applied when its session is shown.
    filters: mapped(named(saved?.filters), (text) => ({ ...noFilter, text })),
  };
}

/**
 * The state once captures are open again: their sessions, each as it was left. What was done since the page began stands; with
 * `chosen`, so does what is shown.
 */
export function withRestored(
  state: PanelState,
  restored: PanelRestored,
  saved: SavedState | undefined,
  chosen: boolean,
): Partial<PanelState> {
  const { sessions, frames } = restored.sessions.reduce<PanelState>(
    (now, session) => ({ ...now, ...withSession(now, session) }),
    state,
  );
  const known = (id: string | undefined): string | undefined => nameIn(sessions, id, restored.renamed);
  const left = bySession(saved, known);
  return {
    sessions,
    frames,
    restoring: false,
    active: chosen ? state.active : (state.active ?? known(saved?.active) ?? restored.active),
    selected: { ...left.selected, ...state.selected },
    topFrame: { ...left.topFrame, ...state.topFrame },
    cleared: { ...left.cleared, ...state.cleared },
    filters: { ...left.filters, ...state.filters },
  };
}

/** What is to be kept while captures are still being opened: also what was kept of their sessions, as they were called. */
export function withPending(now: SavedState, pending: SavedState): SavedState {
  const waits = ({ file, connection }: KeptSession): boolean =>
    pending.sessions.some((other) => other.file === file && other.connection === connection);
  const opened = now.sessions.filter((session) => !waits(session));
  const active = opened.some(({ id }) => id === now.active) ? now.active : pending.active;
  return {
    ...now,
    ...(active === undefined ? {} : { active }),
    sessions: [...pending.sessions, ...opened],
    selected: { ...now.selected, ...pending.selected },
    topFrame: { ...now.topFrame, ...pending.topFrame },
    cleared: { ...now.cleared, ...pending.cleared },
    filters: { ...now.filters, ...pending.filters },
  };
}

function readSavedFields(saved: Readonly<Record<string, unknown>>): DraftFields {
  const fits = Object.entries(saved).filter((entry): entry is [string, string | boolean] => fitsField(...entry));
  return { ...emptyFields, ...Object.fromEntries(fits) };
}

/** Another version of this page may have had another option of that name. */
function fitsField(path: string, value: unknown): boolean {
  if (typeof value !== typeof emptyFields[path]) return false;
  const spec = optionAt(path)?.spec;
  return spec?.kind !== 'choice' || value === '' || spec.choices.some((choice) => choice.value === value);
}

const isLoadedProfile = (value: unknown): value is LoadedProfile =>
  isRecord(value) && typeof value['name'] === 'string' && typeof value['url'] === 'string';

/** What it takes over is asked for anew when the profile is loaded the next time. */
const readSavedProfile = ({ name, url, file }: LoadedProfile): LoadedProfile =>
  typeof file === 'string' ? { name, url, file } : { name, url };

function readBySession<Value>(
  value: unknown,
  fits: (entry: unknown) => entry is Value,
): Readonly<Record<string, Value>> {
  return isRecord(value) ? mapped(value, (entry) => (fits(entry) ? entry : undefined)) : {};
}

/** With each value another; those that become undefined are left out. */
function mapped<Value, Other>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value) => Other | undefined,
): Readonly<Record<string, Other>> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => {
      const other = change(value);
      return other === undefined ? [] : [[key, other]];
    }),
  );
}

const isFrame = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown): value is string => typeof value === 'string';

const isUnkept = (value: unknown): value is Unkept =>
  isRecord(value) && typeof value['path'] === 'string' && typeof value['name'] === 'string';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
