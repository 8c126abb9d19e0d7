import type { ConnectionOptions, OptionProblem } from './connectionOptions.ts';
import { mapTexts } from './mapTexts.ts';

/** Where `${env:NAME}` looks. */
export interface VariableSources {
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ResolvedOptions {
  /** The options with every known variable filled in; unknown ones stay as they are written. */
  readonly options: ConnectionOptions;
  /** One for each variable that could not be filled in; `offset` counts in the text as written. */
  readonly problems: readonly OptionProblem[];
}

const reference = /\$\{([^{}]*)\}/g;

/** Whether the text refers to a variable, so that it cannot be judged before that is filled in. */
export function hasVariable(text: string): boolean {
  return /\$\{[^{}]*\}/.test(text);
}

/**
 * Fills `${env:NAME}` into every text of the options. What is filled in is not looked at again: a value that contains `${…}` stays
 * as it is.
 */
export function resolveVariables(options: ConnectionOptions, sources: VariableSources): ResolvedOptions {
  const problems: OptionProblem[] = [];
  const resolved = mapTexts(options, (text, place) =>
    text.replace(reference, (whole: string, name: string, offset: number) => {
      const found = lookUp(name, sources);
      if (found.value !== undefined) return found.value;
      problems.push({ ...place, offset, message: found.problem });
      return whole;
    }),
  );
  return { options: resolved, problems };
}

type Found = { readonly value: string } | { readonly value: undefined; readonly problem: string };

function lookUp(name: string, { env }: VariableSources): Found {
  const variable = /^env:(.+)$/.exec(name)?.[1];
  if (variable === undefined) {
    return {
      value: undefined,
      problem: `\${${name}} is not known. Write \${env:NAME} for an environment variable.`,
    };
  }
  const value = Object.hasOwn(env, variable) ? env[variable] : undefined;
  if (value !== undefined) return { value };
  return {
    value: undefined,
    problem: `The environment variable ${variable} is not set. Set it before the editor or the command starts.`,
  };
}
