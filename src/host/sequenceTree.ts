import {
  type Disposable,
  type Event,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  workspace,
} from 'vscode';
import type { CaptureLibrary, CapturedRun, StoredCapture } from '../engine/captureLibrary.ts';

const EXTENSION = '.wsseq.json';
const SEQUENCES = `**/*${EXTENSION}`;
/** More than anybody looks through in a tree. */
const MOST = 500;
/** Of one sequence. Older ones are under Captures. */
const MOST_RUNS = 10;

/** A run that is over, by its first capture. */
type Run = StoredCapture & { readonly run: CapturedRun };

/** Where the past runs are. */
export interface PastRuns {
  readonly library: Pick<CaptureLibrary, 'runsOf'>;
  /** There are others: of the sequence with this URI. */
  readonly onKept: (listener: (sequence: string) => void) => { dispose(): unknown };
}

/**
 * The tree "Sequences": the workspace's `*.wsseq.json` files, each with its last runs. A click opens one, its button runs it; a click
 * on a run shows its capture and result.
 */
export class SequenceTree implements TreeDataProvider<Uri | Run>, Disposable {
  readonly #changed = new EventEmitter<Uri | undefined>();
  readonly onDidChangeTreeData: Event<Uri | undefined> = this.#changed.event;
  readonly #watcher = workspace.createFileSystemWatcher(SEQUENCES, false, true, false);

  readonly #subscriptions: readonly { dispose(): unknown }[];
  readonly #find: () => PromiseLike<Uri[]>;
  readonly #runs: PastRuns;

  constructor(runs: PastRuns, find: () => PromiseLike<Uri[]> = findSequences) {
    this.#runs = runs;
    this.#find = find;
    const changed = (): void => this.#changed.fire(undefined);
    this.#subscriptions = [
      // The first save of a file is told sooner than its making, and also where nobody watches the disk.
      workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.path.endsWith(EXTENSION)) changed();
      }),
      this.#watcher.onDidCreate(changed),
      this.#watcher.onDidDelete(changed),
      runs.onKept(changed),
    ];
  }

  async getChildren(node?: Uri | Run): Promise<(Uri | Run)[]> {
    if (node === undefined) return (await this.#find()).sort((a, b) => a.path.localeCompare(b.path));
    if (!(node instanceof Uri)) return [];
    return (await this.#runs.library.runsOf(node.toString())).slice(0, MOST_RUNS);
  }

  async getTreeItem(node: Uri | Run): Promise<TreeItem> {
    if (!(node instanceof Uri)) return runItem(node);
    const runs = await this.#runs.library.runsOf(node.toString());
    const { None, Collapsed } = TreeItemCollapsibleState;
    const item = new TreeItem(node, runs.length === 0 ? None : Collapsed);
    const path = workspace.asRelativePath(node);
    const name = path.slice(path.lastIndexOf('/') + 1);
    item.label = name.replace(/\.wsseq\.json$/, '');
    item.description = path.slice(0, -name.length).replace(/\/$/, '');
    item.tooltip = path;
    item.iconPath = new ThemeIcon('list-ordered');
    item.contextValue = 'sequence';
    item.command = { command: 'vscode.open', title: 'Open', arguments: [node] };
    return item;
  }

  dispose(): void {
    this.#watcher.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }
}

function runItem({ file, run: { ok, startedAt, durationMs } }: Run): TreeItem {
  const verdict = ok ? 'Passed' : 'Failed';
  const item = new TreeItem(verdict);
  item.id = file;
  item.description = `${new Date(startedAt).toLocaleString()} · ${(durationMs / 1_000).toFixed(1)} s`;
  item.tooltip = `${verdict}, ${item.description}\n${file}`;
  const color = ok ? 'testing.iconPassed' : 'testing.iconFailed';
  item.iconPath = new ThemeIcon(ok ? 'pass' : 'error', new ThemeColor(color));
  item.contextValue = 'sequenceRun';
  item.command = { command: 'websocketInspector.openRun', title: 'Show the Run', arguments: [{ file }] };
  return item;
}

const findSequences = (): PromiseLike<Uri[]> => workspace.findFiles(SEQUENCES, '**/node_modules/**', MOST);
