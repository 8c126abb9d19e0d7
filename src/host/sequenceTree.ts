import {
  type Disposable,
  EventEmitter,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type Uri,
  workspace,
} from 'vscode';

const EXTENSION = '.wsseq.json';
const SEQUENCES = `**/*${EXTENSION}`;
/** More than anybody looks through in a tree. */
const MOST = 500;

/** The tree "Sequences": the workspace's `*.wsseq.json` files. A click opens one, its button runs it. */
export class SequenceTree implements TreeDataProvider<Uri>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #watcher = workspace.createFileSystemWatcher(SEQUENCES, false, true, false);

  readonly #saved: Disposable;
  readonly #find: () => PromiseLike<Uri[]>;

  constructor(find: () => PromiseLike<Uri[]> = findSequences) {
    this.#find = find;
    // The first save of a file is told sooner than its making, and also where nobody watches the disk.
    this.#saved = workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.path.endsWith(EXTENSION)) this.#changed.fire(undefined);
    });
    for (const event of [this.#watcher.onDidCreate, this.#watcher.onDidDelete])
      event(() => this.#changed.fire(undefined));
  }

  async getChildren(node?: Uri): Promise<Uri[]> {
    if (node !== undefined) return [];
    return (await this.#find()).sort((a, b) => a.path.localeCompare(b.path));
  }

  getTreeItem(file: Uri): TreeItem {
    const item = new TreeItem(file, TreeItemCollapsibleState.None);
    const path = workspace.asRelativePath(file);
    const name = path.slice(path.lastIndexOf('/') + 1);
    item.label = name.replace(/\.wsseq\.json$/, '');
    item.description = path.slice(0, -name.length).replace(/\/$/, '');
    item.tooltip = path;
    item.iconPath = new ThemeIcon('list-ordered');
    item.contextValue = 'sequence';
    item.command = { command: 'vscode.open', title: 'Open', arguments: [file] };
    return item;
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#saved.dispose();
    this.#changed.dispose();
  }
}

const findSequences = (): PromiseLike<Uri[]> => workspace.findFiles(SEQUENCES, '**/node_modules/**', MOST);
