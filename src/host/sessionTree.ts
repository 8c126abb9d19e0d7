import { EventEmitter, ThemeColor, ThemeIcon, type TreeDataProvider, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Throttle } from '../base/throttle.ts';
import { isLive } from '../contract/liveSession.ts';
import type { SessionSnapshot } from '../contract/sessionView.ts';
import type { SessionList } from './sessionList.ts';
import { sessionDetails, sessionSummary, sessionWords } from './sessionWords.ts';

/** Counters run: the tree is drawn anew so often at most. */
const REFRESH_EVERY_MS = 500;

/** The tree "Live Sessions": those that live first, then those that ended and are still open in a panel. A click shows one. */
export class SessionTree implements TreeDataProvider<SessionSnapshot>, Disposable {
  readonly #sessions: SessionList;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #refresh: Throttle;
  readonly #subscription: Disposable;

  constructor(sessions: SessionList) {
    this.#sessions = sessions;
    this.#refresh = new Throttle(REFRESH_EVERY_MS, () => this.#changed.fire(undefined));
    this.#subscription = sessions.onChange(() => this.#refresh.request());
  }

  getChildren(node?: SessionSnapshot): SessionSnapshot[] {
    return node === undefined ? [...this.#sessions.all] : [];
  }

  getTreeItem(session: SessionSnapshot): TreeItem {
    const item = new TreeItem(session.title, TreeItemCollapsibleState.None);
    const { icon, color, word } = sessionWords(session);
    item.id = session.id;
    item.description = sessionSummary(session);
    item.tooltip = `${sessionDetails(session)}\nClick to show.`;
    item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
    item.contextValue = isLive(session) ? 'session.live' : 'session.ended';
    item.accessibilityInformation = { label: `${session.title}: ${word}` };
    item.command = { command: 'websocketInspector.showSession', title: 'Show Session', arguments: [session] };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#refresh.dispose();
    this.#changed.dispose();
  }
}
