import type { ConnectionOptions } from './connectionOptions.ts';

export type { FileProblem } from './jsonText.ts';

/** Named texts that `${name}` stands for; they may hold references themselves. */
export type Values = Readonly<Record<string, string>>;

/** A connection saved under a name, unique in its file, with all that it takes over from the profile that it extends. */
export interface Profile extends ConnectionOptions {
  readonly name: string;
  /** The name of another profile of the same file. */
  readonly extends?: string;
  readonly variables?: Values;
}

/** A set of variables of which one is in force at a time. */
export interface Environment {
  readonly name: string;
  readonly values: Values;
}

/** The connection of a profile, without what only the file knows of it. */
export function optionsOf(profile: Profile): ConnectionOptions {
  const { name: _name, extends: _base, variables: _variables, ...options } = profile;
  return options;
}
