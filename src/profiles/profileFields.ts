import type { HeaderPair, OptionProblem, TlsOptions } from './connectionOptions.ts';
import { type Node, memberOf, membersOf, nameOfType } from './jsonText.ts';
import type { Profile } from './profile.ts';

/** Told of a value that is not what it should be. */
export type Report = (node: Node, message: string) => void;

/** Turns a value of the file into an option; undefined when it cannot, which was reported then. */
type Reader<T> = (node: Node, key: string, report: Report) => T | undefined;

type ReadersOf<T> = { readonly [K in keyof Required<T>]: Reader<Required<T>[K]> };

const tlsFields: ReadersOf<TlsOptions> = { verify: readFlag, ca: readText, cert: readText, key: readText };

/** Every key that a profile may have, in the order of writing. */
export const profileFields: ReadersOf<Profile> = {
  name: readText,
  url: readText,
  headers: readHeaders,
  subprotocols: readTexts,
  origin: readText,
  deflate: readFlag,
  handshakeTimeout: readNumber,
  followRedirects: readFlag,
  proxy: readText,
  tls: (node, key, report) => readRecord(node, key, tlsFields, report),
};

export const profileKeys = Object.keys(profileFields) as readonly (keyof Profile)[];
export const tlsKeys = Object.keys(tlsFields) as readonly (keyof TlsOptions)[];

/** Reads an object key by key. Unknown keys are reported and passed over; a wrong or repeated one makes all of it undefined. */
export function readRecord<T>(node: Node, what: string, fields: ReadersOf<T>, report: Report): Partial<T> | undefined {
  if (node.type !== 'object') {
    report(node, `"${what}" should be an object in braces, not ${nameOfType(node)}.`);
    return undefined;
  }
  const values = new Map<string, unknown>();
  let good = true;
  for (const { key, keyNode, value } of membersOf(node)) {
    if (!isKeyOf(fields, key)) {
      report(keyNode, unknownKey(key, Object.keys(fields)));
    } else if (values.has(key)) {
      report(keyNode, `"${key}" is there twice. Remove one of them.`);
      good = false;
    } else {
      // A value that broke off is a syntax error, reported as such.
      const read = value && fields[key](value, key, report);
      values.set(key, read);
      good &&= read !== undefined;
    }
  }
  if (!good) return undefined;
  const order = Object.keys(fields).filter((key) => values.has(key));
  return Object.fromEntries(order.map((key) => [key, values.get(key)])) as Partial<T>;
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
  if (field === 'headers') {
    const pair = headerNodes(node)[index ?? 0];
    return (part === 'value' ? pair?.value : pair?.name) ?? node;
  }
  if (field === 'tls') return (part === undefined ? undefined : memberOf(node, part)) ?? node;
  return (index === undefined ? undefined : node.children?.[index]) ?? node;
}

/** Headers as the file holds them best: an object, or pairs where an object could not keep order or names. */
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

function readText(node: Node, key: string, report: Report): string | undefined {
  if (typeof node.value === 'string') return node.value;
  report(node, `"${key}" should be a text in double quotes, not ${nameOfType(node)}.`);
  return undefined;
}

function readFlag(node: Node, key: string, report: Report): boolean | undefined {
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

function readHeaders(node: Node, key: string, report: Report): readonly HeaderPair[] | undefined {
  if (node.type !== 'object' && node.type !== 'array') {
    report(node, `"${key}" should be an object such as { "Name": "value" }, not ${nameOfType(node)}.`);
    return undefined;
  }
  if (node.type === 'array') {
    const odd = (node.children ?? []).find((pair) => pair.type !== 'array' || pair.children?.length !== 2);
    if (odd !== undefined) {
      report(odd, `Each header in a list should be a pair such as ["Name", "value"].`);
      return undefined;
    }
  }
  const pairs = headerNodes(node).map(({ name, value }) => {
    const headerName = readText(name, 'header name', report);
    const headerValue = readText(value, headerName ?? 'header value', report);
    return headerName === undefined || headerValue === undefined ? undefined : ([headerName, headerValue] as const);
  });
  return pairs.every((pair) => pair !== undefined) ? pairs : undefined;
}

function isKeyOf<T extends object>(fields: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(fields, key);
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
