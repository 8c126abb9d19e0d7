import * as v from 'valibot';
import type { ProbeRow } from '../diagnosis/probe.ts';
import type { ConnectionOptions, OptionProblem } from '../profiles/connectionOptions.ts';
import type { Pace } from '../replay/pace.ts';
import type { Difference } from '../replay/sequence.ts';
import {
  type EngineNotices,
  type Opened,
  type StepShown,
  runSettings,
  sequenceControl,
  sessionMethods,
} from './engineContract.ts';
import { copyForm } from './frameCopy.ts';
import type { FilterState } from './filterContract.ts';
import { method } from './method.ts';
import { connectionOptions } from './optionsSchema.ts';
import type { SessionId, SessionSnapshot } from './sessionView.ts';

/** A connection as the panel's bar holds it. */
export interface Draft {
  readonly options: ConnectionOptions;
  /** Set when it came from a saved profile. */
  readonly profile?: string;
  /** The URI of that profile's file. */
  readonly file?: string;
  /** Which of its values come from another profile, by option path, `headers:name` for a header. */
  readonly origins?: Readonly<Record<string, string>>;
}

/** A file that profiles can be saved in. */
export interface ProfilePlace {
  readonly file: string;
  /** "For me, everywhere", or the folder's name. */
  readonly label: string;
}

/** The environments that there are, and the one whose variables count. */
export interface EnvironmentChoice {
  readonly names: readonly string[];
  readonly active: string | undefined;
}

export interface PanelStart {
  readonly draft: Draft;
  /** Set when somebody asked for that draft, which then takes the place of what was typed. */
  readonly asked?: boolean;
  readonly sessions: readonly SessionSnapshot[];
  /**
   * The session to show first, if any. Undefined also beside a draft that somebody asked for, while the newest one is live, and
   * while captures are being opened.
   */
  readonly active: SessionId | undefined;
  /** Set when the panel was asked for this very session: whatever it showed before. */
  readonly shown?: SessionId;
  /** New names of sessions that the page may know by older ones: of an engine that is gone. */
  readonly renamed?: Readonly<Record<SessionId, SessionId>>;
  /** Set while sessions of an engine that is gone are being opened from their captures: `panel.restored` gives them. */
  readonly restoring?: boolean;
  /** Set when the panel is for the sessions that were moved into it. */
  readonly own?: boolean;
  /** How the user likes the list, as `list.remember` was given it; undefined when it never was. */
  readonly list: unknown;
  /** The filters saved and used, as `filters.remember` was given them. */
  readonly filters?: unknown;
  readonly density: Density;
  /** Texts of the form with secrets in them, by option path, as `draft.hold` was given them; none after the window was reloaded. */
  readonly held?: Readonly<Record<string, string>>;
  /** Names that the user calls secret besides, as `nameSecrets` takes them. */
  readonly secretPatterns: readonly string[];
  /** The first is offered first. */
  readonly places: readonly ProfilePlace[];
  readonly environments: EnvironmentChoice;
  /** Where sockets are opened, in a sentence, when that is not the computer in front of the user. */
  readonly from: string | undefined;
}

/** What the panel showed before, by the engine that is there now. */
export interface PanelRestored {
  readonly sessions: readonly SessionSnapshot[];
  /** The session to show, if nothing else is. */
  readonly active: SessionId | undefined;
  /** As in `PanelStart`. */
  readonly renamed: Readonly<Record<SessionId, SessionId>>;
}

const payload = v.object({
  session: v.string(),
  /** 0-based. */
  frame: v.pipe(v.number(), v.integer(), v.minValue(0)),
  of: v.picklist(['frame', 'message']),
});
/** How high the rows of the list are. */
export type Density = 'compact' | 'normal' | 'comfortable';

/** What menus, keys and the palette can ask of the list. */
export type ListCommand =
  | 'copyText'
  | 'copyHex'
  | 'copyBase64'
  | 'copyJson'
  | 'copyWscat'
  | 'copyWebsocat'
  | 'saveBytes'
  | 'sendAgain'
  | 'editAndSend'
  | 'toggleMark'
  | 'editNote'
  | 'toggleFold'
  | 'foldAll'
  | 'togglePause'
  | 'clear'
  | 'showCleared'
  | 'mutePings'
  | 'toggleTimeline'
  | 'chooseColumns'
  | 'resetColumns'
  | 'selectAll'
  | 'goToEnd';

/** A connection as the form has it, and the profile that it came from. */
const draft = v.object({
  options: connectionOptions,
  profile: v.optional(v.string()),
  file: v.optional(v.string()),
});

/** A message as the composer writes it. */
export interface WrittenMessage {
  readonly as: 'text' | 'hex';
  readonly text: string;
}

export type ConnectionTested =
  | { readonly kind: 'problems'; readonly problems: readonly OptionProblem[] }
  | { readonly kind: 'open' | 'failed'; readonly sentence: string };

/** What the extension answers: panel → extension host. */
export const panelMethods = {
  ...sessionMethods,
  /** What the page begins with; answered at once, whatever else is under way. */
  'panel.start': method(v.object({})).returns<PanelStart>(),
  /** Answered once the captures are open, at once when none is being opened. */
  'panel.restored': method(v.object({})).returns<PanelRestored>(),
  /** Tells which frames (0-based) are selected, for commands that act upon them; none when there are none. */
  'frames.selected': method(
    v.object({ session: v.string(), frames: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
  ).returns<Record<string, never>>(),
  /** What is wrong with the options, as far as it can be told without asking for secrets and inputs. */
  'connection.check': method(draft).returns<readonly OptionProblem[]>(),
  'connection.open': method(draft).returns<Opened>(),
  /** Dials, closes at once, and tells what came of it in a sentence or two; leaves no session behind. */
  'connection.test': method(draft).returns<ConnectionTested>(),
  /**
   * Asks for what is missing (a name already taken, secrets to be kept) by VS Code's own dialogs. `edits`: it is the profile that the draft
   * came from. `options` are those that were saved.
   */
  'profile.save': method(
    v.object({ name: v.string(), file: v.string(), edits: v.boolean(), options: connectionOptions }),
  ).returns<{ readonly saved: boolean; readonly options?: ConnectionOptions; readonly problem?: string }>(),
  'environment.choose': method(v.object({ name: v.optional(v.string()) })).returns<Record<string, never>>(),
  /** Asks for a name and keeps the value as a secret; answers the reference that stands for it, undefined when the user gave up. */
  'secret.keep': method(v.object({ value: v.string(), name: v.string() })).returns<{
    readonly reference: string | undefined;
  }>(),
  /** Lets the user choose among the messages saved in profile files; undefined when nothing was chosen. */
  'message.choose': method(v.object({})).returns<{ readonly message: WrittenMessage | undefined }>(),
  /** Asks for name and place and saves it in a profile file; answers the name, undefined when the user gave up. */
  'message.save': method(v.object({ as: v.picklist(['text', 'hex']), text: v.string() })).returns<{
    readonly name: string | undefined;
  }>(),
  /** Puts one attempt's handshake on the clipboard, secrets masked; as Markdown, all attempts of the session. */
  'handshake.copy': method(
    v.object({ session: v.string(), attempt: v.number(), as: v.picklist(['curl', 'request', 'markdown']) }),
  ).returns<Record<string, never>>(),
  /** Puts selected frames (0-based, rising) on the clipboard. */
  'frames.copy': method(v.object({ session: v.string(), frames: v.array(v.number()), as: copyForm })).returns<
    Record<string, never>
  >(),
  /** Asks where to, then writes the exact bytes of their payloads there, one after the other. */
  'frames.save': method(v.object({ session: v.string(), frames: v.array(v.number()) })).returns<{
    readonly file: string | undefined;
  }>(),
  /** Asks for the text of a note in VS Code's input box; undefined when the user thought better of it. `frame` is 0-based. */
  'note.ask': method(v.object({ frame: v.number(), before: v.string() })).returns<{
    readonly text: string | undefined;
  }>(),
  /** Keeps the filters saved and used, for every panel. */
  /** Keeps in memory, and nowhere else, what the page may not write to the disk, while it is hidden: see `PanelStart.held`. */
  'draft.hold': method(v.object({ texts: v.record(v.string(), v.string()) })).returns<Record<string, never>>(),
  'filters.remember': method(v.object({ filters: v.unknown() })).returns<Record<string, never>>(),
  /** Keeps how the user likes the list, for every panel. */
  'list.remember': method(v.object({ list: v.unknown() })).returns<Record<string, never>>(),
  /** Records the session as a sequence, asks where to save it, and opens the file. */
  'sequence.record': method(v.object({ session: v.string() })).returns<{ readonly file: string | undefined }>(),
  /** Asks for a sequence file, for the profile to run it against and for its pace, then runs it; progress comes as notices. */
  'sequence.replay': method(v.object({})).returns<{ readonly run: string | undefined }>(),
  /**
   * Runs the sequence with that URI: as its file says, in a session that is open, or on a connection that is asked for. `run` is
   * undefined when the user gave up.
   */
  'sequence.again': method(
    v.object({
      file: v.string(),
      on: v.variant('kind', [
        v.object({ kind: v.literal('file') }),
        v.object({ kind: v.literal('session'), session: v.string() }),
        v.object({ kind: v.literal('ask') }),
      ]),
      ...runSettings,
    }),
  ).returns<{ readonly run: string | undefined }>(),
  'sequence.stop': method(v.object({ run: v.string() })).returns<Record<string, never>>(),
  'sequence.control': method(sequenceControl).returns<{ readonly problem?: string }>(),
  /** Puts the session's diagnoses on the clipboard as Markdown. */
  'diagnosis.copy': method(v.object({ session: v.string() })).returns<Record<string, never>>(),
  'clipboard.write': method(v.object({ text: v.string() })).returns<Record<string, never>>(),
  /** Opens the payload as a document of VS Code, in the language of its content. */
  'payload.open': method(payload).returns<Record<string, never>>(),
  /** Asks where, and writes the payload's exact bytes there. */
  'payload.save': method(payload).returns<{ readonly file: string | undefined }>(),
  /** Keeps it in mind; the next `payload.compare` shows both. */
  'payload.selectForCompare': method(payload).returns<Record<string, never>>(),
  'payload.compare': method(payload).returns<Record<string, never>>(),
  /** Appends a step to a sequence file: the message as it is or, with `path`, the value at that JSONPath, captured. */
  'sequence.add': method(v.object({ ...payload.entries, path: v.optional(v.string()) })).returns<{
    readonly file: string | undefined;
  }>(),
  /** Gives the session a panel of its own. */
  'session.detach': method(v.object({ session: v.string() })).returns<Record<string, never>>(),
  'session.reconnect': method(v.object({ session: v.string() })).returns<Record<string, never>>(),
  'engine.restart': method(v.object({})).returns<Record<string, never>>(),
};
export type PanelMethods = typeof panelMethods;

/** What the extension tells the panel unasked. */
export interface PanelNotices {
  'session.changed': SessionSnapshot;
  'session.grew': { readonly session: SessionId; readonly frames: number };
  'session.forgotten': { readonly session: SessionId };
  /** Marks or notes changed. */
  'session.annotated': { readonly session: SessionId };
  /** Do with the list, or with what is selected in it, what a menu, a key or the palette asked for. */
  'list.do': { readonly what: ListCommand };
  'list.density': { readonly density: Density };
  /** Other names are secret from now on. */
  'secrets.named': { readonly patterns: readonly string[] };
  'session.filtered': FilterState;
  'probe.row': { readonly session: SessionId; readonly row: ProbeRow };
  /** Show this session now. */
  'session.show': { readonly session: SessionId };
  /** The engine ended by itself: nothing is answered until a new one is started. */
  'engine.lost': { readonly reason: string };
  /** A new engine is there, which knows no session yet: begin anew. */
  'engine.started': Record<string, never>;
  /** Put this connection into the bar. */
  'draft.load': Draft;
  'environments.changed': EnvironmentChoice;
  /** Profiles were read anew: what was checked before may be otherwise now. */
  'places.changed': { readonly places: readonly ProfilePlace[] };
  'sequence.started': {
    readonly run: string;
    readonly title: string;
    readonly session: SessionId | undefined;
    readonly steps: readonly StepShown[];
    /** The sequence's URI. */
    readonly file: string;
    /** How fast it runs, where somebody said so. */
    readonly pace?: Pace;
  };
  'sequence.step': EngineNotices['sequence.step'];
  'sequence.paused': EngineNotices['sequence.paused'];
  'sequence.ended': {
    readonly run: string;
    readonly ok: boolean;
    readonly problem?: string;
    readonly differences?: readonly Difference[];
  };
}
