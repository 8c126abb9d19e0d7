import { EventEmitter, ThemeIcon, type TreeDataProvider, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { maskUrl } from '../diagnosis/redact.ts';
import type { ProfileSource, ProfileStore, StoredProfile } from './profileStore.ts';

/** A source (a folder's file, the user's file) or a profile in it. */
export type ProfileNode =
  | { readonly kind: 'source'; readonly source: ProfileSource }
  | { readonly kind: 'profile'; readonly stored: StoredProfile };

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
    return sources.flatMap((source) =>
      source.profiles.map((profile) => ({ kind: 'profile', stored: { profile, source } })),
    );
  }

  getTreeItem(node: ProfileNode): TreeItem {
    if (node.kind === 'source') {
      const item = new TreeItem(node.source.label, TreeItemCollapsibleState.Expanded);
      item.contextValue = 'source';
      item.iconPath = new ThemeIcon(node.source.scope === 'user' ? 'account' : 'folder');
      if (node.source.problems.length > 0) item.description = `${node.source.problems.length} problems in the file`;
      return item;
    }
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
