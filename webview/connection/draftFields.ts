import type { ConnectionOptions, OptionProblem } from '../../src/profiles/connectionOptions.ts';
import { type Option, options } from '../../src/profiles/optionSpec.ts';
import { counts } from './authFields.ts';
import { type ReadOption, readOption, writeOption } from './optionText.ts';

/** The connection as it is typed, by option path: checks as they are set, all else as text, also while it makes no sense yet. */
export interface DraftFields {
  readonly url: string;
  readonly [path: string]: string | boolean;
}

/** Some of the fields, as they are to be. */
export interface FieldEdit {
  readonly url?: string;
  readonly [path: string]: string | boolean;
}

export const emptyFields: DraftFields = fieldsOf({ url: '' });

export function fieldsOf(connection: ConnectionOptions): DraftFields {
  const fields = options.map(({ path, keys, spec }) => [path, writeOption(spec, valueAt(connection, keys))] as const);
  return { ...Object.fromEntries(fields), url: connection.url };
}

/** The text of a field; empty where there is none. */
export function textAt(fields: DraftFields, path: string): string {
  const value = fields[path];
  return typeof value === 'string' ? value : '';
}

export interface ReadFields {
  readonly options: ConnectionOptions;
  /** What cannot even be read as options; whether the options make sense is judged by the extension. */
  readonly problems: readonly OptionProblem[];
}

/** Options that equal their default are left out, so that a saved profile says only what is special. */
export function readFields(fields: DraftFields): ReadFields {
  const values: Record<string, unknown> = {};
  const problems: OptionProblem[] = [];
  for (const option of options) {
    const [key, part] = option.keys;
    const read = readField(option, fields);
    problems.push(
      ...read.problems.map((message) => ({ field: key, ...(part === undefined ? {} : { part }), message })),
    );
    if (read.value === undefined) continue;
    values[key] = part === undefined ? read.value : { ...(values[key] as object | undefined), [part]: read.value };
  }
  // The table is complete by its type, so that what was read by it is what the type says.
  return { options: { ...values, url: fields.url.trim() }, problems };
}

/** True when the field says something that the default does not say. */
export function isChanged(option: Option, fields: DraftFields): boolean {
  const { value, problems } = readField(option, fields);
  return option.path !== 'url' && (value !== undefined || problems.length > 0);
}

function readField(option: Option, fields: DraftFields): ReadOption {
  const field = fields[option.path];
  if (field === undefined || !counts(option.path, textAt(fields, 'auth.type')))
    return { value: undefined, problems: [] };
  return readOption(option, field);
}

function valueAt(connection: ConnectionOptions, [key, part]: Option['keys']): unknown {
  const value: unknown = connection[key];
  if (part === undefined) return value;
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[part] : undefined;
}
