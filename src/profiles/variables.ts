// What stands between `${` and `}` is filled in here, in one stated order and by nobody else. Pure: where the values come
// from is a parameter, so that the editor and the command line resolve alike.
import type { ConnectionOptions, OptionProblem } from './connectionOptions.ts';
import { mapTexts } from './mapTexts.ts';
import type { Values } from './profile.ts';
import { type Reference, referencesIn, replaceReferences, writeReference } from './references.ts';

/** What was found for a reference, or why nothing was: a sentence that names it and says how to mend it. */
export type Found = { readonly value: string } | { readonly value: undefined; readonly problem: string };

/** References to something outside the files. */
export type OutsideReference = Exclude<Reference, { readonly kind: 'variable' | 'unknown' }>;

export interface VariableSources {
  /** Sets of variables; the first that has a name counts. Their values are looked at for further references. */
  readonly sets: readonly Values[];
  /** All that is no variable of a file. What it gives is not looked at again: a value that contains `${…}` stays as it is. */
  readonly outside: (reference: OutsideReference) => Found;
}

export interface ResolvedOptions {
  /** The options with every known reference filled in; unknown ones stay as they are written. */
  readonly options: ConnectionOptions;
  /** One for each reference that could not be filled in; `offset` counts in the text as written. */
  readonly problems: readonly OptionProblem[];
}

/** Longer than any value that is meant. */
const LONGEST_VALUE = 1_000_000;

/** Deeper than any variable that somebody still understands. */
export const DEEPEST_VARIABLE = 100;

/** Fills the references of every text of the options in. */
export function resolveVariables(options: ConnectionOptions, sources: VariableSources): ResolvedOptions {
  const problems: OptionProblem[] = [];
  const resolve = textResolver(sources);
  const resolved = mapTexts(options, (text, place) =>
    resolve(text, (offset, message) => problems.push({ ...place, offset, message })),
  );
  return { options: resolved, problems };
}

/** Fills the references of a text in; `report` is told of each that has no value, with its place in the text. */
function textResolver(
  sources: VariableSources,
): (text: string, report: (offset: number, message: string) => void) => string {
  const look = lookIn(sources);
  return (text, report) =>
    replaceReferences(text, (reference, offset) => {
      const found = look(reference, []);
      if (found.value === undefined) report(offset, found.problem);
      return found.value;
    });
}

/** Every reference to something outside that these texts lead to, also by variables; each once, in the order of need. */
export function outsideReferences(texts: readonly string[], sets: readonly Values[]): readonly OutsideReference[] {
  const found = new Map<string, OutsideReference>();
  const seen = new Set<string>();
  const visit = (text: string, depth: number): void => {
    if (depth > DEEPEST_VARIABLE) return;
    for (const { reference } of referencesIn(text)) {
      if (reference.kind === 'unknown') continue;
      if (reference.kind !== 'variable') {
        found.set(writeReference(reference), reference);
        continue;
      }
      const value = valueIn(sets, reference.name);
      if (value === undefined || seen.has(reference.name)) continue;
      seen.add(reference.name);
      visit(value, depth + 1);
    }
  };
  for (const text of texts) visit(text, 0);
  return [...found.values()];
}

/** All texts of the options that may hold references. */
export function textsOf(options: ConnectionOptions): readonly string[] {
  const texts: string[] = [];
  mapTexts(options, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

/** `${env:NAME}` of a process. */
export function environmentVariable(env: Readonly<Record<string, string | undefined>>, name: string): Found {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value !== undefined) return { value };
  return {
    value: undefined,
    problem: `The environment variable ${name} is not set. Set it before the editor or the command starts.`,
  };
}

/** The sentence about variables that lead back to themselves. */
export const cycleProblem = (names: readonly string[]): string =>
  `${names.map((name) => `\${${name}}`).join(' needs ')}: that never ends. Give one of them a value of its own.`;

type Look = (reference: Reference, path: readonly string[]) => Found;

function lookIn(sources: VariableSources): Look {
  /** Each variable is worked out once, however many others are made of it. */
  const known = new Map<string, Found>();
  const look: Look = (reference, path) => {
    if (reference.kind === 'unknown') return { value: undefined, problem: reference.message };
    if (reference.kind !== 'variable') return sources.outside(reference);
    const { name } = reference;
    if (path.includes(name)) {
      return { value: undefined, problem: cycleProblem([...path.slice(path.indexOf(name)), name]) };
    }
    const before = known.get(name);
    if (before !== undefined) return before;
    if (path.length > DEEPEST_VARIABLE) {
      return {
        value: undefined,
        problem: `\${${path[0] ?? name}} leads through more than ${DEEPEST_VARIABLE} variables.`,
      };
    }
    const found = workOut(name, path);
    known.set(name, found);
    return found;
  };
  const workOut = (name: string, path: readonly string[]): Found => {
    const written = valueIn(sources.sets, name);
    if (written === undefined) return { value: undefined, problem: unknownVariable(name, sources.sets) };
    let problem: string | undefined;
    const value = replaceReferences(written, (inner) => {
      if (problem !== undefined) return undefined;
      const found = look(inner, [...path, name]);
      if (found.value === undefined) problem = found.problem;
      return found.value;
    });
    if (problem !== undefined) return { value: undefined, problem };
    if (value.length <= LONGEST_VALUE) return { value };
    return { value: undefined, problem: `\${${name}} grows beyond a million characters. Make it shorter.` };
  };
  return look;
}

function valueIn(sets: readonly Values[], name: string): string | undefined {
  const set = sets.find((values) => Object.hasOwn(values, name));
  return set?.[name];
}

function unknownVariable(name: string, sets: readonly Values[]): string {
  const known = [...new Set(sets.flatMap((values) => Object.keys(values)))];
  const list = known.length === 0 ? 'There are none here' : `There are ${known.slice(0, 12).join(', ')}`;
  return `There is no variable "${name}". ${list}. For an environment variable write \${env:${name}}.`;
}
