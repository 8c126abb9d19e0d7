import type { OptionProblem } from '../src/profiles/connectionOptions.ts';
import type { Density, Draft, EnvironmentChoice, ProfilePlace } from '../src/contract/panelContract.ts';
import type { HandshakeView, SessionId, SessionSnapshot } from '../src/contract/sessionView.ts';
import { type DraftFields, emptyFields } from './connection/draftFields.ts';
import { type Unkept, cleanUrl } from './connection/secretFields.ts';
import type { ProbeRun } from './failure/probeRun.ts';
import { type FilterMemory, noMemory } from './filter/filterHistory.ts';
import type { SessionFilter } from './filter/sessionFilter.ts';
import { type ListPreferences, firstPreferences } from './frameList/preferences.ts';
import type { RowSource } from './frameList/rowSource.ts';
import type { Selection } from './frameList/selection.ts';
import type { ReplayRun } from './replay/replayRun.ts';
import { type ReplaySettings, firstSetup } from './replay/replaySettings.ts';

export type TabName = 'frames' | 'handshake' | 'statistics';

/** The saved profile that the fields came from. */
export interface LoadedProfile {
  readonly name: string;
  /** As the profile has it: its name and secrets are for this URL alone. */
  readonly url: string;
  /** The URI of its file. */
  readonly file?: string;
  /** Which values come from another profile, by option path, `headers:name` for a header; what was edited since is left out. */
  readonly origins?: Readonly<Record<string, string>>;
}

/** What came of the last "Test connection". */
interface TestResult {
  readonly good: boolean;
  readonly sentence: string;
}

/** All that the page shows, apart from what it fetches for the rows and the frame in view. */
export interface PanelState {
  readonly fields: DraftFields;
  readonly profile: LoadedProfile | undefined;
  readonly optionsOpen: boolean;
  readonly problems: readonly OptionProblem[];
  /** What was not kept over a reload because it looks secret, and has not been typed again. */
  readonly unkept: readonly Unkept[];
  /** The files that profiles can be saved in; the first is offered first. */
  readonly places: readonly ProfilePlace[];
  readonly environments: EnvironmentChoice;
  /** Where sockets are opened, in a sentence, when that is not this computer. */
  readonly from: string | undefined;
  readonly testing: boolean;
  readonly tested: TestResult | undefined;
  /** This panel is for the sessions that were moved into it. */
  readonly own: boolean;
  /** Newest first. */
  readonly sessions: readonly SessionSnapshot[];
  /** Frames that exist, by session: the bell may ring before the snapshot comes. */
  readonly frames: Readonly<Record<SessionId, number>>;
  readonly handshakes: Readonly<Record<SessionId, readonly HandshakeView[]>>;
  readonly active: SessionId | undefined;
  /** What the panel showed before is being opened from its captures. */
  readonly restoring: boolean;
  /** 0-based frame, by session. */
  readonly selected: Readonly<Record<SessionId, number>>;
  /** All selected frames, by session; `selected` is the one that was selected last. */
  readonly selection: Readonly<Record<SessionId, Selection>>;
  /** By session whose list does not follow the tail: the frame (0-based) at the top of it. */
  readonly topFrame: Readonly<Record<SessionId, number>>;
  readonly list: ListPreferences;
  readonly density: Density;
  /** How often the end of the list was asked for. */
  readonly atEnd: number;
  /** The list of columns is open. */
  readonly choosingColumns: boolean;
  /** By session: frames before this one (0-based) were cleared away from the view. */
  readonly cleared: Readonly<Record<SessionId, number>>;
  /** By session: messages (their first frame, 0-based) that are folded against the preference, or unfolded. */
  readonly otherwise: Readonly<Record<SessionId, readonly number[]>>;
  /** By session whose view is paused: the rows that there were. */
  readonly paused: Readonly<Record<SessionId, number>>;
  /** By session: what the list shows in the place of all frames, such as the matches of a filter. */
  readonly standIn: Readonly<Record<SessionId, RowSource>>;
  readonly filters: Readonly<Record<SessionId, SessionFilter>>;
  readonly filterMemory: FilterMemory;
  /** By session: how often its marks and notes have changed. */
  readonly annotated: Readonly<Record<SessionId, number>>;
  /** What the list shows at the moment. */
  readonly rows: RowSource | undefined;
  /** The user reads the selected frame: the details may cover the list. */
  readonly reading: boolean;
  /** The filter that another part of the page asked for last, counted so that the same one can be asked for again. */
  readonly filterWish: { readonly text: string; readonly count: number } | undefined;
  readonly tab: TabName;
  /** The composer's text, kept over a reload. */
  readonly composing: string;
  /** What the composer takes that text for. */
  readonly composingAs: 'text' | 'hex';
  /** How often a message was put into the composer to be edited there. */
  readonly toEdit: number;
  /** A request to open a connection is under way. */
  readonly opening: boolean;
  readonly replay: ReplayRun | undefined;
  readonly replaySetup: ReplaySettings;
  /** The last "Diagnose further" of each session. */
  readonly probes: Readonly<Record<SessionId, ProbeRun>>;
  /** Set while the engine or the extension does not answer: why. */
  readonly lost: string | undefined;
  /** The last thing asked for that was refused: why. */
  readonly refusal: string | undefined;
  /** The last good news in a few words, for the live region. */
  readonly said: string | undefined;
}

export const initialState: PanelState = {
  fields: emptyFields,
  profile: undefined,
  optionsOpen: false,
  problems: [],
  unkept: [],
  places: [],
  environments: { names: [], active: undefined },
  from: undefined,
  testing: false,
  tested: undefined,
  own: false,
  sessions: [],
  frames: {},
  handshakes: {},
  active: undefined,
  restoring: false,
  selected: {},
  selection: {},
  topFrame: {},
  list: firstPreferences,
  density: 'normal',
  atEnd: 0,
  choosingColumns: false,
  cleared: {},
  otherwise: {},
  paused: {},
  standIn: {},
  filters: {},
  filterMemory: noMemory,
  annotated: {},
  rows: undefined,
  reading: false,
  filterWish: undefined,
  tab: 'frames',
  composing: '',
  composingAs: 'text',
  toEdit: 0,
  opening: false,
  replay: undefined,
  replaySetup: firstSetup,
  probes: {},
  lost: undefined,
  refusal: undefined,
  said: undefined,
};

export function activeSession(state: PanelState): SessionSnapshot | undefined {
  return state.sessions.find((session) => session.id === state.active);
}

/** The profile's name while its URL is still the one in the bar; secrets in it may have been left out over a reload. */
export function profileInUse({ fields, profile }: Pick<PanelState, 'fields' | 'profile'>): string | undefined {
  if (profile === undefined) return undefined;
  return cleanUrl(profile.url.trim()).text === cleanUrl(fields.url.trim()).text ? profile.name : undefined;
}

/** The profile in use and its file, as a request names them. */
export function sourceInUse(state: Pick<PanelState, 'fields' | 'profile'>): {
  readonly profile?: string;
  readonly file?: string;
} {
  const profile = profileInUse(state);
  if (profile === undefined) return {};
  const file = state.profile?.file;
  return file === undefined ? { profile } : { profile, file };
}

/** The profile that a draft came from, if it came from one. */
export function loadedProfile({ options, profile, file, origins }: Draft): LoadedProfile | undefined {
  if (profile === undefined) return undefined;
  return {
    name: profile,
    url: options.url,
    ...(file === undefined ? {} : { file }),
    ...(origins === undefined ? {} : { origins }),
  };
}

/** The state with that message in the composer, to be edited. */
export const withMessage = ({ toEdit }: PanelState, text: string, as: 'text' | 'hex'): Partial<PanelState> => ({
  composing: text,
  composingAs: as,
  toEdit: toEdit + 1,
});

/** The state with this snapshot in it, in the place of its older one or among the others by age. */
export function withSession(state: PanelState, snapshot: SessionSnapshot): Partial<PanelState> {
  const others = state.sessions.filter((session) => session.id !== snapshot.id);
  const sessions = [...others, snapshot].sort((a, b) => b.startedAt - a.startedAt);
  return { sessions, ...withFrames(state, snapshot.id, snapshot.client.frames + snapshot.server.frames) };
}

/** Frames never become fewer: what comes late is older. */
export function withFrames(state: PanelState, session: SessionId, frames: number): Partial<PanelState> {
  if (frames <= (state.frames[session] ?? 0)) return {};
  return { frames: { ...state.frames, [session]: frames } };
}

/** What the page keeps by session, besides the list of them. */
const bySession = [
  'frames',
  'handshakes',
  'selected',
  'selection',
  'topFrame',
  'cleared',
  'otherwise',
  'paused',
  'standIn',
  'filters',
  'annotated',
  'probes',
] as const;

/** The state without any session, and without all that was kept for one. */
export function withoutSessions(): Partial<PanelState> {
  const kept = Object.fromEntries(bySession.map((key) => [key, initialState[key]]));
  return { sessions: initialState.sessions, active: initialState.active, ...kept };
}

export function withoutSession(state: PanelState, session: SessionId): Partial<PanelState> {
  const sessions = state.sessions.filter((other) => other.id !== session);
  const kept = bySession.map((key) => {
    const { [session]: _gone, ...others } = state[key];
    return [key, others] as const;
  });
  return {
    sessions,
    active: state.active === session ? sessions[0]?.id : state.active,
    ...(Object.fromEntries(kept) as Partial<PanelState>),
  };
}
