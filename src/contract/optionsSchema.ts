import * as v from 'valibot';
import { assertNever } from '../base/assertNever.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { type OptionSpec, optionSpec } from '../profiles/optionSpec.ts';

/** The shape of `ConnectionOptions` at a border. Whether the values make sense is judged by `profiles/check/checkOptions.ts`. */
export const connectionOptions = v.object({
  ...entries(optionSpec as Readonly<Record<string, OptionSpec>>),
  url: v.string(),
  // The table is complete by its type, so that what passes is what the type says.
}) as unknown as v.GenericSchema<unknown, ConnectionOptions>;

function entries(specs: Readonly<Record<string, OptionSpec>>) {
  return Object.fromEntries(Object.entries(specs).map(([key, spec]) => [key, v.exactOptional(schemaOf(spec))]));
}

function schemaOf(spec: OptionSpec): v.GenericSchema {
  switch (spec.kind) {
    case 'flag':
      return v.boolean();
    case 'number':
      return v.number();
    case 'text':
      return v.string();
    case 'choice':
      return v.picklist(spec.choices.map(({ value }) => value));
    case 'list':
      return v.array(v.string());
    case 'pairs':
      return v.array(v.tuple([v.string(), v.string()]));
    case 'group':
      return v.object(entries(spec.fields as Readonly<Record<string, OptionSpec>>));
    default:
      return assertNever(spec, 'kind of option');
  }
}
