// Edits of the file of saved connections, `websockets.json`: comments, order and formatting stay, and nothing is written while
// the file cannot be read.
import { type WrittenProfile, inheritance, ownPart } from './inheritance.ts';
import { append, appendWritten, compose, remove, replace, writtenText } from './jsonEdit.ts';
import { type JsonText, type Node, memberOf, readJson } from './jsonText.ts';
import type { HeaderPair } from './connectionOptions.ts';
import type { OptionSpec } from './optionSpec.ts';
import type { FileProblem, Profile } from './profile.ts';
import { headersToJson, profileKeys, profileSpec, readOption, readProfileRecord } from './profileFields.ts';
import { profileList, readProfileFile } from './profileFile.ts';

/** What became of an edit: the whole new text, or why nothing was changed. */
export type Edited =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /** `broken`: no well-formed file; `taken`: the name is there already; `missing`: it is not there; `inherited`: a value comes from another profile. */
      readonly reason: 'broken' | 'taken' | 'missing' | 'inherited';
      readonly problem: FileProblem;
    };

/** Adds the profile at the end, or with `replace` puts its options into the one of that name: no more than it does not take over. */
export function writeProfile(source: string, profile: Profile, options: { readonly replace: boolean }): Edited {
  const opened = open(source);
  if (!opened.ok) return opened;
  const { json, list } = opened;
  if (list === undefined) return edited(source, addList(json, profile));
  const existing = findProfile(list, profile.name);
  if (existing === undefined) return edited(source, append(json.text, list, profileToJson(profile)));
  if (!options.replace) return taken(json, existing, profile.name);
  const own = ownOf(list, existing, profile);
  if ('problem' in own)
    return { ok: false, reason: 'inherited', problem: json.problemAt(existing.offset, own.problem) };
  return edited(source, replaceOptions(json.text, own.own));
}

/** Takes the profile of this name out of the file. */
export function removeProfile(source: string, name: string): Edited {
  const opened = open(source);
  if (!opened.ok) return opened;
  const found = findProfile(opened.list, name);
  return found === undefined ? missing(name) : edited(source, remove(opened.json.text, found));
}

/** Gives a profile another name, also where others extend it, and changes nothing else. */
export function renameProfile(source: string, from: string, to: string): Edited {
  const opened = open(source);
  if (!opened.ok) return opened;
  const { json, list } = opened;
  const found = memberOf(findProfile(list, from), 'name');
  if (found === undefined) return missing(from);
  const other = from === to ? undefined : findProfile(list, to);
  if (other !== undefined) return taken(json, other, to);
  const names = (list?.children ?? []).map((node) => memberOf(node, 'extends')).filter((node) => node?.value === from);
  // From the end of the text, so that no edit moves what is still to be edited.
  const nodes = [found, ...names].filter((node) => node !== undefined).sort((a, b) => b.offset - a.offset);
  return edited(
    source,
    nodes.reduce((text, node) => replace(text, node, to), json.text),
  );
}

/**
 * Adds a profile of one file to another, or to the same under another name, as it is written, comments and all. What it
 * extends comes along as values where the other file does not have it.
 */
export function copyProfile(from: string, name: string, into: string, as: string): Edited {
  const [there, here] = [open(from), open(into)];
  if (!there.ok) return there;
  if (!here.ok) return here;
  const node = findProfile(there.list, name);
  if (node === undefined) return missing(name);
  const existing = findProfile(here.list, as);
  if (existing !== undefined) return taken(here.json, existing, as);
  const base: unknown = memberOf(node, 'extends')?.value;
  if (typeof base === 'string' && findProfile(here.list, base) === undefined) {
    const whole = readProfileFile(from).profiles.find((profile) => profile.name === name);
    if (whole === undefined) return missing(name);
    const { extends: _base, ...flat } = whole;
    return writeProfile(into, { ...flat, name: as }, { replace: false });
  }
  const { written, indent } = writtenText(there.json.text, node);
  const list = here.list ?? memberOf(readJson(addEmptyList(here.json)).root, 'profiles');
  const text = here.list === undefined ? addEmptyList(here.json) : here.json.text;
  if (list === undefined) return missing(name);
  const added = appendWritten(text, list, written, indent);
  if (as === name) return edited(into, added);
  const last = profileList(readJson(added), () => undefined)?.children?.at(-1);
  const nameNode = memberOf(last, 'name');
  return nameNode === undefined ? missing(name) : edited(into, replace(added, nameNode, as));
}

/** A name that no profile of the file has: the wanted one, or with a number behind it. */
export function freeProfileName(source: string, wanted: string): string {
  const list = profileList(readJson(source), () => undefined);
  const taken = new Set((list?.children ?? []).map((node) => memberOf(node, 'name')?.value as unknown));
  for (let number = 2, name = wanted; ; number += 1) {
    if (!taken.has(name)) return name;
    name = `${wanted} ${number}`;
  }
}

interface Open {
  readonly ok: true;
  readonly json: JsonText;
  /** Undefined when the file has no profiles yet. */
  readonly list: Node | undefined;
}

function open(source: string): Open | (Edited & { readonly ok: false }) {
  const json = readJson(source);
  let [problem] = json.problems;
  const list = profileList(json, (node, message) => (problem ??= json.problemAt(node.offset, message)));
  return problem === undefined ? { ok: true, json, list } : { ok: false, reason: 'broken', problem };
}

/** The profile as it has to be written, when the one in the file extends another. */
function ownOf(list: Node, existing: Node, profile: Profile): ReturnType<typeof ownPart> {
  const name: unknown = memberOf(existing, 'extends')?.value;
  if (typeof name !== 'string') return { own: profile };
  const written = (one: string): WrittenProfile | 'broken' | undefined => {
    const node = findProfile(list, one);
    if (node === undefined) return undefined;
    const record = readProfileRecord(node, () => undefined);
    return record === undefined ? 'broken' : { ...record, name: one };
  };
  const base = written(name);
  if (base === undefined || base === 'broken') return { own: { ...profile, extends: name } };
  const whole = inheritance(written)(base);
  if ('kind' in whole) return { own: { ...profile, extends: name } };
  return ownPart(
    whole,
    { ...readProfileRecord(existing, () => undefined), name: profile.name },
    { ...profile, extends: name },
  );
}

function addList(json: JsonText, profile: Profile): string {
  if (json.root !== undefined) return append(json.text, json.root, [profileToJson(profile)], 'profiles');
  const comments = json.text.trimEnd();
  const file = compose({ profiles: [profileToJson(profile)] });
  return comments === '' ? file : `${comments}\n${file}`;
}

function addEmptyList(json: JsonText): string {
  if (json.root !== undefined) return append(json.text, json.root, [], 'profiles');
  const comments = json.text.trimEnd();
  const file = compose({ profiles: [] });
  return comments === '' ? file : `${comments}\n${file}`;
}

function replaceOptions(source: string, profile: WrittenProfile): string {
  const find = (text: string): Node | undefined =>
    findProfile(
      profileList(readJson(text), () => undefined),
      profile.name,
    );
  return replaceMembers(source, find, profileSpec, profile);
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
  const values = Object.fromEntries(present.map((key) => [key, toJson(profileSpec[key], profile[key])]));
  return profile.variables === undefined ? values : { ...values, variables: profile.variables };
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
