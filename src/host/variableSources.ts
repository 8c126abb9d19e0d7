// Where the references of a connection get their values in the editor, and what a workspace that is not trusted may not have.
import { homedir } from 'node:os';
import { basename, dirname, sep } from 'node:path';
import { commands, window, workspace } from 'vscode';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import type { Input } from '../profiles/inputs.ts';
import type { Values } from '../profiles/profile.ts';
import { referencesIn, writeReference } from '../profiles/references.ts';
import {
  type Found,
  type OutsideReference,
  type VariableSources,
  environmentVariable,
  outsideReferences,
  textsOf,
} from '../profiles/variables.ts';
import type { Environments } from './environments.ts';
import { type InputAnswers, askForSecret } from './inputAnswers.ts';
import type { ProfileRef, ProfileSource, ProfileStore, StoredProfile } from './profileStore.ts';
import type { Secrets } from './secrets.ts';

export interface VariableServices {
  readonly profiles: Pick<ProfileStore, 'find' | 'sources'>;
  readonly environments: Pick<Environments, 'active'>;
  readonly secrets: Pick<Secrets, 'get' | 'set'>;
  readonly inputs: Pick<InputAnswers, 'answer'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly trusted: () => boolean;
}

/** A connection's surroundings: whose variables count, and what it may have. */
export interface Surroundings {
  readonly stored: StoredProfile | undefined;
  /** The file whose variables and inputs count; undefined when there is none at all. */
  readonly source: ProfileSource | undefined;
  /** The workspace is not trusted, and the connection is not one of the user's own file. */
  readonly restricted: boolean;
}

/** The problem of a reference that is asked for only when the connection is opened. */
export const LATER = 'Asked for when the connection is opened.';

export const NOT_TRUSTED =
  'This workspace is not trusted, so its connections get no secrets, environment variables, settings, commands or files. Trust it by the command "Workspaces: Manage Workspace Trust".';

export function surroundings({ profiles, trusted }: VariableServices, from: ProfileRef | undefined): Surroundings {
  const stored = from === undefined ? undefined : profiles.find(from);
  const source = stored?.source ?? profiles.sources[0];
  const restricted = !trusted() && stored?.source.scope !== 'user';
  return { stored, source, restricted };
}

/**
 * The sets of variables in the order in which they count: the profile's, the active environment's, the file's, and after those of a
 * folder's file the user's own.
 */
export function variableSets(
  services: VariableServices,
  { stored, source, restricted }: Surroundings,
): readonly Values[] {
  const { active } = services.environments;
  const ofFile = (file: ProfileSource): readonly Values[] => [
    file.environments.find(({ name }) => name === active)?.values ?? {},
    file.variables,
  ];
  const user = services.profiles.sources.find(({ scope }) => scope === 'user');
  return [
    stored?.profile.variables ?? {},
    ...(source === undefined ? [] : ofFile(source)),
    // They may say what only the user's own connections should.
    ...(user === undefined || user === source || restricted ? [] : ofFile(user)),
  ];
}

/** Fetches all that the options refer to. With `ask` the user is asked for what is missing; otherwise that is put off. */
export async function variableSources(
  services: VariableServices,
  options: ConnectionOptions,
  around: Surroundings,
  ask: boolean,
): Promise<VariableSources> {
  const sets = variableSets(services, around);
  const found = new Map<string, Found>();
  // One after the other: each may be a question.
  for (const reference of outsideReferences(textsOf(options), sets)) {
    found.set(writeReference(reference), await fetchValue(services, reference, around, ask));
  }
  return {
    sets,
    outside: (reference) =>
      found.get(writeReference(reference)) ?? without(`${writeReference(reference)} is not known.`),
  };
}

/**
 * What a name with a colon stands for outside of any connection, such as `input:room` in a step of a sequence, whose file belongs to
 * the workspace. Asks for what is missing; undefined when it has no value here.
 */
export async function outsideValue(services: VariableServices, name: string): Promise<string | undefined> {
  const [found] = referencesIn(`\${${name}}`);
  if (found === undefined || found.reference.kind === 'variable' || found.reference.kind === 'unknown')
    return undefined;
  const around = { ...surroundings(services, undefined), restricted: !services.trusted() };
  return (await fetchValue(services, found.reference, around, true)).value;
}

async function fetchValue(
  services: VariableServices,
  reference: OutsideReference,
  around: Surroundings,
  ask: boolean,
): Promise<Found> {
  const { kind, name } = reference;
  if (kind === 'place') return placeValue(name, reference.folder, around.source);
  if (around.restricted && !(kind === 'input' && isQuestion(inputOf(services, name, around.source)?.input))) {
    return without(`${writeReference(reference)} is not filled in. ${NOT_TRUSTED}`);
  }
  switch (kind) {
    case 'env':
      return environmentVariable(services.env, name);
    case 'config':
      return setting(name, around.source);
    case 'secret':
      return ask ? secret(services, name) : without(LATER);
    case 'input': {
      const found = inputOf(services, name, around.source);
      if (found === undefined) return without(`There is no input "${name}". Add one to "inputs", with that "id".`);
      return ask ? services.inputs.answer(found.input, found.file) : without(LATER);
    }
    case 'command': {
      if (!ask) return without(LATER);
      const value = await commands.executeCommand(name);
      return typeof value === 'string' ? { value } : without(`The command "${name}" answered no text.`);
    }
  }
}

async function secret({ secrets }: VariableServices, name: string): Promise<Found> {
  const kept = await secrets.get(name);
  if (kept !== undefined) return { value: kept };
  const answer = await askForSecret(`The secret "${name}" has no value yet`);
  if (answer === undefined)
    return without(`The secret "${name}" has no value. Give it one by the command "Manage Secrets".`);
  await secrets.set(name, answer);
  return { value: answer };
}

/** An input of the connection's own file, or else of the user's. */
function inputOf({ profiles }: VariableServices, id: string, source: ProfileSource | undefined) {
  const user = profiles.sources.find(({ scope }) => scope === 'user');
  for (const place of [source, user]) {
    const input = place?.inputs.find((one) => one.id === id);
    if (place !== undefined && input !== undefined) return { input, file: place.file.toString() };
  }
  return undefined;
}

/** What the user types is the user's to give; a kept password and a command are not. */
const isQuestion = (input: Input | undefined): boolean =>
  input !== undefined && input.type !== 'command' && !(input.type === 'promptString' && input.password === true);

function setting(name: string, source: ProfileSource | undefined): Found {
  const value = workspace.getConfiguration(undefined, source?.folder?.uri).get<unknown>(name);
  if (typeof value === 'string') return { value };
  if (typeof value === 'number' || typeof value === 'boolean') return { value: String(value) };
  return without(
    value === undefined || value === null
      ? `There is no setting "${name}".`
      : `The setting "${name}" is no text, number, true or false.`,
  );
}

function placeValue(name: string, folderName: string | undefined, source: ProfileSource | undefined): Found {
  const folders = workspace.workspaceFolders ?? [];
  const own = source?.folder ?? folders[0];
  const folder = folderName === undefined ? own : folders.find((one) => one.name === folderName);
  const file = window.activeTextEditor?.document.uri.fsPath;
  switch (name) {
    case 'workspaceFolder':
    case 'workspaceFolderBasename': {
      if (folder === undefined) {
        return without(
          folderName === undefined ? 'No folder is open.' : `No folder of this workspace is called "${folderName}".`,
        );
      }
      return { value: name === 'workspaceFolder' ? folder.uri.fsPath : basename(folder.uri.fsPath) };
    }
    case 'userHome':
      return { value: homedir() };
    case 'pathSeparator':
      return { value: sep };
    default:
      if (file === undefined) return without(`\${${name}} is the file in the editor, and no editor is open.`);
      return { value: name === 'file' ? file : name === 'fileDirname' ? dirname(file) : basename(file) };
  }
}

const without = (problem: string): Found => ({ value: undefined, problem });
