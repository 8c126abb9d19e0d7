import { type Event, EventEmitter, RelativePattern, Uri, type WorkspaceFolder, workspace } from 'vscode';
import { DisposableStore } from '../base/disposable.ts';
import type { KnownOutside } from '../profiles/checkReferences.ts';
import { addCollection, addMessage } from '../profiles/collectionEdit.ts';
import type { Profile } from '../profiles/profile.ts';
import type { SavedMessage } from '../profiles/savedMessages.ts';
import {
  type Edited,
  copyProfile,
  freeProfileName,
  removeProfile,
  renameProfile,
  writeProfile,
} from '../profiles/profileEdit.ts';
import { type ProfileFile, readProfileFile } from '../profiles/profileFile.ts';
import { editFile, readText } from './fileEdit.ts';

/** `workspace`: a folder's own file; `user`: one file for every workspace. */
export type Scope = 'workspace' | 'user';

/** One profile file and what it holds. */
export interface ProfileSource extends ProfileFile {
  readonly scope: Scope;
  readonly file: Uri;
  /** The folder's name, or "User". */
  readonly label: string;
  /** Undefined for the user's file. */
  readonly folder: WorkspaceFolder | undefined;
  readonly exists: boolean;
}

export interface StoredProfile {
  readonly profile: Profile;
  readonly source: ProfileSource;
}

/** Names a stored profile: the name, and where several files may have it, the file's URI. */
export interface ProfileRef {
  readonly name: string;
  readonly file?: string | undefined;
}

export const refOf = ({ profile, source }: StoredProfile): ProfileRef => ({
  name: profile.name,
  file: source.file.toString(),
});

const WORKSPACE_FILE = '.vscode/websockets.json';
const USER_FILE = 'websockets.json';

export type Saved = { readonly ok: true } | { readonly ok: false; readonly problem: string };

/** A removal that can be taken back. */
export type Removed = Saved & { readonly undo?: () => Promise<Saved> };

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

  /** Every file, those of the folders first, the user's last. */
  get sources(): readonly ProfileSource[] {
    return this.#sources;
  }

  get all(): readonly StoredProfile[] {
    return this.#sources.flatMap((source) => source.profiles.map((profile) => ({ profile, source })));
  }

  /** A profile by its name; without a file, the first that has it. */
  find(wanted: string | ProfileRef): StoredProfile | undefined {
    const { name, file } = typeof wanted === 'string' ? { name: wanted, file: undefined } : wanted;
    return this.all.find(
      ({ profile, source }) => profile.name === name && (file === undefined || source.file.toString() === file),
    );
  }

  sourceOf(file: Uri | string): ProfileSource | undefined {
    return this.#sources.find((source) => source.file.toString() === file.toString());
  }

  /** Reads every file again; calls queue up, so that the last state read is the last state written. */
  refresh(): Promise<void> {
    this.#reading = this.#reading.then(async () => {
      const user = await readSource('user', this.#userFile, 'User', undefined, {});
      // What the user has everywhere may be used in each folder.
      const names = [user.variables, ...user.environments.map(({ values }) => values)].flatMap((set) =>
        Object.keys(set),
      );
      const outside = { variables: names, inputs: user.inputs.map(({ id }) => id) };
      this.#sources = [
        ...(await Promise.all(
          (workspace.workspaceFolders ?? []).map((folder) =>
            readSource('workspace', workspaceFile(folder), folder.name, folder, outside),
          ),
        )),
        user,
      ];
      this.#changed.fire();
    });
    return this.#reading;
  }

  /** The file that a save in that scope goes to, for a workspace that of its first folder; undefined without one. */
  fileOf(scope: Scope): Uri | undefined {
    if (scope === 'user') return this.#userFile;
    const folder = workspace.workspaceFolders?.[0];
    return folder === undefined ? undefined : workspaceFile(folder);
  }

  /** Adds the profile, or replaces one of its name when asked to. The rest of the file stays as it is. */
  save(where: Scope | Uri, profile: Profile, replace: boolean): Promise<Saved> {
    const file = typeof where === 'string' ? this.fileOf(where) : where;
    if (file === undefined) {
      return Promise.resolve({ ok: false, problem: 'No folder is open. Open one, or save the profile for the user.' });
    }
    return this.#edit(file, (text) => writeProfile(text, profile, { replace }));
  }

  /** Adds messages to a file as a collection. */
  saveMessages(file: Uri, collection: string, messages: readonly SavedMessage[]): Promise<Saved> {
    return this.#edit(file, (text) => addCollection(text, collection, messages));
  }

  /** Adds a message to a collection of a file, or to the file's own messages. */
  saveMessage(file: Uri, message: SavedMessage, collection?: string): Promise<Saved> {
    return this.#edit(file, (text) => addMessage(text, message, collection));
  }

  /** Takes it out of its file. Undoing brings it back with its comments, in its old place if the file has not changed since. */
  async remove({ profile: { name }, source: { file } }: StoredProfile): Promise<Removed> {
    let before = '';
    let after = '';
    const removed = await this.#edit(file, (text) => {
      const result = removeProfile(text, name);
      if (result.ok) [before, after] = [text, result.text];
      return result;
    });
    if (!removed.ok) return removed;
    const undo = (): Promise<Saved> =>
      this.#edit(file, (text) =>
        text === after ? { ok: true, text: before } : copyProfile(before, name, text, freeProfileName(text, name)),
      );
    return { ok: true, undo };
  }

  rename({ profile, source }: StoredProfile, to: string): Promise<Saved> {
    return this.#edit(source.file, (text) => renameProfile(text, profile.name, to));
  }

  /** Adds a copy with a name of its own to a file, which may be another one. Gives the copy's name. */
  async copy(
    { profile, source }: StoredProfile,
    file: Uri,
    wanted: string,
  ): Promise<Saved & { readonly name: string }> {
    const from = (await readText(source.file)) ?? '';
    let name = wanted;
    const saved = await this.#edit(file, (text) => {
      name = freeProfileName(text, wanted);
      return copyProfile(file.toString() === source.file.toString() ? text : from, profile.name, text, name);
    });
    return { ...saved, name };
  }

  /** Moves it to another file; it stays where it is when it cannot be written there. */
  async move(stored: StoredProfile, file: Uri): Promise<Saved> {
    if (file.toString() === stored.source.file.toString()) return { ok: true };
    const copied = await this.copy(stored, file, stored.profile.name);
    return copied.ok ? this.remove(stored) : copied;
  }

  async #edit(file: Uri, change: (text: string) => Edited): Promise<Saved> {
    const changed = await editFile(file, change);
    if (!changed.ok) {
      const { line, column, message } = changed.problem;
      return { ok: false, problem: `${workspace.asRelativePath(file)}, line ${line}, column ${column}: ${message}` };
    }
    await this.refresh();
    return { ok: true };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

const workspaceFile = (folder: WorkspaceFolder): Uri => Uri.joinPath(folder.uri, WORKSPACE_FILE);

async function readSource(
  scope: Scope,
  file: Uri,
  label: string,
  folder: WorkspaceFolder | undefined,
  outside: KnownOutside,
): Promise<ProfileSource> {
  const text = await readText(file);
  return { scope, file, label, folder, exists: text !== undefined, ...readProfileFile(text ?? '', outside) };
}
