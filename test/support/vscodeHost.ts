// What the suites inside the extension host share: the extension itself, a folder to write in, and answers to VS Code's dialogs.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Extension, Uri, commands, extensions, window, workspace } from 'vscode';

const id = 'websocket-inspector.websocket-inspector';

/** The extension under test, active. */
export async function activeExtension(): Promise<Extension<unknown>> {
  const extension = extensions.getExtension<unknown>(id);
  assert.ok(extension, `${id} is not installed in this VS Code`);
  await extension.activate();
  return extension;
}

/** The script of the engine and the demo server, as built. */
export async function workerScript(): Promise<string> {
  return join((await activeExtension()).extensionPath, 'dist/worker.js');
}

export function workspaceFolder(): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the suite needs an open folder');
  return folder.uri;
}

/** Ends what a test has begun, in reverse order; for `afterEach`. */
export class Cleanup {
  readonly #ends: (() => unknown)[] = [];

  later(end: () => unknown): void {
    this.#ends.push(end);
  }

  own<T extends { dispose(): unknown }>(item: T): T {
    this.later(() => item.dispose());
    return item;
  }

  folder(): Uri {
    const path = mkdtempSync(join(tmpdir(), 'wsi-suite-'));
    this.later(() => rmSync(path, { recursive: true, force: true }));
    return Uri.file(path);
  }

  /** Answers a dialog of VS Code in the user's place. */
  replace(name: keyof typeof window, answer: (...args: never[]) => unknown): void {
    const target = window as Record<string, unknown>;
    const before = target[name];
    target[name] = answer;
    this.later(() => {
      target[name] = before;
    });
  }

  readonly run = async (): Promise<void> => {
    for (const end of this.#ends.splice(0).reverse()) await end();
  };
}

export async function closeEditors(): Promise<void> {
  await commands.executeCommand('workbench.action.closeAllEditors');
}

/** Looks again and again until there is something, at most 10 s. */
export async function eventually<T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within 10 s`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

/** Waits until it holds, at most 10 s. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  await eventually(async () => ((await holds()) ? true : undefined), what);
}

export async function writeFile(file: Uri, text: string): Promise<void> {
  await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
  await workspace.fs.writeFile(file, new TextEncoder().encode(text));
}

export async function readFile(file: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}
