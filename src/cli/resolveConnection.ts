import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOptions } from '../profiles/check/checkOptions.ts';
import type { ConnectionOptions, OptionProblem } from '../profiles/connectionOptions.ts';
import { optionAt, withOption } from '../profiles/mapTexts.ts';
import { type Option, options as allOptions } from '../profiles/optionSpec.ts';
import { type Profile, type Values, optionsOf } from '../profiles/profile.ts';
import { type ProfileFile, readProfileFile } from '../profiles/profileFile.ts';
import { type VariableSources, resolveVariables } from '../profiles/variables.ts';
import { ArgumentError } from './argumentError.ts';
import { outsideEditor } from './outsideEditor.ts';
import { withoutReset } from './resetOptions.ts';

const PROFILE_FILE = join('.vscode', 'websockets.json');

/** A connection as the command line names it. */
export interface GivenConnection {
  readonly url: string | undefined;
  readonly profile: string | undefined;
  /** They win over the profile's. */
  readonly options: Omit<ConnectionOptions, 'url'>;
  /** What the profile says of them does not count. */
  readonly reset?: readonly Option[];
  readonly variables: GivenVariables;
}

/** `--env` and `--var`. */
export interface GivenVariables {
  readonly environment: string | undefined;
  readonly values: Values;
}

/** Everything that was given, completed by the folder's profile file, with all variables filled in. Throws `ArgumentError`. */
export async function connectionOf(given: GivenConnection, folder: string): Promise<ConnectionOptions> {
  const file = await profileFileOf(given, folder);
  const profile = given.profile === undefined ? undefined : profileNamed(given.profile, file);
  const sources = variableSources(given.variables, file, profile, folder);
  return resolvedOptions(mergedOptions(profile, given.url, given.options, given.reset), sources);
}

/**
 * Where variables come from on the command line: `--var`, the profile, the environment of `--env`, the file, in this order.
 * Secrets and inputs come from environment variables. Throws `ArgumentError` when there is no such environment.
 */
export function variableSources(
  given: GivenVariables,
  file: ProfileFile | undefined,
  profile: Profile | undefined,
  folder: string,
): VariableSources {
  const { environment: name } = given;
  const environments = file?.environments ?? [];
  const environment = environments.find((one) => one.name === name);
  if (name !== undefined && environment === undefined) {
    const known = environments.map((one) => `"${one.name}"`).join(', ');
    throw new ArgumentError(
      `There is no environment "${name}" in ${PROFILE_FILE}. It has: ${known === '' ? 'none' : known}.`,
    );
  }
  return {
    sets: [given.values, profile?.variables ?? {}, environment?.values ?? {}, file?.variables ?? {}],
    outside: outsideEditor(file?.inputs ?? [], process.env, folder),
  };
}

/** The folder's profile file; undefined when there is none and nothing asks for it. Throws `ArgumentError`. */
export async function profileFileOf(
  { profile, variables }: Pick<GivenConnection, 'profile' | 'variables'>,
  folder: string,
): Promise<ProfileFile | undefined> {
  try {
    return readProfileFile(await readFile(join(folder, PROFILE_FILE), 'utf8'));
  } catch (error) {
    if (profile === undefined && variables.environment === undefined) return undefined;
    const flag = profile === undefined ? `--env ${variables.environment ?? ''}` : `--profile ${profile}`;
    throw new ArgumentError(`${flag}: ${PROFILE_FILE} cannot be read here. ${String(error)}`);
  }
}

/** A profile of the folder's own file. Throws `ArgumentError` when there is none of that name. */
export function profileNamed(name: string, file: ProfileFile | undefined): Profile {
  const { profiles, problems } = file ?? { profiles: [], problems: [] };
  const found = profiles.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  const known = profiles.map((profile) => `"${profile.name}"`).join(', ');
  const faults = problems.map(({ line, column, message }) => ` ${PROFILE_FILE}:${line}:${column}: ${message}`).join('');
  throw new ArgumentError(
    `There is no profile "${name}" in ${PROFILE_FILE}. It has: ${known === '' ? 'none' : known}.${faults}`,
  );
}

/** Fills in the variables and checks the result. Throws `ArgumentError` that names every problem. */
export function resolvedOptions(options: ConnectionOptions, sources: VariableSources): ConnectionOptions {
  const resolved = resolveVariables(options, sources);
  const unresolved = new Set(resolved.problems.map(placeOf));
  // What still holds a reference is not judged a second time.
  const wrong = checkOptions(resolved.options).filter((problem) => !unresolved.has(placeOf(problem)));
  const problems = [...resolved.problems, ...wrong];
  if (problems.length === 0) return resolved.options;
  throw new ArgumentError(problems.map(({ field, message }) => `${field}: ${message}`).join('\n'));
}

const placeOf = ({ field, index, part }: OptionProblem): string => `${field} ${index ?? ''} ${part ?? ''}`;

/** The profile's options without those that are reset, those of the command line over them. */
export function mergedOptions(
  profile: Profile | undefined,
  url: string | undefined,
  own: Omit<ConnectionOptions, 'url'>,
  reset: readonly Option[] = [],
): ConnectionOptions {
  const saved: ConnectionOptions = profile === undefined ? { url: '' } : withoutReset(optionsOf(profile), reset);
  let merged: ConnectionOptions = { ...saved, url: url ?? saved.url };
  for (const { keys } of allOptions) {
    const value = optionAt({ ...own, url: merged.url }, keys);
    if (value !== undefined) merged = withOption(merged, keys, value);
  }
  return merged;
}
