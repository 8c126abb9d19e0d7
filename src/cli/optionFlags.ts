// The flags of `connect` that set an option of the connection, made of the options' table.
import { type HeaderPair, type ConnectionOptions } from '../profiles/connectionOptions.ts';
import { assertNever } from '../base/assertNever.ts';
import { withOption } from '../profiles/mapTexts.ts';
import { type LeafSpec, type Option, options as allOptions } from '../profiles/optionSpec.ts';
import { flagName } from '../profiles/flagName.ts';
import { ArgumentError } from './argumentError.ts';

/** One flag: `--no-deflate`, `--tls-min-version VERSION`. */
export interface OptionFlag {
  /** Without the dashes. */
  readonly name: string;
  readonly option: Option;
  /** What follows it; undefined for one that stands alone. */
  readonly value: string | undefined;
  /** It may be given several times. */
  readonly repeatable: boolean;
}

/** The URL is no flag but the argument itself. */
export const optionFlags: readonly OptionFlag[] = allOptions
  .filter(({ path }) => path !== 'url')
  .map((option) => ({
    name: flagName(option),
    option,
    value: valueWord(option.spec),
    repeatable: option.spec.kind === 'pairs' || option.spec.kind === 'list',
  }));

function valueWord(spec: LeafSpec): string | undefined {
  switch (spec.kind) {
    case 'flag':
      return undefined;
    case 'number':
      return spec.unit === 'ms' ? 'MS' : spec.unit === 'bytes' ? 'BYTES' : 'N';
    case 'text':
      return spec.file === true ? 'FILE' : 'TEXT';
    case 'choice':
      return spec.choices.map(({ value }) => value).join('|');
    case 'list':
      return spec.lines === true ? 'FILE' : 'A,B';
    case 'pairs':
      return spec.separator === ':' ? "'Name: value'" : 'name=value';
    default:
      return assertNever(spec, 'kind of option');
  }
}

/** What the parser of arguments wants to know of them. */
export const parserFlags = Object.fromEntries(
  optionFlags.map(({ name, value, repeatable }) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: repeatable },
  ]),
);

type Given = string | boolean | readonly (string | boolean)[] | undefined;

/** The options that these flags set. Throws `ArgumentError` that names the flag. */
export function optionsOf(values: Readonly<Record<string, Given>>): Omit<ConnectionOptions, 'url'> {
  let options: ConnectionOptions = { url: '' };
  for (const flag of optionFlags) {
    const given = values[flag.name];
    if (given !== undefined) options = withOption(options, flag.option.keys, valueOf(flag, given));
  }
  const { url: _none, ...others } = options;
  return others;
}

function valueOf({ name, option: { spec } }: OptionFlag, given: NonNullable<Given>): unknown {
  const texts = (Array.isArray(given) ? given : [given]).map(String);
  const [text = ''] = texts;
  switch (spec.kind) {
    case 'flag':
      return !spec.default;
    case 'number':
      return numberOf(name, text, spec.fraction === true);
    case 'text':
      return text;
    case 'choice': {
      const values = spec.choices.map(({ value }) => value);
      if (values.includes(text)) return text;
      throw new ArgumentError(`--${name} takes one of ${values.join(', ')}, not "${text}".`);
    }
    case 'list':
      return spec.lines === true ? texts : texts.flatMap((list) => list.split(',').map((entry) => entry.trim()));
    case 'pairs':
      return texts.map((pair, index) => pairOf(name, pair, spec.separator, index));
    default:
      return assertNever(spec, 'kind of option');
  }
}

function numberOf(name: string, text: string, fraction: boolean): number {
  if (!(fraction ? /^\d+(\.\d+)?$/ : /^\d+$/).test(text))
    throw new ArgumentError(`--${name} takes a ${fraction ? '' : 'whole '}number, not "${text}".`);
  return Number(text);
}

/** The text itself is left out of the message: without its name it may be a bare secret. */
function pairOf(flag: string, text: string, separator: ':' | '=', index: number): HeaderPair {
  const at = text.indexOf(separator);
  if (at >= 1) return [text.slice(0, at), text.slice(at + 1).trim()];
  const [what, form] = separator === ':' ? ['a colon', "'Name: value'"] : ['an equals sign', "'name=value'"];
  throw new ArgumentError(`--${flag} number ${index + 1} has no name before ${what}. Write it as ${form}.`);
}
