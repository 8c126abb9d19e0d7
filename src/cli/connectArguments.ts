import { parseArgs } from 'node:util';
import { parseHex } from '../base/hex.ts';
import { maskUrl } from '../diagnosis/redact.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { closeProblem } from '../session/closeProblem.ts';
import type { Option } from '../profiles/optionSpec.ts';
import { ArgumentError } from './argumentError.ts';
import { optionsOf, parserFlags } from './optionFlags.ts';
import { optionsToReset } from './resetOptions.ts';
import type { GivenVariables } from './resolveConnection.ts';
import { variableFlags, variablesOf } from './variableFlags.ts';

/** What is done once the connection is open, in the order of the arguments. */
export type Action =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'ping'; readonly text: string };

export interface ConnectArguments {
  /** Undefined when only `--profile` names the connection. */
  readonly url: string | undefined;
  readonly profile: string | undefined;
  /** Options given on the command line; they win over the profile's. */
  readonly options: Omit<ConnectionOptions, 'url'>;
  /** Options of the profile that do not count. */
  readonly reset: readonly Option[];
  readonly variables: GivenVariables;
  readonly actions: readonly Action[];
  readonly close: { readonly code: number; readonly reason: string } | undefined;
  readonly frames: number | undefined;
  readonly forMs: number | undefined;
  readonly echo: boolean;
  readonly capture: string | undefined;
  readonly maxPayload: number;
  readonly summary: boolean;
}

const DEFAULT_MAX_PAYLOAD = 65_536;

const flags = {
  ...parserFlags,
  profile: { type: 'string' },
  reset: { type: 'string', multiple: true },
  ...variableFlags,
  capture: { type: 'string' },
  send: { type: 'string', multiple: true },
  'send-hex': { type: 'string', multiple: true },
  'send-file': { type: 'string', multiple: true },
  ping: { type: 'string', multiple: true },
  close: { type: 'string' },
  frames: { type: 'string' },
  for: { type: 'string' },
  echo: { type: 'boolean' },
  'max-payload': { type: 'string' },
  summary: { type: 'boolean' },
} as const;

/** `--ping` and `--close` may stand alone, also right before the URL; the parser wants a value for every string. */
function withOptionalValues(args: readonly string[]): string[] {
  return args.map((arg, i) => {
    const next = args[i + 1];
    const alone = next === undefined || /^(--|wss?:|https?:|ws\+unix:)/.test(next);
    return (arg === '--ping' || arg === '--close') && alone ? `${arg}=` : arg;
  });
}

/** The arguments after `connect`. Throws `ArgumentError`. */
export function connectArguments(args: readonly string[]): ConnectArguments {
  const { values, tokens, positionals } = parse(withOptionalValues(args));
  if (positionals.length > 1) throw new ArgumentError(tooMany(positionals));
  const [url] = positionals;
  if (url === undefined && values.profile === undefined) {
    throw new ArgumentError('There is no URL: connect ws://host/path, or --profile NAME.');
  }
  return {
    url,
    profile: values.profile,
    options: optionsOf(values),
    reset: optionsToReset(values.reset ?? []),
    variables: variablesOf(values),
    actions: tokens.flatMap((token) => (token.kind === 'option' ? action(token.name, token.value ?? '') : [])),
    close: values.close === undefined ? undefined : closeArgument(values.close),
    frames: wholeNumber('frames', values.frames),
    forMs: wholeNumber('for', values.for),
    echo: values.echo ?? false,
    capture: values.capture,
    maxPayload: wholeNumber('max-payload', values['max-payload']) ?? DEFAULT_MAX_PAYLOAD,
    summary: values.summary ?? false,
  };
}

/** Only URLs are told, and without their secrets: the rest of a header value with a blank in it lands here too. */
function tooMany(positionals: readonly string[]): string {
  const urls = positionals.filter((argument) => /^[a-z][a-z\d+.-]*:\/\//i.test(argument));
  const [, second] = urls;
  return second === undefined
    ? 'There is more than one argument without a flag, and only a URL may be one. Put values with blanks in quotes.'
    : `One URL is enough; "${maskUrl(second)}" is one too many.`;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function action(name: string, value: string): Action[] {
  switch (name) {
    case 'send':
      return [{ kind: 'text', text: value }];
    case 'send-file':
      return [{ kind: 'file', file: value }];
    case 'ping':
      return [{ kind: 'ping', text: value }];
    case 'send-hex': {
      const parsed = parseHex(value);
      if (!parsed.ok) throw new ArgumentError(`--send-hex: ${parsed.message}`);
      return [{ kind: 'binary', bytes: parsed.bytes }];
    }
    default:
      return [];
  }
}

function closeArgument(value: string): { code: number; reason: string } {
  const [, code = '', reason = ''] = /^(\d*):?(.*)$/s.exec(value) ?? [];
  if (value !== '' && code === '')
    throw new ArgumentError(`--close "${value}" has no number. Write it as CODE or CODE:REASON.`);
  const close = { code: code === '' ? 1000 : Number(code), reason };
  const problem = closeProblem(close.code, close.reason);
  if (problem !== undefined) throw new ArgumentError(`--close: ${problem}`);
  return close;
}

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw new ArgumentError(`--${name} takes a whole number, not "${value}".`);
  return Number(value);
}
