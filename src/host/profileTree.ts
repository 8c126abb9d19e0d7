import {
  EventEmitter,
  Position,
  Range,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  workspace,
} from 'vscode';
import { maskUrl } from '../diagnosis/redact.ts';
import type { ProfileSource, ProfileStore, StoredProfile } from './profileStore.ts';

/** A source (a folder's file, the user's file), a profile in it, or the note that something in it is wrong. */
export type ProfileNode =
  | { readonly kind: 'source'; readonly source: ProfileSource }
  | { readonly kind: 'profile'; readonly stored: StoredProfile }
  | { readonly kind: 'problems'; readonly source: ProfileSource };

/** The tree "Profiles": one level while there is one source, else by source. A click connects. */
export class ProfileTree implements TreeDataProvider<ProfileNode> {
  readonly #store: ProfileStore;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: ProfileStore) {
    this.#store = store;
    store.onChange(() => this.#changed.fire(undefined));
  }

  getChildren(node?: ProfileNode): ProfileNode[] {
    const filled = this.#store.sources.filter(({ profiles, problems }) => profiles.length + problems.length > 0);
    if (node === undefined && filled.length > 1) return filled.map((source) => ({ kind: 'source', source }));
    const sources = node?.kind === 'source' ? [node.source] : node === undefined ? filled : [];
    return sources.flatMap((source): ProfileNode[] => [
      ...source.profiles.map((profile): ProfileNode => ({ kind: 'profile', stored: { profile, source } })),
      ...(source.problems.length > 0 ? [{ kind: 'problems', source } as const] : []),
    ]);
  }

  getTreeItem(node: ProfileNode): TreeItem {
    if (node.kind === 'source') {
      const item = new TreeItem(node.source.label, TreeItemCollapsibleState.Expanded);
      item.contextValue = 'source';
      item.iconPath = new ThemeIcon(node.source.scope === 'user' ? 'account' : 'folder');
      return item;
    }
    if (node.kind === 'problems') return problemsItem(node.source);
    const { profile, source } = node.stored;
    const item = new TreeItem(profile.name, TreeItemCollapsibleState.None);
    item.id = `${source.file.toString()}#${profile.name}`;
    item.description = maskUrl(profile.url);
    item.tooltip = `${profile.name}\n${maskUrl(profile.url)}\nClick to connect.`;
    item.iconPath = new ThemeIcon('plug');
    item.contextValue = 'profile';
    item.command = { command: 'websocketInspector.connectProfile', title: 'Connect', arguments: [node] };
    return item;
  }
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
