import {
  type Disposable,
  EventEmitter,
  Position,
  Range,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  workspace,
} from 'vscode';
import { Throttle } from '../base/throttle.ts';
import { isLive } from '../contract/liveSession.ts';
import type { SessionSnapshot } from '../contract/sessionView.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import type { ProfilePlace } from '../profiles/profileFile.ts';
import type { ProfileSource, ProfileStore, StoredProfile } from './profileStore.ts';
import { sessionSummary, sessionWords } from './sessionWords.ts';

/** A source (a folder's file, the user's file), a profile in it, one that others extend, or the note that something is wrong. */
export type ProfileNode =
  | { readonly kind: 'source'; readonly source: ProfileSource }
  | { readonly kind: 'profile'; readonly stored: StoredProfile }
  | { readonly kind: 'base'; readonly place: ProfilePlace; readonly source: ProfileSource }
  | { readonly kind: 'problems'; readonly source: ProfileSource };

type ProfileRow = Extract<ProfileNode, { readonly kind: 'profile' }>;

/** The sessions that there are, newest first among those that live. */
interface KnownSessions {
  readonly all: readonly SessionSnapshot[];
  onChange(listener: () => void): { dispose(): void };
}

/** Counters run: the tree is drawn anew so often at most. */
const REFRESH_EVERY_MS = 500;

/**
 * The tree "Profiles": one level while there is one source, else by source. A click connects. A profile keeps its node while the
 * counters of its session run, and while its file is only read again: VS Code knows no node for a moment when all of them are drawn
 * anew, and a click would be lost.
 */
export class ProfileTree implements TreeDataProvider<ProfileNode>, Disposable {
  readonly #store: Pick<ProfileStore, 'sources' | 'onChange'>;
  readonly #sessions: KnownSessions;
  readonly #changed = new EventEmitter<ProfileNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #redraw = new Throttle(REFRESH_EVERY_MS, () => this.#redrawLive());
  readonly #subscriptions: readonly { dispose(): void }[];
  /** What the nodes were made from, as a text to compare with, and those that there are, by their source. */
  #madeFrom = '';
  readonly #children = new Map<ProfileSource | undefined, ProfileNode[]>();
  /** How the session of each profile was drawn. */
  readonly #drawn = new Map<ProfileRow, string>();

  constructor(store: Pick<ProfileStore, 'sources' | 'onChange'>, sessions: KnownSessions) {
    this.#store = store;
    this.#sessions = sessions;
    this.#subscriptions = [store.onChange(() => this.#readAgain()), sessions.onChange(() => this.#redraw.request())];
  }

  getChildren(node?: ProfileNode): ProfileNode[] {
    if (this.#children.size === 0) this.#madeFrom = this.#contents();
    const source = node?.kind === 'source' ? node.source : undefined;
    if (node !== undefined && source === undefined) return [];
    const made = this.#children.get(source) ?? this.#makeChildren(source);
    this.#children.set(source, made);
    return [...made];
  }

  #makeChildren(of: ProfileSource | undefined): ProfileNode[] {
    const filled = this.#store.sources.filter((source) => !isEmpty(source));
    if (of === undefined && this.#hasLevels(filled)) {
      // Also the empty ones of several folders: a profile can be dragged there.
      const shown = this.#store.sources.filter((source) => source.scope === 'workspace' || filled.includes(source));
      return shown.map((source) => ({ kind: 'source', source }));
    }
    const sources = of === undefined ? filled : [of];
    return sources.flatMap((source): ProfileNode[] => [
      ...source.profiles.map((profile): ProfileNode => ({ kind: 'profile', stored: { profile, source } })),
      ...source.bases.map((place) => ({ kind: 'base', place, source }) as const),
      ...(source.problems.length > 0 ? [{ kind: 'problems', source } as const] : []),
    ]);
  }

  /** Needed to reveal a profile. */
  getParent(node: ProfileNode): ProfileNode | undefined {
    if (node.kind === 'source') return undefined;
    const source = node.kind === 'profile' ? node.stored.source : node.source;
    return this.getChildren().find(
      (other) => other.kind === 'source' && other.source.file.toString() === source.file.toString(),
    );
  }

  getTreeItem(node: ProfileNode): TreeItem {
    if (node.kind === 'source') return sourceItem(node.source);
    if (node.kind === 'problems') return problemsItem(node.source);
    if (node.kind === 'base') return baseItem(node.place, node.source);
    return this.#profileItem(node);
  }

  #hasLevels(filled: readonly ProfileSource[]): boolean {
    return filled.length > 1 || (filled.length === 1 && this.#store.sources.length > 2);
  }

  #profileItem(node: ProfileRow): TreeItem {
    const { profile, source } = node.stored;
    const session = this.#sessionOf(profile.name);
    this.#drawn.set(node, look(session));
    const item = new TreeItem(profile.name, TreeItemCollapsibleState.None);
    item.id = `${source.file.toString()}#${profile.name}`;
    const where = maskUrl(profile.url);
    const state = session === undefined ? '' : sessionSummary(session);
    item.description = state === '' ? where : `${state} · ${where}`;
    const base = profile.extends === undefined ? '' : `\nExtends "${profile.extends}".`;
    item.tooltip = `${profile.name}\n${where}${base}\n${state === '' ? '' : `${state}. `}Click to connect.`;
    const { icon, color } = session === undefined ? { icon: 'plug', color: undefined } : sessionWords(session);
    item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
    item.contextValue = session === undefined ? 'profile' : 'profile.live';
    if (state !== '') item.accessibilityInformation = { label: `${profile.name}: ${state}` };
    item.command = { command: 'websocketInspector.connectProfile', title: 'Connect', arguments: [node] };
    return item;
  }

  /** A live session that was opened from the profile: it bears its name. */
  #sessionOf(name: string): SessionSnapshot | undefined {
    return this.#sessions.all.find((session) => session.title === name && isLive(session));
  }

  #contents(): string {
    return JSON.stringify([this.#store.sources, workspace.isTrusted]);
  }

  #readAgain(): void {
    if (this.#contents() === this.#madeFrom) return;
    this.#children.clear();
    this.#drawn.clear();
    this.#changed.fire(undefined);
  }

  #redrawLive(): void {
    const changed = [...this.#drawn].flatMap(([node, drawn]) =>
      look(this.#sessionOf(node.stored.profile.name)) === drawn ? [] : [node],
    );
    if (changed.length > 0) this.#changed.fire(changed);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#redraw.dispose();
    this.#changed.dispose();
  }
}

/** All that is drawn of a profile's session, as a text to compare with. */
const look = (session: SessionSnapshot | undefined): string =>
  session === undefined ? '' : JSON.stringify([sessionWords(session), sessionSummary(session)]);

function sourceItem(source: ProfileSource): TreeItem {
  const item = new TreeItem(source.label, TreeItemCollapsibleState.Expanded);
  const isUser = source.scope === 'user';
  item.id = source.file.toString();
  item.contextValue = `source.${source.scope}`;
  item.iconPath = new ThemeIcon(isUser ? 'account' : 'folder');
  item.tooltip = isUser ? 'For you, in every workspace' : workspace.asRelativePath(source.file);
  if (isEmpty(source)) item.description = 'no profiles yet';
  if (!isUser && !workspace.isTrusted) item.description = 'not trusted';
  return item;
}

const isEmpty = ({ profiles, bases, problems }: ProfileSource): boolean =>
  profiles.length + bases.length + problems.length === 0;

/** A click leads to its place in the file: without a URL there is nothing to connect to. */
function baseItem({ name, line, column }: ProfilePlace, { file, profiles }: ProfileSource): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.None);
  item.id = `${file.toString()}#${name}`;
  item.description = 'no URL: there to be extended';
  const by = profiles.filter((profile) => profile.extends === name).map((profile) => `"${profile.name}"`);
  const extended = by.length === 0 ? 'Other profiles build upon it.' : `Extended by ${by.join(', ')}.`;
  item.tooltip = `${name}\n${extended}\nClick to see it in its file.`;
  item.iconPath = new ThemeIcon('symbol-interface');
  item.contextValue = 'base';
  const at = new Position(line - 1, column - 1);
  item.command = { command: 'vscode.open', title: 'Open', arguments: [file, { selection: new Range(at, at) }] };
  return item;
}

/** Says that the file has more than is shown; a click leads to the first fault. */
function problemsItem({ file, problems }: ProfileSource): TreeItem {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const item = new TreeItem(`${count} in ${workspace.asRelativePath(file)}`, TreeItemCollapsibleState.None);
  item.iconPath = new ThemeIcon('warning');
  item.contextValue = 'problems';
  item.tooltip = problems.map(({ line, column, message }) => `Line ${line}, column ${column}: ${message}`).join('\n');
  const [first] = problems;
  const at = new Position((first?.line ?? 1) - 1, (first?.column ?? 1) - 1);
  item.command = { command: 'vscode.open', title: 'Open', arguments: [file, { selection: new Range(at, at) }] };
  return item;
}
