import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { referencesIn } from '../profiles/references.ts';
import { outsideNames } from '../replay/interpolate.ts';
import type { Sequence, Target } from '../replay/sequence.ts';
import { readSequence } from '../replay/sequenceFile.ts';
import { targetsOf } from '../replay/targets.ts';
import { ArgumentError } from './argumentError.ts';
import type { ReplayArguments } from './replayArguments.ts';
import { outsideEditor } from './outsideEditor.ts';
import { connectionOf } from './resolveConnection.ts';

/** A sequence that is ready to run. */
export interface ReplayFile {
  /** As it was given, or found by a pattern. */
  readonly file: string;
  readonly sequence: Sequence;
  /** Line of each step, 1-based, by index. */
  readonly lines: readonly number[];
  readonly targets: ReadonlyMap<string | undefined, ConnectionOptions>;
  /** Values of names such as `env:TOKEN`. */
  readonly outside: Readonly<Record<string, string>>;
}

/** Finds, reads and checks every file. Throws `ArgumentError` that names every fault of every file; nothing runs then. */
export async function replayFiles(
  given: ReplayArguments,
  { outsideNeeded = true }: { readonly outsideNeeded?: boolean } = {},
): Promise<readonly ReplayFile[]> {
  const paths = [...new Set(given.files.flatMap(found))];
  const faults: string[] = [];
  const files: ReplayFile[] = [];
  for (const path of paths) {
    try {
      files.push(await readOne(path, given, outsideNeeded));
    } catch (error) {
      if (!(error instanceof ArgumentError)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new ArgumentError(faults.join('\n'));
  return files;
}

/** A path stands for itself, even when it looks like a pattern; a pattern for the files that it finds, sorted. */
function found(given: string): readonly string[] {
  if (!/[*?[{]/.test(given)) return [given];
  const files = globSync(given, { exclude: (name) => name === 'node_modules' }).sort();
  if (files.length === 0) throw new ArgumentError(`${given}: no file is found by this pattern.`);
  return files;
}

async function readOne(file: string, given: ReplayArguments, outsideNeeded: boolean): Promise<ReplayFile> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ArgumentError(`${file} cannot be read: ${String(error)}`);
  });
  const read = readSequence(text, given.variables);
  if (!read.ok) {
    const faults = read.problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
    throw new ArgumentError(faults.join('\n'));
  }
  const { sequence, places } = read;
  const outside = outsideNeeded ? outsideValues(text, file) : {};
  const targets = new Map<string | undefined, ConnectionOptions>();
  for (const [name, target] of targetsOf(sequence)) {
    targets.set(name, await optionsOf(target, targets.size === 0 ? given.profile : undefined, given, file));
  }
  return { file, sequence, lines: places.map(({ line }) => line), targets, outside };
}

async function optionsOf(
  target: Target,
  over: string | undefined,
  given: ReplayArguments,
  file: string,
): Promise<ConnectionOptions> {
  try {
    const profile = over ?? ('profile' in target ? target.profile : undefined);
    const url = profile === undefined && 'url' in target ? target.url : undefined;
    const variables = { environment: given.environment, values: given.variables };
    return await connectionOf({ url, profile, options: {}, variables }, process.cwd());
  } catch (error) {
    throw error instanceof ArgumentError ? new ArgumentError(`${file}: ${error.message}`) : error;
  }
}

function outsideValues(text: string, file: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const missing: string[] = [];
  const look = outsideEditor([], process.env, process.cwd());
  for (const name of outsideNames(text)) {
    const [found] = referencesIn(`\${${name}}`);
    if (found === undefined || found.reference.kind === 'variable' || found.reference.kind === 'unknown') {
      missing.push(`${file}: \${${name}} has no value on the command line.`);
      continue;
    }
    const value = look(found.reference);
    if (value.value === undefined) missing.push(`${file}: ${value.problem}`);
    else values[name] = value.value;
  }
  if (missing.length > 0) throw new ArgumentError(missing.join('\n'));
  return values;
}

/** The folder that the files named by a sequence are looked for from. */
export function folderOf(file: string): string {
  return resolve(file, '..');
}
