import type { ConnectionOptions, OptionProblem } from './connectionOptions.ts';

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

type Place = Omit<OptionProblem, 'offset' | 'message'>;

const reference = /\$\{([^{}]*)\}/g;

/** Whether the text refers to a variable, so that it cannot be judged before that is filled in. */
export function hasVariable(text: string): boolean {
  return /\$\{[^{}]*\}/.test(text);
}

/**
 * Fills `${env:NAME}` into the URL, header names and values, subprotocols, origin and the TLS file names.
 * What is filled in is not looked at again: a value that contains `${…}` stays as it is.
 */
export function resolveVariables(options: ConnectionOptions, sources: VariableSources): ResolvedOptions {
  const problems: OptionProblem[] = [];
  const fill = (text: string, place: Place): string =>
    text.replace(reference, (whole: string, name: string, offset: number) => {
      const found = lookUp(name, sources);
      if (found.value !== undefined) return found.value;
      problems.push({ ...place, offset, message: found.problem });
      return whole;
    });
  const { tls } = options;
  const resolved: ConnectionOptions = {
    ...options,
    url: fill(options.url, { field: 'url' }),
    ...(options.headers && {
      headers: options.headers.map(
        ([name, value], index) =>
          [
            fill(name, { field: 'headers', index, part: 'name' }),
            fill(value, { field: 'headers', index, part: 'value' }),
          ] as const,
      ),
    }),
    ...(options.subprotocols && {
      subprotocols: options.subprotocols.map((text, index) => fill(text, { field: 'subprotocols', index })),
    }),
    ...(options.origin !== undefined && { origin: fill(options.origin, { field: 'origin' }) }),
    ...(options.proxy !== undefined && { proxy: fill(options.proxy, { field: 'proxy' }) }),
    ...(tls && {
      tls: {
        ...tls,
        ...(tls.ca !== undefined && { ca: fill(tls.ca, { field: 'tls', part: 'ca' }) }),
        ...(tls.cert !== undefined && { cert: fill(tls.cert, { field: 'tls', part: 'cert' }) }),
        ...(tls.key !== undefined && { key: fill(tls.key, { field: 'tls', part: 'key' }) }),
      },
    }),
  };
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
