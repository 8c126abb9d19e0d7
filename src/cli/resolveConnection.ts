import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOptions } from '../profiles/check/checkOptions.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { optionAt, withOption } from '../profiles/mapTexts.ts';
import { options as allOptions } from '../profiles/optionSpec.ts';
import type { Profile } from '../profiles/profile.ts';
import { readProfileFile } from '../profiles/profileFile.ts';
import { resolveVariables } from '../profiles/variables.ts';
import { ArgumentError } from './argumentError.ts';

const PROFILE_FILE = join('.vscode', 'websockets.json');

/** A profile of the folder's own file. Throws `ArgumentError` when there is none of that name. */
export async function profileNamed(name: string, folder: string): Promise<Profile> {
  const file = join(folder, PROFILE_FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ArgumentError(`--profile ${name}: ${PROFILE_FILE} cannot be read here. ${String(error)}`);
  });
  const { profiles, problems } = readProfileFile(text);
  const found = profiles.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  const known = profiles.map((profile) => `"${profile.name}"`).join(', ');
  const faults = problems.map(({ line, column, message }) => ` ${PROFILE_FILE}:${line}:${column}: ${message}`).join('');
  throw new ArgumentError(
    `There is no profile "${name}" in ${PROFILE_FILE}. It has: ${known === '' ? 'none' : known}.${faults}`,
  );
}

/** Fills in the variables and checks the result. Throws `ArgumentError` that names every problem. */
export function resolvedOptions(options: ConnectionOptions): ConnectionOptions {
  const resolved = resolveVariables(options, { env: process.env });
  const problems = [...resolved.problems, ...checkOptions(resolved.options)];
  if (problems.length === 0) return resolved.options;
  throw new ArgumentError(problems.map(({ field, message }) => `${field}: ${message}`).join('\n'));
}

/** The profile's options, those of the command line over them. */
export function mergedOptions(
  profile: Profile | undefined,
  url: string | undefined,
  own: Omit<ConnectionOptions, 'url'>,
): ConnectionOptions {
  const { name: _name, ...saved } = profile ?? { name: '', url: '' };
  let merged: ConnectionOptions = { ...saved, url: url ?? saved.url };
  for (const { keys } of allOptions) {
    const value = optionAt({ ...own, url: merged.url }, keys);
    if (value !== undefined) merged = withOption(merged, keys, value);
  }
  return merged;
}
