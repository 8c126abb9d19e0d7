// A folder that is nowhere on the disk, as that of a repository looked at without a clone.
import assert from 'node:assert/strict';
import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FileSystemError,
  type FileSystemProvider,
  type FileStat,
  FileType,
  Uri,
  commands,
  workspace,
} from 'vscode';
import type { InspectorApi } from '../../src/host/api.ts';
import { Cleanup, activeExtension, closeEditors, until } from '../support/vscodeHost.ts';

/** Files in memory; folders are there as soon as they are named. */
class MemoryFiles implements FileSystemProvider {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly mtime: number }>();
  #time = 1;

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  stat(uri: Uri): FileStat {
    const file = this.#files.get(uri.path);
    if (file !== undefined) return { type: FileType.File, ctime: 0, mtime: file.mtime, size: file.bytes.length };
    if (/\.json$/.test(uri.path)) throw FileSystemError.FileNotFound(uri);
    return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(): void {
    // Every folder is there.
  }

  readFile(uri: Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (file === undefined) throw FileSystemError.FileNotFound(uri);
    return file.bytes;
  }

  writeFile(uri: Uri, bytes: Uint8Array): void {
    const type = this.#files.has(uri.path) ? FileChangeType.Changed : FileChangeType.Created;
    this.#files.set(uri.path, { bytes, mtime: (this.#time += 1) });
    this.#changed.fire([{ type, uri }]);
  }

  delete(uri: Uri): void {
    this.#files.delete(uri.path);
  }

  rename(): void {
    throw FileSystemError.NoPermissions('Nothing is renamed here.');
  }

  text(uri: Uri): string {
    return new TextDecoder().decode(this.readFile(uri));
  }
}

describe('a virtual folder', () => {
  const cleanup = new Cleanup();
  afterEach(cleanup.run);
  afterEach(closeEditors);

  it('has its profiles read and written, and connects from here', async () => {
    const api = (await activeExtension()).exports as InspectorApi;
    const files = new MemoryFiles();
    const folder = Uri.parse('wsi-memory:/repository');
    const file = Uri.joinPath(folder, '.vscode/websockets.json');
    files.writeFile(
      file,
      new TextEncoder().encode(
        '{\n  "profiles": [\n    // far away\n    { "name": "Virtual", "url": "ws://127.0.0.1:1/" }\n  ]\n}\n',
      ),
    );
    cleanup.own(workspace.registerFileSystemProvider('wsi-memory', files, { isCaseSensitive: true }));
    const at = workspace.workspaceFolders?.length ?? 0;
    assert.ok(workspace.updateWorkspaceFolders(at, 0, { uri: folder, name: 'virtual' }));
    cleanup.later(async () => {
      workspace.updateWorkspaceFolders(at, 1);
      await until(() => workspace.workspaceFolders?.length === at, 'the folder is gone');
    });
    const names = (): string[] => api.profiles().flatMap((one) => (one.file === file.toString() ? [one.name] : []));
    await until(() => names().includes('Virtual'), 'the profile');

    const copied = await commands.executeCommand('websocketInspector.duplicateProfile', {
      name: 'Virtual',
      file: file.toString(),
    });
    assert.equal(copied, 'Virtual copy');
    assert.match(files.text(file), /\/\/ far away[^]*"Virtual copy"/);
    assert.deepEqual(names(), ['Virtual', 'Virtual copy']);

    await commands.executeCommand('websocketInspector.connectProfile', { name: 'Virtual', file: file.toString() });
    await until(() => api.sessions().some(({ title, state }) => title === 'Virtual' && state === 'failed'), 'the try');
  });

  it('is declared in the manifest, with what works', async () => {
    const { capabilities } = (await activeExtension()).packageJSON as {
      readonly capabilities: Readonly<
        Record<
          'virtualWorkspaces' | 'untrustedWorkspaces',
          { readonly supported: unknown; readonly description: string }
        >
      >;
    };
    assert.equal(capabilities.virtualWorkspaces.supported, 'limited');
    assert.match(capabilities.virtualWorkspaces.description, /Sockets.*machine that runs the extension/);
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    assert.match(
      capabilities.untrustedWorkspaces.description,
      /no secrets, environment variables, settings, commands or files/,
    );
  });
});
