import { EventEmitter, ThemeColor, ThemeIcon, type TreeDataProvider, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Throttle } from '../base/throttle.ts';
import { isLive } from '../contract/liveSession.ts';
import type { SessionSnapshot } from '../contract/sessionView.ts';
import type { SessionList } from './sessionList.ts';
import { sessionDetails, sessionSummary, sessionWords } from './sessionWords.ts';

/** Counters run: the tree is drawn anew so often at most. */
const REFRESH_EVERY_MS = 500;

/**
 * The tree "Live Sessions": those that live first, then those that ended and are still open in a panel. A click shows one. A session
 * keeps its node while its counters run: VS Code knows no node for a moment when all of them are drawn anew, and a click would be lost.
 */
export class SessionTree implements TreeDataProvider<SessionSnapshot>, Disposable {
  readonly #sessions: SessionList;
  readonly #changed = new EventEmitter<SessionSnapshot[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #refresh: Throttle;
  readonly #subscription: Disposable;
  /** What VS Code was given last, in its order, and how each was drawn. */
  #nodes: readonly SessionSnapshot[] = [];
  #drawn = new WeakMap<SessionSnapshot, string>();

  constructor(sessions: SessionList) {
    this.#sessions = sessions;
    this.#refresh = new Throttle(REFRESH_EVERY_MS, () => this.#redraw());
    this.#subscription = sessions.onChange(() => this.#refresh.request());
  }

  getChildren(node?: SessionSnapshot): SessionSnapshot[] {
    if (node !== undefined) return [];
    this.#nodes = this.#sessions.all.map((session) => this.#nodes.find(({ id }) => id === session.id) ?? session);
    return [...this.#nodes];
  }

  getTreeItem(node: SessionSnapshot): TreeItem {
    const session = this.#sessions.find(node.id) ?? node;
    this.#drawn.set(node, look(session));
    const item = new TreeItem(session.title, TreeItemCollapsibleState.None);
    const { icon, color, word } = sessionWords(session);
    item.id = session.id;
    item.description = sessionSummary(session);
    item.tooltip = `${sessionDetails(session)}\nClick to show.`;
    item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
    item.contextValue = isLive(session) ? 'session.live' : 'session.ended';
    item.accessibilityInformation = { label: `${session.title}: ${word}` };
    item.command = { command: 'websocketInspector.showSession', title: 'Show Session', arguments: [node] };
    return item;
  }

  #redraw(): void {
    const { all } = this.#sessions;
    const same = all.length === this.#nodes.length && all.every(({ id }, index) => id === this.#nodes[index]?.id);
    if (!same) {
      this.#changed.fire(undefined);
      return;
    }
    const changed = all.flatMap((session, index) => {
      const node = this.#nodes[index];
      return node !== undefined && this.#drawn.get(node) !== look(session) ? [node] : [];
    });
    if (changed.length > 0) this.#changed.fire(changed);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#refresh.dispose();
    this.#changed.dispose();
  }
}

/** All that is drawn of a session, as a text to compare with. */
const look = (session: SessionSnapshot): string =>
  JSON.stringify([sessionWords(session), sessionDetails(session), isLive(session)]);
