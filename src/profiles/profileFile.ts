// The file of saved connections, `websockets.json`, read so that one bad part spoils no other.
import { checkOptions } from './check/checkOptions.ts';
import {
  type KnownOutside,
  type ReferenceScope,
  checkProfileReferences,
  checkVariables,
  referenceScope,
} from './checkReferences.ts';
import type { OptionProblem } from './connectionOptions.ts';
import { type Inherited, type WrittenProfile, brokenChainProblem, inheritance, pairPath } from './inheritance.ts';
import { type Input, readInputs } from './inputs.ts';
import {
  type FileProblem,
  type JsonText,
  type Node,
  type Report,
  memberOf,
  membersOf,
  nameOfType,
  offsetInString,
  readJson,
} from './jsonText.ts';
import { type Environment, type Profile, type Values, optionsOf } from './profile.ts';
import { locate, readProfileRecord, unknownKey } from './profileFields.ts';
import { hasVariable } from './references.ts';
import { type Collection, type SavedMessage, readCollections, readMessages } from './savedMessages.ts';
import { readEnvironments, readGoodValues } from './valueSets.ts';

/** The file's own keys. */
export const fileKeys = [
  '$schema',
  'variables',
  'environments',
  'inputs',
  'profiles',
  'messages',
  'collections',
] as const;

/** Where a profile's name stands in its file; `line` and `column` are 1-based. */
export interface ProfilePlace {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** What a profile file holds: the good parts of it, and what is wrong with the rest. */
export interface ProfileFile {
  /** Each with what it takes over from others; those without a URL, which are there to be extended, are left out. */
  readonly profiles: readonly Profile[];
  /** By the name of a profile: which of its values come from which other profile, by the option's path, `headers:name` for a header. */
  readonly origins: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Every profile that has a name, also those that cannot be used, in file order. */
  readonly places: readonly ProfilePlace[];
  readonly variables: Values;
  readonly environments: readonly Environment[];
  readonly inputs: readonly Input[];
  readonly messages: readonly SavedMessage[];
  readonly collections: readonly Collection[];
  /** Profiles without a URL that others extend. */
  readonly bases: readonly ProfilePlace[];
  readonly problems: readonly FileProblem[];
  /** True when the text is no well-formed JSON with comments, so that nothing may be written into it. */
  readonly broken: boolean;
}

/** Reads a profile file. Never throws. A profile with a problem in it is left out; one with an unknown key or variable stays. */
export function readProfileFile(source: string, outside: KnownOutside = {}): ProfileFile {
  const json = readJson(source);
  const problems: FileProblem[] = [...json.problems];
  const report: Report = (node, message) => void problems.push(json.problemAt(node.offset, message));
  const list = profileList(json, report);
  const top = (key: (typeof fileKeys)[number]): Node | undefined => memberOf(json.root, key);
  const inputs = readInputs(top('inputs'), report);
  const variables = readGoodValues(top('variables'), 'variables', report);
  const environments = readEnvironments(top('environments'), report);
  const scope = referenceScope(
    top('variables'),
    membersOf(top('environments')).flatMap(({ value }) => (value === undefined ? [] : [value])),
    inputs.map(({ id }) => id),
    outside,
  );
  const reportReference = (node: Node, offset: number, message: string): void =>
    void problems.push(json.problemAt(offsetInString(json.text, node, offset), message));
  checkVariables(scope, reportReference);
  const { profiles, bases, origins, places } = readProfiles(json, list, scope, problems);
  for (const { key, keyNode } of membersOf(json.root)) {
    if (!fileKeys.some((known) => known === key)) report(keyNode, unknownKey(key, fileKeys));
  }
  const messages = readMessages(json.text, top('messages'), report);
  const collections = readCollections(json.text, top('collections'), report);
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  const broken = json.problems.length > 0;
  const sets = { variables, environments, inputs, messages, collections };
  return { profiles, bases, origins, places, ...sets, problems, broken };
}

/** One entry of the list of profiles, before it is completed. */
interface Entry {
  readonly node: Node;
  /** Undefined when something in it is wrong. */
  readonly written: WrittenProfile | undefined;
}

function readProfiles(json: JsonText, list: Node | undefined, scope: ReferenceScope, problems: FileProblem[]) {
  const report: Report = (node, message) => void problems.push(json.problemAt(node.offset, message));
  const entries = readEntries(json, list, report);
  const complete = inheritance((name) => {
    const entry = entries.get(name);
    return entry === undefined ? undefined : (entry.written ?? 'broken');
  });
  const extended = new Set([...entries.values()].map(({ written }) => written?.extends));
  const profiles: Profile[] = [];
  const origins = new Map<string, Readonly<Record<string, string>>>();
  const places: ProfilePlace[] = [];
  const bases: ProfilePlace[] = [];
  for (const [name, { node, written }] of entries) {
    const nameNode = memberOf(node, 'name') ?? node;
    const { line, column } = json.placeAt(nameNode.offset);
    places.push({ name, line, column });
    if (written === undefined) continue;
    const whole = complete(written);
    if ('kind' in whole) {
      report(memberOf(node, 'extends') ?? node, brokenChainProblem(whole));
      continue;
    }
    const inherited = Object.keys(whole.profile.variables ?? {});
    checkProfileReferences(node, scope, inherited, (text, offset, message) => {
      problems.push(json.problemAt(offsetInString(json.text, text, offset), message));
    });
    const isBase = whole.profile.url === undefined && extended.has(name);
    if (whole.profile.url === undefined && !isBase) {
      report(node, 'This profile has no "url". Add one, such as "url": "ws://localhost:8080/".');
    }
    if (!checkWhole(json, node, whole, problems)) continue;
    const { url } = whole.profile;
    if (url === undefined) {
      if (isBase) bases.push({ name, line, column });
      continue;
    }
    profiles.push({ ...whole.profile, url });
    origins.set(name, whole.origins);
  }
  return { profiles, bases, origins, places };
}

function readEntries(json: JsonText, list: Node | undefined, report: Report): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const node of list?.children ?? []) {
    const record = readProfileRecord(node, report);
    if (node.type !== 'object') continue;
    const nameNode = memberOf(node, 'name');
    if (nameNode === undefined) report(node, 'This profile has no "name". Add one, such as "name": "Local chat".');
    const name: unknown = nameNode?.value;
    if (nameNode === undefined || typeof name !== 'string') continue;
    if (name.trim() === '') report(nameNode, 'The name of this profile is empty. Give it one.');
    else if (entries.has(name)) {
      report(nameNode, `There is already a profile "${name}" above. Give this one another name.`);
    } else {
      entries.set(name, {
        node,
        written: record !== undefined && json.isSound(node) ? { ...record, name } : undefined,
      });
    }
  }
  return entries;
}

/** Whether the completed profile makes sense. What waits for a variable is not judged yet. */
function checkWhole(json: JsonText, node: Node, { profile, origins }: Inherited, problems: FileProblem[]): boolean {
  // A profile without a URL is there to be extended: all else in it is judged.
  const options = optionsOf({ url: 'ws://localhost/', ...profile });
  const wrong = checkOptions(options).filter((problem) => !waits(problem, node, options));
  for (const problem of wrong) {
    const base = originOf(problem, profile, origins);
    const place =
      base === undefined ? locate(node, ownIndex(problem, profile, node)) : (memberOf(node, 'extends') ?? node);
    const inside = base === undefined && place.type === 'string' && problem.offset !== undefined;
    const offset = inside ? offsetInString(json.text, place, problem.offset ?? 0) : place.offset;
    const from = base === undefined ? '' : ` That comes from the profile "${base}".`;
    problems.push(json.problemAt(offset, problem.message + from));
  }
  return wrong.length === 0;
}

/** The value that a problem is about, when it is a text with a reference in it. */
function waits(problem: OptionProblem, node: Node, options: ReturnType<typeof optionsOf>): boolean {
  const { field, index, part } = problem;
  const value: unknown = options[field];
  if (typeof value === 'string') return hasVariable(value);
  if (Array.isArray(value)) {
    const entry: unknown = value[index ?? 0];
    const text: unknown = Array.isArray(entry) ? entry[part === 'value' ? 1 : 0] : entry;
    return typeof text === 'string' && hasVariable(text);
  }
  const written: unknown = locate(node, problem).value;
  const member = part === undefined ? undefined : (value as Readonly<Record<string, unknown>> | undefined)?.[part];
  const text: unknown = Array.isArray(member) ? member[index ?? 0] : (member ?? written);
  return typeof text === 'string' && hasVariable(text);
}

/** The profile that the value at fault was taken over from; undefined for its own. */
function originOf(problem: OptionProblem, profile: WrittenProfile, origins: Inherited['origins']): string | undefined {
  const { field, index, part } = problem;
  if (field === 'headers' || field === 'cookies') {
    const name = profile[field]?.[index ?? 0]?.[0];
    return name === undefined ? undefined : origins[pairPath(field, name)];
  }
  return origins[part === undefined ? field : `${field}.${part}`];
}

/** Headers that were taken over stand in front of the profile's own: the index as the file counts. */
function ownIndex(problem: OptionProblem, profile: WrittenProfile, node: Node): OptionProblem {
  const { field, index } = problem;
  if (index === undefined || (field !== 'headers' && field !== 'cookies')) return problem;
  const own = readProfileRecord(node, () => undefined)?.[field]?.length ?? 0;
  return { ...problem, index: index - ((profile[field]?.length ?? 0) - own) };
}

/** The array of profiles; undefined when the file has none. Another kind of value in its place is reported. */
export function profileList(json: JsonText, report: (node: Node, message: string) => void): Node | undefined {
  const { root } = json;
  if (root === undefined) return undefined;
  if (root.type !== 'object') {
    report(root, `The file should hold an object such as { "profiles": [] }, not ${nameOfType(root)}.`);
    return undefined;
  }
  const list = memberOf(root, 'profiles');
  if (list === undefined || list.type === 'array') return list;
  report(list, `"profiles" should be a list such as [ { "name": "…", "url": "…" } ], not ${nameOfType(list)}.`);
  return undefined;
}
