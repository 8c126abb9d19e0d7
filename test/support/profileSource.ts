// Profile files as a suite needs them, without a file.
import { Uri, type WorkspaceFolder } from 'vscode';
import type { ProfileSource } from '../../src/host/profileStore.ts';
import { readProfileFile } from '../../src/profiles/profileFile.ts';

export function profileSource(
  scope: 'workspace' | 'user',
  text: string,
  folder?: WorkspaceFolder,
  name: string = scope,
): ProfileSource {
  return {
    scope,
    file: Uri.file(`/${name}/websockets.json`),
    label: scope === 'user' ? 'User' : (folder?.name ?? 'folder'),
    folder,
    exists: true,
    ...readProfileFile(text),
  };
}
