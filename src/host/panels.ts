import { type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { Emitter } from '../base/emitter.ts';
import type { Handlers } from '../contract/method.ts';
import type { Draft, PanelMethods, PanelNotices } from '../contract/panelContract.ts';
import type { Notify, ReportProblem } from '../contract/rpc.ts';
import type { SessionId, SessionSnapshot } from '../contract/sessionView.ts';
import { type InspectorPanel, PANEL_TYPE, fillPanel } from './inspectorPanel.ts';

const TITLE = 'WebSocket Inspector';

/** How sessions are called now, by how an engine before this one called them. */
type SessionNames = ReadonlyMap<SessionId, SessionId>;

/** What the answers of one panel may ask of it. */
export interface OpenPanel {
  readonly notify: Notify<PanelNotices>;
  /** What the panel is to begin with; taken once. */
  takeDraft(): Draft | undefined;
  /** The session that it was asked to show while its page was not there; taken once. */
  takeShown(): SessionId | undefined;
  /** New names of sessions that the page may know by older ones, as far as their captures are open. */
  readonly renamed: SessionNames;
  /** Set while captures are being opened; it ends once all new names are known. */
  readonly restoring: Promise<void> | undefined;
  /** Set when the panel is for the sessions that were moved into it. */
  readonly own: boolean;
  /** Whether the session has its tab in this panel. */
  shows(session: SessionId): boolean;
  /** Gives a session that was opened from here its place here. */
  claim(session: SessionId): void;
}

/** Builds the answers for one panel. */
export type AnswerPanel = (panel: OpenPanel) => Handlers<PanelMethods>;

interface PanelPlace {
  readonly panel: InspectorPanel;
  /** The sessions that were moved here; undefined for the main panel, which shows all that were moved nowhere. */
  readonly own: Set<SessionId> | undefined;
  renamed: SessionNames;
  restoring: Promise<void> | undefined;
  /** Its page has asked how to begin. */
  started: boolean;
  draft: Draft | undefined;
  shown: SessionId | undefined;
}

/** What a panel begins with. */
interface Begin {
  readonly draft?: Draft | undefined;
  readonly shown?: SessionId;
}

/** What the panels need to know of a session. */
export interface KnownSessions {
  readonly all: readonly SessionSnapshot[];
  find(session: SessionId): SessionSnapshot | undefined;
}

/** The inspector's panels: the main one, and one for each session that was moved out of it. */
export class Panels {
  readonly #extension: Uri;
  readonly #sessions: KnownSessions;
  readonly #answer: AnswerPanel;
  readonly #report: ReportProblem;
  #places: readonly PanelPlace[] = [];
  #disposed = false;
  readonly #abandoned = new Emitter<readonly SessionSnapshot[]>();
  /** The sessions that no panel shows any more, when the last panel with them was closed. */
  readonly onAbandoned = this.#abandoned.event;

  constructor(extension: Uri, sessions: KnownSessions, answer: AnswerPanel, report: ReportProblem) {
    this.#extension = extension;
    this.#sessions = sessions;
    this.#answer = answer;
    this.#report = report;
  }

  /** Opens or reveals the main panel, if so asked beside the editor in use; a draft is put into its connection bar. */
  open(draft?: Draft, beside = false): void {
    const main = this.#main();
    if (main === undefined) {
      this.#create(undefined, { draft }, beside ? ViewColumn.Beside : ViewColumn.Active);
      return;
    }
    main.panel.view.reveal(beside && !main.panel.view.active ? ViewColumn.Beside : undefined);
    if (draft === undefined) return;
    // A page that is hidden is gone: it takes the draft when it begins anew.
    if (main.started && main.panel.view.visible) main.panel.notify('draft.load', draft);
    else main.draft = draft;
  }

  /** Reveals the panel that has the session's tab, and shows the session in it. */
  showSession(session: SessionId): void {
    const place = this.#placeOf(session);
    if (place === undefined) {
      this.#create(undefined, { shown: session });
      return;
    }
    const there = place.started && place.panel.view.visible;
    place.shown = there ? undefined : session;
    place.panel.view.reveal();
    if (there) place.panel.notify('session.show', { session });
  }

  /** Gives the session a panel of its own, which VS Code can move to another column or window. */
  moveToNewPanel(session: SessionId): void {
    const before = this.#placeOf(session);
    if (before?.own?.size === 1) {
      before.panel.view.reveal();
      return;
    }
    before?.own?.delete(session);
    before?.panel.notify('session.forgotten', { session });
    this.#create(new Set([session]), { shown: session });
  }

  /** Takes over a panel that VS Code restored. `own`: the sessions that it is for, as they were called; without them it is the main one. */
  adopt(view: WebviewPanel, own?: readonly SessionId[], names?: Promise<SessionNames>): void {
    const before = own === undefined ? this.#main() : undefined;
    const place = this.#fill(view, own === undefined ? undefined : new Set(), {});
    if (names !== undefined) this.#rename(place, own ?? [], names);
    if (before === undefined) return;
    // The restored one is the main one from here on, and has its sessions.
    this.#places = this.#places.filter((other) => other !== before);
    before.panel.view.dispose();
  }

  /** The engine is another; `names` come when it shows the captures of the older one's sessions. Every page begins anew. */
  renamed(names: Promise<SessionNames>): void {
    for (const place of this.#places) {
      const own = [...(place.own ?? [])];
      place.own?.clear();
      this.#rename(place, own, names);
    }
    this.notifyAll('engine.started', {});
  }

  /** Tells the panel that it concerns: what is about a session, the one that shows it; all else, the main one. */
  readonly notify: Notify<PanelNotices> = (name, body) => {
    const place = this.#concerned(name, body);
    place?.panel.notify(name, body);
  };

  /** Tells the panel that the user works in, or the main one. */
  readonly notifyActive: Notify<PanelNotices> = (name, body) => {
    const place = this.#places.find(({ panel }) => panel.view.active) ?? this.#main();
    place?.panel.notify(name, body);
  };

  /** Tells every panel. */
  readonly notifyAll: Notify<PanelNotices> = (name, body) => {
    for (const { panel } of this.#places) panel.notify(name, body);
  };

  dispose(): void {
    this.#disposed = true;
    for (const { panel } of this.#places) panel.view.dispose();
    this.#abandoned.dispose();
  }

  #main(): PanelPlace | undefined {
    return this.#places.find(({ own }) => own === undefined);
  }

  #placeOf(session: SessionId): PanelPlace | undefined {
    return this.#places.find(({ own }) => own?.has(session) === true) ?? this.#main();
  }

  #concerned(name: keyof PanelNotices, body: PanelNotices[keyof PanelNotices]): PanelPlace | undefined {
    if (!name.startsWith('session.') && name !== 'probe.row') return this.#main() ?? this.#places[0];
    if ('session' in body && typeof body.session === 'string') return this.#placeOf(body.session);
    return 'id' in body ? this.#placeOf(body.id) : undefined;
  }

  #create(own: Set<SessionId> | undefined, begin: Begin, column = ViewColumn.Active): void {
    const [session] = own ?? [];
    const title = session === undefined ? TITLE : (this.#sessions.find(session)?.title ?? TITLE);
    this.#fill(window.createWebviewPanel(PANEL_TYPE, title, column, {}), own, begin);
  }

  /** `before`: what the place's own sessions were called. */
  #rename(place: PanelPlace, before: readonly SessionId[], names: Promise<SessionNames>): void {
    const restoring = names.then((now) => {
      for (const session of before.flatMap((id) => now.get(id) ?? [])) {
        place.own?.add(session);
        // It may have been told of the session while nobody knew whose it is.
        if (place.own !== undefined) this.#main()?.panel.notify('session.forgotten', { session });
      }
      // A page that was hidden all the time knows names of the engines before that one, too.
      const older = [...place.renamed].flatMap(([id, next]) => {
        const name = now.get(next);
        return name === undefined ? [] : ([[id, name]] as const);
      });
      place.renamed = new Map([...older, ...now]);
      if (place.restoring === restoring) place.restoring = undefined;
    });
    place.restoring = restoring;
  }

  #fill(view: WebviewPanel, own: Set<SessionId> | undefined, begin: Begin): PanelPlace {
    const answers = (notify: Notify<PanelNotices>): Handlers<PanelMethods> =>
      this.#answer({
        notify,
        takeDraft: () => {
          place.started = true;
          const { draft } = place;
          place.draft = undefined;
          return draft;
        },
        takeShown: () => {
          const { shown } = place;
          place.shown = undefined;
          return shown;
        },
        get renamed() {
          return place.renamed;
        },
        get restoring() {
          return place.restoring;
        },
        own: own !== undefined,
        shows: (session) => this.#placeOf(session) === place,
        claim: (session) => void own?.add(session),
      });
    const place: PanelPlace = {
      panel: fillPanel(view, this.#extension, answers, this.#report, () => this.#closed(place)),
      own,
      renamed: new Map(),
      restoring: undefined,
      started: false,
      draft: begin.draft,
      shown: begin.shown,
    };
    this.#places = [...this.#places, place];
    return place;
  }

  #closed(place: PanelPlace): void {
    const shown = this.#sessions.all.filter(({ id }) => this.#placeOf(id) === place);
    this.#places = this.#places.filter((other) => other !== place);
    if (this.#disposed) return;
    const main = this.#main();
    // They go back to where all sessions are.
    if (main !== undefined) for (const session of shown) main.panel.notify('session.changed', session);
    else if (shown.length > 0) this.#abandoned.fire(shown);
  }
}
