import { isVariableName, namesAre } from '../profiles/references.ts';
import { ArgumentError } from './argumentError.ts';
import type { GivenVariables } from './resolveConnection.ts';

/** For the parser of arguments. */
export const variableFlags = {
  env: { type: 'string' },
  var: { type: 'string', multiple: true },
} as const;

/** `--env NAME` and every `--var name=value`. Throws `ArgumentError`. */
export function variablesOf(values: {
  readonly env?: string | undefined;
  readonly var?: readonly string[] | undefined;
}): GivenVariables {
  const pairs = (values.var ?? []).map((pair, index): [string, string] => {
    const at = pair.indexOf('=');
    // The text itself is left out of the message: it may be a bare secret.
    if (at < 1)
      throw new ArgumentError(`--var number ${index + 1} has no name before an equals sign. Write it as name=value.`);
    const name = pair.slice(0, at);
    if (!isVariableName(name)) throw new ArgumentError(`--var "${name}" cannot be the name of a variable. ${namesAre}`);
    return [name, pair.slice(at + 1)];
  });
  return { environment: values.env, values: Object.fromEntries(pairs) };
}
