import { Position, Range, Uri, env, window, workspace } from 'vscode';
import { maskUrl } from '../diagnosis/redact.ts';
import { type ConnectServices, connectTo, draftOf } from './connectTo.ts';
import { readConnectRequest } from './connectRequest.ts';
import { type ProfileRef, type ProfileStore, type Saved, type StoredProfile, refOf } from './profileStore.ts';
import type { ProfileNode } from './profileTree.ts';
import { copyAs } from './copyAs.ts';
import { importConnections } from './importConnections.ts';
import { profilePlaces } from './profilePlaces.ts';
import { quickConnect } from './quickConnect.ts';
import type { Secrets } from './secrets.ts';

interface ProfileServices extends ConnectServices {
  readonly profiles: ProfileStore;
  readonly secrets: Secrets;
}

/** Commands on saved connections. Each takes a profile of the tree, its name, or name and file; without one it asks. */
export function profileCommands(services: ProfileServices): Readonly<Record<string, (argument: unknown) => unknown>> {
  const { panel, profiles, secrets } = services;
  const withProfile =
    <Result>(run: (stored: StoredProfile) => PromiseLike<Result> | Result) =>
    async (argument: unknown): Promise<Result | undefined> => {
      const stored = await chooseProfile(profiles, argument);
      return stored === undefined ? undefined : run(stored);
    };

  return {
    connect: async (argument) => ({ session: await connectTo(services, readConnectRequest(argument)) }),
    quickConnect: () => quickConnect(services),
    connectProfile: withProfile(async (stored) => {
      await connectTo(services, { kind: 'profile', profile: refOf(stored) });
    }),
    editProfile: withProfile((stored) => panel.open(draftOf(stored))),
    editProfileBeside: withProfile((stored) => panel.open(draftOf(stored), true)),
    editProfileInFile: withProfile(async ({ profile, source }) => {
      const place = source.places.find(({ name }) => name === profile.name);
      const at = new Position((place?.line ?? 1) - 1, (place?.column ?? 1) - 1);
      await window.showTextDocument(source.file, { selection: new Range(at, at) });
    }),
    copyProfileAs: withProfile(({ profile }) => copyAs(profile)),
    // The text of another tool may be given by whoever runs the command.
    importConnections: (argument) =>
      importConnections({ profiles, secrets }, typeof argument === 'string' ? argument : undefined),
    copyUrl: withProfile(({ profile }) => env.clipboard.writeText(profile.url)),
    duplicateProfile: withProfile(async (stored) => {
      const copied = await profiles.copy(stored, stored.source.file, `${stored.profile.name} copy`);
      done(copied);
      return copied.name;
    }),
    renameProfile: withProfile(async (stored) => {
      const { name } = stored.profile;
      const others = stored.source.places.map((place) => place.name).filter((other) => other !== name);
      const wanted = await window.showInputBox({
        prompt: `What shall "${name}" be called?`,
        value: name,
        ignoreFocusOut: true,
        validateInput: (text) => {
          if (text.trim() === '') return 'Give it a name.';
          return others.includes(text.trim()) ? 'There is a profile of this name in the file.' : undefined;
        },
      });
      if (wanted !== undefined && wanted.trim() !== name) done(await profiles.rename(stored, wanted.trim()));
    }),
    // What dragging does, for whoever does not drag; and where the tree has one level there is nowhere to drag to.
    moveProfile: withProfile(async (stored) => {
      const items = profilePlaces(profiles).filter(({ file }) => file !== stored.source.file.toString());
      if (items.length === 0) throw new Error('There is no other place: no folder is open.');
      const placeHolder = `Where shall "${stored.profile.name}" be kept?`;
      const chosen = await window.showQuickPick(items, { placeHolder });
      if (chosen !== undefined) done(await profiles.move(stored, Uri.parse(chosen.file, true)));
    }),
    deleteProfile: withProfile(async (stored) => {
      const removed = await profiles.remove(stored);
      done(removed);
      const answer = await window.showInformationMessage(`Deleted the profile "${stored.profile.name}".`, 'Undo');
      if (answer !== undefined && removed.undo !== undefined) done(await removed.undo());
    }),
    openWorkspaceProfiles: async (argument) => {
      const file = await chooseFolderFile(profiles, argument);
      if (file !== undefined) await openProfileFile(file);
    },
    openUserProfiles: () => openProfileFile(profiles.fileOf('user')),
    refreshProfiles: () => profiles.refresh(),
  };
}

function done(saved: Saved): void {
  if (!saved.ok) throw new Error(saved.problem);
}

async function chooseProfile(profiles: ProfileStore, argument: unknown): Promise<StoredProfile | undefined> {
  const node = argument as ProfileNode | undefined;
  if (node?.kind === 'profile') return profiles.find(refOf(node.stored)) ?? node.stored;
  const named = refIn(argument);
  if (named !== undefined) {
    const stored = profiles.find(named);
    if (stored === undefined) throw new Error(`There is no profile "${named.name}".`);
    return stored;
  }
  await profiles.refresh();
  if (profiles.all.length === 0)
    throw new Error('There are no profiles yet. Open the inspector, connect, and choose "Save profile".');
  const items = profiles.all.map((stored) => ({
    label: stored.profile.name,
    description: maskUrl(stored.profile.url),
    stored,
  }));
  return (await window.showQuickPick(items, { placeHolder: 'Which profile?', matchOnDescription: true }))?.stored;
}

function refIn(argument: unknown): ProfileRef | undefined {
  if (typeof argument === 'string') return { name: argument };
  if (typeof argument !== 'object' || argument === null || !('name' in argument)) return undefined;
  const { name } = argument;
  const file = 'file' in argument && typeof argument.file === 'string' ? argument.file : undefined;
  return typeof name === 'string' ? { name, file } : undefined;
}

/** The file of the only folder, of the one given, or of one that the user chooses. */
async function chooseFolderFile(profiles: ProfileStore, argument: unknown): Promise<Uri | undefined> {
  const node = argument as ProfileNode | undefined;
  if (node?.kind === 'source') return node.source.file;
  await profiles.refresh();
  const sources = profiles.sources.filter(({ scope }) => scope === 'workspace');
  const [only] = sources;
  if (only === undefined) throw new Error('No folder is open. Open one, or use "Open User Profiles".');
  if (sources.length === 1) return only.file;
  const items = sources.map(({ label, file, exists }) => ({ label, description: exists ? '' : 'has none yet', file }));
  return (await window.showQuickPick(items, { placeHolder: 'The profiles of which folder?' }))?.file;
}

const NEW_FILE =
  '{\n  // Saved WebSocket connections. Press Ctrl+Space for what can stand here.\n  "profiles": []\n}\n';

async function openProfileFile(file: Uri | undefined): Promise<void> {
  if (file === undefined) return;
  try {
    await workspace.fs.stat(file);
  } catch {
    // Not there yet: begin it.
    await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
    await workspace.fs.writeFile(file, new TextEncoder().encode(NEW_FILE));
  }
  await window.showTextDocument(await workspace.openTextDocument(file));
}
