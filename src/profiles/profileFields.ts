import { assertNever } from '../base/assertNever.ts';
import type { HeaderPair, OptionProblem } from './connectionOptions.ts';
import { type Node, type Report, memberOf, membersOf, nameOfType } from './jsonText.ts';
import { type OptionSpec, type SpecOf, type TextSpec, optionSpec } from './optionSpec.ts';
import type { Profile } from './profile.ts';
import { readValues } from './valueSets.ts';

/** Every key that a profile may have, in the order of writing; besides them there is `variables`. */
export const profileSpec: SpecOf<Omit<Profile, 'variables'>> = {
  name: {
    kind: 'text',
    title: 'Name',
    about: 'What the connection is called; unique in this file.',
    placeholder: '',
  } satisfies TextSpec,
  extends: {
    kind: 'text',
    title: 'Extends',
    about:
      'The name of another profile of this file: what this one leaves out is taken over from it. Headers and cookies are taken over name by name, groups such as "tls" key by key.',
    placeholder: '',
  } satisfies TextSpec,
  ...optionSpec,
};

export const profileKeys = Object.keys(profileSpec) as readonly (keyof typeof profileSpec)[];

/** Reads a value of the file; undefined when it cannot, which was reported then. */
export type Read = (node: Node, key: string, report: Report) => unknown;

/** Turns a value of the file into an option; undefined when it cannot, which was reported then. */
export function readOption(spec: OptionSpec, node: Node, key: string, report: Report): unknown {
  switch (spec.kind) {
    case 'flag':
      return readFlag(node, key, report);
    case 'number':
      return readNumber(node, key, report);
    case 'text':
      return readText(node, key, report);
    case 'choice':
      return readChoice(
        node,
        key,
        spec.choices.map(({ value }) => value),
        report,
      );
    case 'list':
      // One file is the usual case, and then a list would be mere ceremony.
      return spec.lines === true && typeof node.value === 'string' ? [node.value] : readTexts(node, key, report);
    case 'pairs':
      return readPairs(node, key, spec.separator === ':' ? 'header' : 'cookie', report);
    case 'group':
      return readRecord(node, key, readersOf(spec.fields), report);
    default:
      return assertNever(spec, 'kind of option');
  }
}

/** A reader for each option of a table. */
function readersOf(specs: Readonly<Record<string, OptionSpec>>): Readonly<Record<string, Read>> {
  const readers = Object.entries(specs).map(([key, spec]): [string, Read] => [
    key,
    (node, name, report) => readOption(spec, node, name, report),
  ]);
  return Object.fromEntries(readers);
}

const profileReaders = { ...readersOf(profileSpec), variables: readValues };

/** Reads a profile's object key by key, as `readRecord` does. */
export function readProfileRecord(node: Node, report: Report): Partial<Profile> | undefined {
  return readRecord(node, 'profile', profileReaders, report);
}

/** Reads an object key by key. Unknown keys are reported and passed over; a wrong or repeated one makes all of it undefined. */
export function readRecord(
  node: Node,
  what: string,
  fields: Readonly<Record<string, Read>>,
  report: Report,
): Readonly<Record<string, unknown>> | undefined {
  if (node.type !== 'object') {
    report(node, `"${what}" should be an object in braces, not ${nameOfType(node)}.`);
    return undefined;
  }
  const values = new Map<string, unknown>();
  let good = true;
  for (const { key, keyNode, value } of membersOf(node)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === undefined) {
      report(keyNode, unknownKey(key, Object.keys(fields)));
    } else if (values.has(key)) {
      report(keyNode, `"${key}" is there twice. Remove one of them.`);
      good = false;
    } else {
      // A value that broke off is a syntax error, reported as such.
      const read = value && field(value, key, report);
      values.set(key, read);
      good &&= read !== undefined;
    }
  }
  if (!good) return undefined;
  const order = Object.keys(fields).filter((key) => values.has(key));
  return Object.fromEntries(order.map((key) => [key, values.get(key)]));
}

/** The header's two places for each pair that `readHeaders` gives, in the same order. */
function headerNodes(node: Node): readonly { readonly name: Node; readonly value: Node }[] {
  if (node.type === 'array') {
    return (node.children ?? []).flatMap((pair) => {
      const [name, value] = pair.children ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value }];
    });
  }
  return membersOf(node).flatMap(({ keyNode, value }) => {
    if (value === undefined) return [];
    const values = value.type === 'array' ? (value.children ?? []) : [value];
    return values.map((one) => ({ name: keyNode, value: one }));
  });
}

/** The value in the file that this problem is about; the profile itself when there is none. */
export function locate(profile: Node, { field, index, part }: OptionProblem): Node {
  const node = memberOf(profile, field);
  if (node === undefined) return profile;
  const { kind } = profileSpec[field];
  if (kind === 'pairs') {
    const pair = headerNodes(node)[index ?? 0];
    return (part === 'value' ? pair?.value : pair?.name) ?? node;
  }
  if (kind === 'group') {
    const member = part === undefined ? undefined : memberOf(node, part);
    return (index === undefined ? undefined : member?.children?.[index]) ?? member ?? node;
  }
  return (index === undefined ? undefined : node.children?.[index]) ?? node;
}

/** Headers, or cookies, as the file holds them best: an object, or pairs where an object could not keep order or names. */
export function headersToJson(headers: readonly HeaderPair[]): unknown {
  const grouped = new Map<string, string[]>();
  let previous: string | undefined;
  for (const [name, value] of headers) {
    // JavaScript puts number-like keys of an object first, and `__proto__` is no key at all.
    const unfit = /^\d+$/.test(name) || name === '__proto__';
    if (unfit || (name !== previous && grouped.has(name))) return headers;
    grouped.set(name, [...(grouped.get(name) ?? []), value]);
    previous = name;
  }
  return Object.fromEntries([...grouped].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

export function readText(node: Node, key: string, report: Report): string | undefined {
  if (typeof node.value === 'string') return node.value;
  report(node, `"${key}" should be a text in double quotes, not ${nameOfType(node)}.`);
  return undefined;
}

export function readFlag(node: Node, key: string, report: Report): boolean | undefined {
  if (typeof node.value === 'boolean') return node.value;
  report(node, `"${key}" should be true or false, not ${nameOfType(node)}.`);
  return undefined;
}

function readNumber(node: Node, key: string, report: Report): number | undefined {
  if (typeof node.value === 'number') return node.value;
  report(node, `"${key}" should be a number, not ${nameOfType(node)}.`);
  return undefined;
}

function readTexts(node: Node, key: string, report: Report): readonly string[] | undefined {
  if (node.type !== 'array') {
    report(node, `"${key}" should be a list such as ["a", "b"], not ${nameOfType(node)}.`);
    return undefined;
  }
  const texts = (node.children ?? []).map((child, index) => readText(child, `${key}[${index}]`, report));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function readChoice(node: Node, key: string, choices: readonly string[], report: Report): string | undefined {
  const text = readText(node, key, report);
  if (text === undefined || choices.includes(text)) return text;
  report(node, `"${key}" should be one of ${choices.map((choice) => `"${choice}"`).join(', ')}.`);
  return undefined;
}

function readPairs(
  node: Node,
  key: string,
  what: 'header' | 'cookie',
  report: Report,
): readonly HeaderPair[] | undefined {
  if (node.type !== 'object' && node.type !== 'array') {
    report(node, `"${key}" should be an object such as { "Name": "value" }, not ${nameOfType(node)}.`);
    return undefined;
  }
  if (node.type === 'array') {
    const odd = (node.children ?? []).find((pair) => pair.type !== 'array' || pair.children?.length !== 2);
    if (odd !== undefined) {
      report(odd, `Each ${what} in a list should be a pair such as ["Name", "value"].`);
      return undefined;
    }
  }
  const pairs = headerNodes(node).map(({ name, value }) => {
    const headerName = readText(name, `${what} name`, report);
    const headerValue = readText(value, headerName ?? `${what} value`, report);
    return headerName === undefined || headerValue === undefined ? undefined : ([headerName, headerValue] as const);
  });
  return pairs.every((pair) => pair !== undefined) ? pairs : undefined;
}

/** A sentence about a key that means nothing here, with the one that may have been meant. */
export function unknownKey(key: string, known: readonly string[]): string {
  const near = known.find((candidate) => distance(candidate.toLowerCase(), key.toLowerCase()) <= 2);
  const mend = near === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${near}"?`;
  return `"${key.length > 60 ? `${key.slice(0, 59)}…` : key}" is not known here. ${mend}`;
}

/** Letters to change, add or take out to turn one word into the other; words of very different length are just far. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 2) return 3;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
