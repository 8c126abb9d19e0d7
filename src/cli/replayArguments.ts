import { parseArgs } from 'node:util';
import type { Pace } from '../replay/pace.ts';
import { ArgumentError } from './argumentError.ts';

const reporterNames = ['spec', 'json', 'junit', 'tap'] as const;

export interface ReplayArguments {
  /** Paths and patterns as given, one at least. */
  readonly files: readonly string[];
  readonly profile: string | undefined;
  /** An environment of the folder's profile file. */
  readonly environment: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly pace: Pace;
  readonly reporter: (typeof reporterNames)[number];
  readonly capture: string | undefined;
  readonly captureFolder: string | undefined;
  /** Stop after the first sequence that fails. */
  readonly bail: boolean;
  /** How often a sequence that fails is tried again. */
  readonly retries: number;
}

/** Throws `ArgumentError`. */
export function replayArguments(args: readonly string[]): ReplayArguments {
  const { values, positionals } = parse(args);
  if (positionals.length === 0)
    throw new ArgumentError('Name a sequence file, or a pattern such as tests/**/*.wsseq.json.');
  if (values.capture !== undefined && positionals.length > 1) {
    throw new ArgumentError('--capture keeps one sequence’s capture. For several sequences give --capture-dir.');
  }
  const mode = oneOf('--mode', values.mode ?? 'reply', ['reply', 'timing'] as const);
  if (mode === 'reply' && (values.factor !== undefined || values.ahead === true)) {
    throw new ArgumentError('--factor and --ahead change recorded times: give --mode timing too.');
  }
  return {
    files: positionals,
    profile: values.profile,
    environment: values.env,
    variables: Object.fromEntries((values.var ?? []).map(readVariable)),
    pace:
      mode === 'reply'
        ? { kind: 'reply' }
        : { kind: 'timing', factor: number('--factor', values.factor ?? '1', 0, 1_000), ahead: values.ahead ?? false },
    reporter: oneOf('--reporter', values.reporter ?? 'json', reporterNames),
    capture: values.capture,
    captureFolder: values['capture-dir'],
    bail: values.bail ?? false,
    retries: number('--retries', values.retries ?? '0', 0, 100),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        env: { type: 'string' },
        var: { type: 'string', multiple: true },
        mode: { type: 'string' },
        factor: { type: 'string' },
        ahead: { type: 'boolean' },
        reporter: { type: 'string' },
        capture: { type: 'string' },
        'capture-dir': { type: 'string' },
        bail: { type: 'boolean' },
        retries: { type: 'string' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function readVariable(text: string): readonly [name: string, value: string] {
  const [, name = '', value = ''] = /^([^=${}:]+)=(.*)$/s.exec(text) ?? [];
  if (name === '') throw new ArgumentError(`--var ${text}: give name=value, such as --var user=ann.`);
  return [name, value];
}

function oneOf<W extends string>(flag: string, given: string, words: readonly W[]): W {
  const found = words.find((word) => word === given);
  if (found === undefined) throw new ArgumentError(`${flag} ${given}: it is one of ${words.join(', ')}.`);
  return found;
}

function number(flag: string, given: string, least: number, most: number): number {
  const value = Number(given);
  if (given.trim() !== '' && value >= least && value <= most) return value;
  throw new ArgumentError(`${flag} ${given}: give a number from ${least} to ${most}.`);
}
