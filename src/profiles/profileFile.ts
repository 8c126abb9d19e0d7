// The file of saved connections, `websockets.json`: read so that one bad profile spoils no other, written so that
// comments, order and formatting stay, and never written while it cannot be read.
import { checkOptions } from './check/checkOptions.ts';
import { append, compose, remove, replace } from './jsonEdit.ts';
import { type JsonText, type Node, memberOf, membersOf, nameOfType, offsetInString, readJson } from './jsonText.ts';
import type { HeaderPair } from './connectionOptions.ts';
import type { OptionSpec } from './optionSpec.ts';
import type { FileProblem, Profile, ProfileFile } from './profile.ts';
import {
  headersToJson,
  locate,
  profileKeys,
  profileSpec,
  readOption,
  readProfileRecord,
  unknownKey,
} from './profileFields.ts';
import { hasVariable } from './variables.ts';

/** The file's own keys. */
export const fileKeys = ['$schema', 'profiles'] as const;

/** What became of an edit: the whole new text, or why nothing was changed. */
export type Edited =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /** `broken`: no well-formed file; `taken`: the name is there already; `missing`: it is not there. */
      readonly reason: 'broken' | 'taken' | 'missing';
      readonly problem: FileProblem;
    };

/** Reads a profile file. Never throws. A profile with a problem in it is left out; one with an unknown key stays. */
export function readProfileFile(source: string): ProfileFile {
  const json = readJson(source);
  const problems: FileProblem[] = [...json.problems];
  const report = (node: Node, message: string): void => void problems.push(json.problemAt(node.offset, message));
  const list = profileList(json, report);
  const profiles = new Map<string, Profile>();
  for (const node of list?.children ?? []) {
    const profile = readProfile(json, node, report, problems);
    if (profile === undefined) continue;
    if (profiles.has(profile.name)) {
      const place = memberOf(node, 'name') ?? node;
      report(place, `There is already a profile "${profile.name}" above. Give this one another name.`);
    } else {
      profiles.set(profile.name, profile);
    }
  }
  for (const { key, keyNode } of membersOf(json.root)) {
    if (!fileKeys.some((known) => known === key)) report(keyNode, unknownKey(key, fileKeys));
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { profiles: [...profiles.values()], problems, broken: json.problems.length > 0 };
}

/** Adds the profile at the end, or with `replace` puts its options into the one of that name. */
export function writeProfile(source: string, profile: Profile, options: { readonly replace: boolean }): Edited {
  const opened = open(source);
  if (!opened.ok) return opened;
  const { json } = opened;
  const list = profileList(json, () => undefined);
  if (list === undefined) return edited(source, addList(json, profile));
  const existing = findProfile(list, profile.name);
  if (existing === undefined) return edited(source, append(json.text, list, profileToJson(profile)));
  if (!options.replace) return taken(json, existing, profile.name);
  return edited(source, replaceOptions(json.text, profile));
}

/** Takes the profile of this name out of the file. */
export function removeProfile(source: string, name: string): Edited {
  const opened = open(source);
  if (!opened.ok) return opened;
  const found = findProfile(
    profileList(opened.json, () => undefined),
    name,
  );
  return found === undefined ? missing(name) : edited(source, remove(opened.json.text, found));
}

/** Gives a profile another name and changes nothing else. */
export function renameProfile(source: string, from: string, to: string): Edited {
  const opened = open(source);
  if (!opened.ok) return opened;
  const list = profileList(opened.json, () => undefined);
  const found = memberOf(findProfile(list, from), 'name');
  if (found === undefined) return missing(from);
  const other = from === to ? undefined : findProfile(list, to);
  if (other !== undefined) return taken(opened.json, other, to);
  return edited(source, replace(opened.json.text, found, to));
}

function readProfile(
  json: JsonText,
  node: Node,
  report: (node: Node, message: string) => void,
  problems: FileProblem[],
): Profile | undefined {
  const record = readProfileRecord(node, report);
  if (node.type !== 'object') return undefined;
  for (const key of ['name', 'url'] as const) {
    if (memberOf(node, key) !== undefined) continue;
    report(node, `This profile has no "${key}". Add one, such as "${key}": "${examples[key]}".`);
  }
  if (record === undefined) return undefined;
  const { name, url } = record;
  if (name?.trim() === '') {
    report(memberOf(node, 'name') ?? node, 'The name of this profile is empty. Give it one.');
    return undefined;
  }
  if (name === undefined || url === undefined) return undefined;
  const profile: Profile = { ...record, name, url };
  const wrong = checkOptions(profile).filter((problem) => {
    const value: unknown = locate(node, problem).value;
    return !(typeof value === 'string' && hasVariable(value));
  });
  for (const problem of wrong) {
    const place = locate(node, problem);
    const inside = place.type === 'string' && problem.offset !== undefined;
    const offset = inside ? offsetInString(json.text, place, problem.offset) : place.offset;
    problems.push(json.problemAt(offset, problem.message));
  }
  return wrong.length === 0 && json.isSound(node) ? profile : undefined;
}

const examples = { name: 'Local chat', url: 'ws://localhost:8080/' } as const;

/** The array of profiles; undefined when the file has none. Another kind of value in its place is reported. */
function profileList(json: JsonText, report: (node: Node, message: string) => void): Node | undefined {
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

function open(source: string): { readonly ok: true; readonly json: JsonText } | (Edited & { readonly ok: false }) {
  const json = readJson(source);
  let [problem] = json.problems;
  profileList(json, (node, message) => (problem ??= json.problemAt(node.offset, message)));
  return problem === undefined ? { ok: true, json } : { ok: false, reason: 'broken', problem };
}

function addList(json: JsonText, profile: Profile): string {
  if (json.root !== undefined) return append(json.text, json.root, [profileToJson(profile)], 'profiles');
  const comments = json.text.trimEnd();
  const file = compose({ profiles: [profileToJson(profile)] });
  return comments === '' ? file : `${comments}\n${file}`;
}

function replaceOptions(source: string, profile: Profile): string {
  const find = (text: string): Node | undefined =>
    findProfile(
      profileList(readJson(text), () => undefined),
      profile.name,
    );
  return replaceMembers(source, find, profileSpec, profile as unknown as Values);
}

type Specs = Readonly<Record<string, OptionSpec>>;
type Values = Readonly<Record<string, unknown>>;

/** Writes these values into the object that `find` finds, key by key, so that all which did not change stays as it is written. */
function replaceMembers(
  source: string,
  find: (text: string) => Node | undefined,
  specs: Specs,
  values: Values,
): string {
  let text = source;
  let node = find(text);
  const edit = (edited: string): void => {
    text = edited;
    // An edit moves all that follows it.
    node = find(text);
  };
  for (const [key, spec] of Object.entries(specs)) {
    if (node === undefined) return text;
    const existing = memberOf(node, key);
    const value = values[key];
    if (existing === undefined) {
      if (value !== undefined) edit(append(text, node, toJson(spec, value), key));
    } else if (value === undefined) {
      if (existing.parent !== undefined) edit(remove(text, existing.parent));
    } else if (spec.kind === 'group' && existing.type === 'object') {
      const findGroup = (now: string): Node | undefined => memberOf(find(now), key);
      edit(replaceMembers(text, findGroup, spec.fields, value as Values));
    } else if (JSON.stringify(readOption(spec, existing, key, () => undefined)) !== JSON.stringify(value)) {
      edit(replace(text, existing, toJson(spec, value)));
    }
  }
  return text;
}

function profileToJson(profile: Profile): Values {
  const present = profileKeys.filter((key) => profile[key] !== undefined);
  return Object.fromEntries(present.map((key) => [key, toJson(profileSpec[key], profile[key])]));
}

function toJson(spec: OptionSpec, value: unknown): unknown {
  return spec.kind === 'pairs' ? headersToJson(value as readonly HeaderPair[]) : value;
}

function findProfile(list: Node | undefined, name: string): Node | undefined {
  return list?.children?.find((node) => memberOf(node, 'name')?.value === name);
}

function edited(source: string, text: string): Edited {
  return { ok: true, text: source.startsWith('\uFEFF') ? `\uFEFF${text}` : text };
}

function taken(json: JsonText, node: Node, name: string): Edited {
  const place = memberOf(node, 'name') ?? node;
  const problem = json.problemAt(place.offset, `There is already a profile "${name}". Choose another name.`);
  return { ok: false, reason: 'taken', problem };
}

function missing(name: string): Edited {
  const problem = { line: 1, column: 1, message: `There is no profile "${name}" in this file.` };
  return { ok: false, reason: 'missing', problem };
}
