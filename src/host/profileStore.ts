import {
  type Event,
  EventEmitter,
  Range,
  RelativePattern,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { FileProblem, Profile } from '../profiles/profile.ts';
import { type Edited, removeProfile, writeProfile } from '../profiles/profileEdit.ts';
import { readProfileFile } from '../profiles/profileFile.ts';

/** `workspace`: the folder's own file; `user`: one file for every workspace. */
export type Scope = 'workspace' | 'user';

/** One profile file and what it holds. */
export interface ProfileSource {
  readonly scope: Scope;
  readonly file: Uri;
  /** The folder's name, or "User". */
  readonly label: string;
  readonly exists: boolean;
  readonly profiles: readonly Profile[];
  readonly problems: readonly FileProblem[];
}

export interface StoredProfile {
  readonly profile: Profile;
  readonly source: ProfileSource;
}

const WORKSPACE_FILE = '.vscode/websockets.json';
const USER_FILE = 'websockets.json';

export type Saved = { readonly ok: true } | { readonly ok: false; readonly problem: string };

/** The saved connections: `.vscode/websockets.json` of every workspace folder, and one user-wide file. */
export class ProfileStore {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new EventEmitter<void>());
  readonly #userFile: Uri;
  #sources: readonly ProfileSource[] = [];
  #reading: Promise<void> = Promise.resolve();

  readonly onChange: Event<void> = this.#changed.event;

  constructor(globalStorage: Uri) {
    this.#userFile = Uri.joinPath(globalStorage, USER_FILE);
    const watch = (pattern: RelativePattern): void => {
      const watcher = this.#owned.add(workspace.createFileSystemWatcher(pattern));
      for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
        this.#owned.add(event(() => void this.refresh()));
      }
    };
    for (const folder of workspace.workspaceFolders ?? []) watch(new RelativePattern(folder, WORKSPACE_FILE));
    watch(new RelativePattern(globalStorage, USER_FILE));
    this.#owned.add(
      workspace.onDidChangeWorkspaceFolders(({ added }) => {
        for (const folder of added) watch(new RelativePattern(folder, WORKSPACE_FILE));
        void this.refresh();
      }),
    );
    this.#owned.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#sources.some(({ file }) => file.toString() === document.uri.toString())) void this.refresh();
      }),
    );
  }

  get sources(): readonly ProfileSource[] {
    return this.#sources;
  }

  get all(): readonly StoredProfile[] {
    return this.#sources.flatMap((source) => source.profiles.map((profile) => ({ profile, source })));
  }

  find(name: string): StoredProfile | undefined {
    return this.all.find(({ profile }) => profile.name === name);
  }

  /** Reads every file again; calls queue up, so that the last state read is the last state written. */
  refresh(): Promise<void> {
    this.#reading = this.#reading.then(async () => {
      this.#sources = await Promise.all([
        ...(workspace.workspaceFolders ?? []).map((folder) =>
          readSource('workspace', workspaceFile(folder), folder.name),
        ),
        readSource('user', this.#userFile, 'User'),
      ]);
      this.#changed.fire();
    });
    return this.#reading;
  }

  /** The file that a save in that scope goes to; undefined without a workspace folder. */
  fileOf(scope: Scope): Uri | undefined {
    if (scope === 'user') return this.#userFile;
    const folder = workspace.workspaceFolders?.[0];
    return folder === undefined ? undefined : workspaceFile(folder);
  }

  /** Adds the profile, or replaces one of its name when asked to. The rest of the file stays as it is. */
  save(scope: Scope, profile: Profile, replace: boolean): Promise<Saved> {
    const file = this.fileOf(scope);
    if (file === undefined) {
      return Promise.resolve({ ok: false, problem: 'No folder is open. Open one, or save the profile for the user.' });
    }
    return this.#edit(file, (text) => writeProfile(text, profile, { replace }));
  }

  remove({ profile, source }: StoredProfile): Promise<Saved> {
    return this.#edit(source.file, (text) => removeProfile(text, profile.name));
  }

  async #edit(file: Uri, change: (text: string) => Edited): Promise<Saved> {
    const before = await readText(file);
    const changed = change(before ?? '');
    if (!changed.ok) {
      const { line, column, message } = changed.problem;
      return { ok: false, problem: `${workspace.asRelativePath(file)}, line ${line}, column ${column}: ${message}` };
    }
    await writeText(file, changed.text);
    await this.refresh();
    return { ok: true };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

const workspaceFile = (folder: WorkspaceFolder): Uri => Uri.joinPath(folder.uri, WORKSPACE_FILE);

/** The editor's document while it has unsaved changes. Without any it may lag behind the disk, or outlive its file. */
const unsavedDocument = (file: Uri): TextDocument | undefined =>
  workspace.textDocuments.find((document) => document.isDirty && document.uri.toString() === file.toString());

/** The text as an editor shows it, unsaved changes included; undefined when there is no such file. */
async function readText(file: Uri): Promise<string | undefined> {
  const unsaved = unsavedDocument(file);
  if (unsaved !== undefined) return unsaved.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    // Not there: the common case before the first save. Unreadable files show themselves when written.
    return undefined;
  }
}

/** Through the editor where it has unsaved changes, so that none is overwritten; an editor without any follows the disk. */
async function writeText(file: Uri, after: string): Promise<void> {
  const unsaved = unsavedDocument(file);
  if (unsaved === undefined) {
    await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
    await workspace.fs.writeFile(file, new TextEncoder().encode(after));
    return;
  }
  const edit = new WorkspaceEdit();
  edit.replace(file, new Range(unsaved.positionAt(0), unsaved.positionAt(unsaved.getText().length)), after);
  await workspace.applyEdit(edit);
  if (!(await unsaved.save())) {
    throw new Error(`${workspace.asRelativePath(file)} could not be saved. Save it in its editor, then try again.`);
  }
}

async function readSource(scope: Scope, file: Uri, label: string): Promise<ProfileSource> {
  const text = await readText(file);
  if (text === undefined) return { scope, file, label, exists: false, profiles: [], problems: [] };
  const { profiles, problems } = readProfileFile(text);
  return { scope, file, label, exists: true, profiles, problems };
}
