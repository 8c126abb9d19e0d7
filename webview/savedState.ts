import { isSecretHeader } from '../src/base/secretNames.ts';
import type { Draft, PanelStart } from '../src/contract/panelContract.ts';
import { type DraftFields, emptyFields, fieldsOf } from './connection/draftFields.ts';
import { type LoadedProfile, type PanelState, type TabName, loadedProfile } from './panelState.ts';

/** What the page keeps over a reload, by VS Code's `setState`: nothing that looks secret. */
export interface SavedState {
  readonly fields: DraftFields;
  readonly profile?: LoadedProfile;
  readonly unkept: readonly string[];
  readonly active?: string;
  readonly tab: TabName;
  readonly optionsOpen: boolean;
  readonly composing: string;
  /** The drafts that the extension gave, as `fingerprint` sees them: tells whether it gives another one now. */
  readonly given: readonly string[];
}

/** Beyond this a typed message is not kept: `setState` is for small things. */
const MAX_COMPOSING = 100_000;

export function savedStateOf(state: PanelState, given: readonly string[]): SavedState {
  const { headers, names } = withoutSecrets(state.fields.headers);
  return {
    fields: { ...state.fields, headers, proxy: withoutCredentials(state.fields.proxy) },
    ...(state.profile === undefined ? {} : { profile: state.profile }),
    unkept: names.length > 0 ? names : state.unkept,
    ...(state.active === undefined ? {} : { active: state.active }),
    tab: state.tab,
    optionsOpen: state.optionsOpen,
    composing: state.composing.length > MAX_COMPOSING ? '' : state.composing,
    given,
  };
}

/** The header lines with the values of secret ones left out, and the names of those that had one. */
export function withoutSecrets(text: string): { readonly headers: string; readonly names: readonly string[] } {
  const names: string[] = [];
  const lines = text.split('\n').map((line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (colon <= 0 || !isSecretHeader(name) || line.slice(colon + 1).trim() === '') return line;
    names.push(name.trim());
    return `${name}: `;
  });
  return { headers: lines.join('\n'), names };
}

/** A proxy's URL without user name and password. */
const withoutCredentials = (proxy: string): string => proxy.replace(/^(\w+:\/\/)[^@/]*@/, '$1');

/** A draft as text to compare with, secrets left out. */
export function fingerprint(draft: Draft): string {
  const fields = fieldsOf(draft.options);
  return JSON.stringify([
    { ...fields, headers: withoutSecrets(fields.headers).headers, proxy: withoutCredentials(fields.proxy) },
    draft.profile ?? '',
  ]);
}

/** What VS Code kept may be from an older version of this page: anything odd in it is left out. */
export function readSavedState(value: unknown): SavedState | undefined {
  if (!isRecord(value) || !isRecord(value['fields'])) return undefined;
  const { profile, unkept, active, tab, optionsOpen, composing, given } = value;
  return {
    fields: readSavedFields(value['fields']),
    ...(isLoadedProfile(profile) ? { profile: { name: profile.name, url: profile.url } } : {}),
    unkept: stringsIn(unkept),
    ...(typeof active === 'string' ? { active } : {}),
    tab: tab === 'handshake' ? 'handshake' : 'frames',
    optionsOpen: optionsOpen === true,
    composing: typeof composing === 'string' ? composing : '',
    given: stringsIn(given),
  };
}

/** The state to begin with: what was typed, unless the extension meanwhile has another draft to show. */
export function stateAtStart(start: PanelStart, saved: SavedState | undefined): Partial<PanelState> {
  const sessions = [...start.sessions].sort((a, b) => b.startedAt - a.startedAt);
  const known = (id: string | undefined): string | undefined => sessions.find((session) => session.id === id)?.id;
  const frames = sessions.map((session) => [session.id, session.client.frames + session.server.frames] as const);
  const given = fingerprint(start.draft);
  // A draft that equals what was typed is the better of the two: the extension also has the secrets.
  const same = saved !== undefined && JSON.stringify([saved.fields, saved.profile?.name ?? '']) === given;
  const keep = saved?.given.includes(given) === true && !same ? saved : undefined;
  return {
    fields: keep?.fields ?? fieldsOf(start.draft.options),
    profile: keep === undefined ? loadedProfile(start.draft) : keep.profile,
    unkept: keep?.unkept ?? [],
    canSaveToWorkspace: start.canSaveToWorkspace,
    sessions,
    frames: Object.fromEntries(frames),
    active: known(keep === undefined && !same ? undefined : saved?.active) ?? known(start.active) ?? sessions[0]?.id,
    tab: saved?.tab ?? 'frames',
    // What has to be typed again must be seen.
    optionsOpen: saved?.optionsOpen === true || (keep?.unkept.length ?? 0) > 0,
    composing: saved?.composing ?? '',
    lost: undefined,
  };
}

function readSavedFields(saved: Readonly<Record<string, unknown>>): DraftFields {
  const fits = Object.entries(saved).filter(
    ([name, value]) => typeof value === typeof emptyFields[name as keyof DraftFields],
  );
  return { ...emptyFields, ...(Object.fromEntries(fits) as Partial<DraftFields>) };
}

const isLoadedProfile = (value: unknown): value is LoadedProfile =>
  isRecord(value) && typeof value['name'] === 'string' && typeof value['url'] === 'string';

const stringsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
