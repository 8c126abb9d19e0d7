import type { Draft, PanelStart } from '../src/contract/panelContract.ts';
import { type DraftFields, emptyFields, fieldsOf } from './connection/draftFields.ts';
import { optionAt } from './connection/optionPaths.ts';
import { type Unkept, cleanUrl, withoutSecrets } from './connection/secretFields.ts';
import { readMemory } from './filter/filterHistory.ts';
import { filterOf, withFilter } from './filter/sessionFilter.ts';
import { readPreferences } from './frameList/preferences.ts';
import { type LoadedProfile, type PanelState, type TabName, loadedProfile } from './panelState.ts';

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
  /** The selected frame (0-based) of each session. */
  readonly selected: Readonly<Record<string, number>>;
  readonly tab: TabName;
  readonly optionsOpen: boolean;
  readonly composing: string;
  /** The filter of the active session. */
  readonly filter: string;
  /** The drafts that the extension gave, as `fingerprint` sees them: tells whether it gives another one now. */
  readonly given: readonly string[];
}

interface KeptSession {
  readonly id: string;
  readonly file: string;
  readonly title: string;
}

/** Beyond this a typed message is not kept: `setState` is for small things. */
const MAX_COMPOSING = 100_000;

export function savedStateOf(state: PanelState, given: readonly string[]): SavedState {
  const { fields, unkept } = withoutSecrets(state.fields);
  const { profile } = state;
  const missing = state.unkept.filter(({ path }) => !unkept.some((other) => other.path === path));
  return {
    fields,
    ...(profile === undefined ? {} : { profile: { ...profile, url: cleanUrl(profile.url).text } }),
    unkept: [...missing, ...unkept],
    ...(state.active === undefined ? {} : { active: state.active }),
    sessions: state.sessions.flatMap(({ id, title, captureFile: file }) =>
      file === undefined ? [] : [{ id, title, file }],
    ),
    own: state.own,
    selected: state.selected,
    tab: state.tab,
    optionsOpen: state.optionsOpen,
    composing: state.composing.length > MAX_COMPOSING ? '' : state.composing,
    filter: filterOf(state, state.active).text,
    given,
  };
}

/** A draft as text to compare with, secrets left out. */
export const fingerprint = (draft: Draft): string => comparable(fieldsOf(draft.options), draft.profile);

const comparable = (fields: DraftFields, profile: string | undefined): string =>
  JSON.stringify([withoutSecrets(fields).fields, profile ?? '']);

/** What VS Code kept may be from an older version of this page: anything odd in it is left out. */
export function readSavedState(value: unknown): SavedState | undefined {
  if (!isRecord(value) || !isRecord(value['fields'])) return undefined;
  const { profile, unkept, active, sessions, own, selected, tab, optionsOpen, composing, filter, given } = value;
  return {
    fields: readSavedFields(value['fields']),
    ...(isLoadedProfile(profile) ? { profile: readSavedProfile(profile) } : {}),
    unkept: Array.isArray(unkept) ? unkept.filter(isUnkept) : [],
    ...(typeof active === 'string' ? { active } : {}),
    sessions: Array.isArray(sessions) ? sessions.filter(isKeptSession) : [],
    own: own === true,
    selected: isRecord(selected)
      ? Object.fromEntries(
          Object.entries(selected).filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1])),
        )
      : {},
    tab: tab === 'handshake' || tab === 'statistics' ? tab : 'frames',
    optionsOpen: optionsOpen === true,
    composing: typeof composing === 'string' ? composing : '',
    filter: typeof filter === 'string' ? filter : '',
    given: Array.isArray(given) ? given.filter((entry) => typeof entry === 'string') : [],
  };
}

/** The state to begin with: what was typed, unless the extension meanwhile has another draft to show. */
export function stateAtStart(start: PanelStart, saved: SavedState | undefined): Partial<PanelState> {
  const sessions = [...start.sessions].sort((a, b) => b.startedAt - a.startedAt);
  const known = (id: string | undefined): string | undefined => sessions.find((session) => session.id === id)?.id;
  /** As the session is called now: the page may know it from an engine that is gone. */
  const renamed = (id: string | undefined): string | undefined =>
    start.renamed === undefined || id === undefined ? id : start.renamed[id];
  const selected = Object.entries(saved?.selected ?? {}).flatMap(([id, frame]) => {
    const now = known(renamed(id));
    return now === undefined ? [] : [[now, frame] as const];
  });
  const frames = sessions.map((session) => [session.id, session.client.frames + session.server.frames] as const);
  const given = fingerprint(start.draft);
  // A draft that equals what was typed is the better of the two: the extension also has the secrets.
  const same = saved !== undefined && comparable(saved.fields, saved.profile?.name) === given;
  const keep = saved?.given.includes(given) === true && !same ? saved : undefined;
  const active =
    known(start.shown) ??
    known(keep === undefined && !same && start.renamed === undefined ? undefined : renamed(saved?.active)) ??
    known(start.active) ??
    sessions[0]?.id;
  return {
    fields: keep?.fields ?? fieldsOf(start.draft.options),
    profile: keep === undefined ? loadedProfile(start.draft) : keep.profile,
    unkept: keep?.unkept ?? [],
    list: readPreferences(start.list),
    filterMemory: readMemory(start.filters),
    density: start.density,
    places: start.places,
    environments: start.environments,
    from: start.from,
    sessions,
    frames: Object.fromEntries(frames),
    active,
    selected: Object.fromEntries(selected),
    own: start.own === true,
    ...(active !== undefined && active === renamed(saved?.active) && saved !== undefined && saved.filter !== ''
      ? withFilter({ filters: {} }, active, { text: saved.filter })
      : {}),
    tab: saved?.tab ?? 'frames',
    // What has to be typed again must be seen.
    optionsOpen: saved?.optionsOpen === true || keep?.unkept.some(({ path }) => path !== 'url') === true,
    composing: saved?.composing ?? '',
    lost: undefined,
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

const isKeptSession = (value: unknown): value is KeptSession =>
  isRecord(value) &&
  typeof value['id'] === 'string' &&
  typeof value['file'] === 'string' &&
  typeof value['title'] === 'string';

const isUnkept = (value: unknown): value is Unkept =>
  isRecord(value) && typeof value['path'] === 'string' && typeof value['name'] === 'string';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
