import { Uri, commands, env, window, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable.ts';
import type { Draft } from '../contract/panelContract.ts';
import type { Connections } from './connections.ts';
import type { Demo } from './demo.ts';
import type { Panels } from './panels.ts';
import type { ProfileStore } from './profileStore.ts';
import type { ProfileNode } from './profileTree.ts';
import type { Sequences } from './sequences.ts';

export interface CommandServices {
  readonly panel: Panels;
  readonly profiles: ProfileStore;
  readonly connections: Connections;
  readonly sequences: Sequences;
  readonly demo: Demo;
  /** Commands of other parts: name → what it does. */
  readonly more: Readonly<Record<string, (argument: unknown) => unknown>>;
  /** What went wrong in a command, for the user to read. */
  readonly showProblem: (error: unknown) => void;
}

/** Every command of the extension. */
export function registerCommands(services: CommandServices): Disposable {
  const { panel, profiles, connections, sequences, demo, more, showProblem } = services;
  const store = new DisposableStore();
  const command = (name: string, run: (argument: unknown) => unknown): void => {
    store.add(
      commands.registerCommand(`websocketInspector.${name}`, async (argument: unknown) => {
        try {
          return await run(argument);
        } catch (error) {
          showProblem(error);
          return undefined;
        }
      }),
    );
  };

  command('open', (argument) => panel.open(draftFrom(argument)));
  command('connectProfile', async (argument) => {
    const stored = await chooseProfile(profiles, argument);
    if (stored === undefined) return;
    const { name, ...options } = stored.profile;
    panel.open({ options, profile: name });
    const opened = await connections.open(options, name);
    if (!opened.ok) throw new Error(opened.problems.map(({ message }) => message).join(' '));
    panel.showSession(opened.session);
  });
  command('editProfile', async (argument) => {
    const stored = await chooseProfile(profiles, argument);
    if (stored !== undefined) panel.open({ options: withoutName(stored.profile), profile: stored.profile.name });
  });
  command('copyUrl', async (argument) => {
    const stored = await chooseProfile(profiles, argument);
    if (stored !== undefined) await env.clipboard.writeText(stored.profile.url);
  });
  command('deleteProfile', async (argument) => {
    const stored = await chooseProfile(profiles, argument);
    if (stored === undefined) return;
    const removed = await profiles.remove(stored);
    if (!removed.ok) throw new Error(removed.problem);
    const answer = await window.showInformationMessage(`Deleted the profile "${stored.profile.name}".`, 'Undo');
    if (answer === undefined) return;
    const restored = await profiles.save(stored.source.scope, stored.profile, false);
    if (!restored.ok) throw new Error(restored.problem);
  });
  command('openWorkspaceProfiles', () => openProfileFile(profiles.fileOf('workspace')));
  command('openUserProfiles', () => openProfileFile(profiles.fileOf('user')));
  command('refreshProfiles', () => profiles.refresh());
  command('replay', (argument) => (argument instanceof Uri ? sequences.replay(argument) : sequences.chooseAndReplay()));
  command('startDemo', async () => {
    const url = await demo.start();
    panel.open({ options: { url: `${url}/echo` } });
    const http = url.replace('ws:', 'http:');
    void window.showInformationMessage(`The demo server listens at ${url}. ${http}/ lists its routes.`);
    return url;
  });
  command('stopDemo', async () => {
    const stopped = await demo.stop();
    void window.showInformationMessage(stopped ? 'The demo server was stopped.' : 'No demo server was running.');
  });
  for (const [name, run] of Object.entries(more)) command(name, run);
  return store;
}

/** A URL, or a draft, as another extension or a keybinding may give it; anything else opens the panel as it is. */
function draftFrom(argument: unknown): Draft | undefined {
  if (typeof argument === 'string') return { options: { url: argument } };
  if (typeof argument === 'object' && argument !== null && 'url' in argument && typeof argument.url === 'string') {
    return { options: { url: argument.url } };
  }
  return undefined;
}

function withoutName<T extends { readonly name: string }>(profile: T): Omit<T, 'name'> {
  const { name: _name, ...options } = profile;
  return options;
}

async function chooseProfile(profiles: ProfileStore, argument: unknown) {
  const node = argument as ProfileNode | undefined;
  if (node?.kind === 'profile') return node.stored;
  if (typeof argument === 'string') {
    const named = profiles.find(argument);
    if (named === undefined) throw new Error(`There is no profile "${argument}".`);
    return named;
  }
  await profiles.refresh();
  if (profiles.all.length === 0)
    throw new Error('There are no profiles yet. Open the inspector, connect, and choose "Save profile".');
  const items = profiles.all.map((stored) => ({ label: stored.profile.name, description: stored.profile.url, stored }));
  return (await window.showQuickPick(items, { placeHolder: 'Which profile?' }))?.stored;
}

const NEW_FILE =
  '{\n  // Saved WebSocket connections. Press Ctrl+Space for what can stand here.\n  "profiles": []\n}\n';

async function openProfileFile(file: Uri | undefined): Promise<void> {
  if (file === undefined) throw new Error('No folder is open. Open one, or use "Open User Profiles".');
  try {
    await workspace.fs.stat(file);
  } catch {
    // Not there yet: begin it.
    await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
    await workspace.fs.writeFile(file, new TextEncoder().encode(NEW_FILE));
  }
  await window.showTextDocument(await workspace.openTextDocument(file));
}
