import { createScanner } from 'jsonc-parser';
import { type Node, type Report, memberOf, membersOf, nameOfType } from './jsonText.ts';
import { readRecord, readText } from './profileFields.ts';

/** A message saved under a name. */
export interface SavedMessage {
  readonly name: string;
  readonly description?: string;
  /** What is sent: a text message, or the bytes of a binary one in hex or base64. */
  readonly payload:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'hex'; readonly hex: string }
    | { readonly kind: 'base64'; readonly base64: string };
}

/** Messages that belong together, such as those of one protocol; collections may stand inside one another. */
export interface Collection {
  readonly name: string;
  readonly description?: string;
  readonly messages: readonly SavedMessage[];
  readonly collections: readonly Collection[];
}

const payloadKeys = ['text', 'json', 'hex', 'base64'] as const;

/** Reads `messages`, a list of `source`: a bad one is reported and left out. */
export function readMessages(source: string, node: Node | undefined, report: Report): readonly SavedMessage[] {
  return readNamed(node, 'messages', 'message', (child) => readMessage(source, child, report), report);
}

/** Reads `collections`. */
export function readCollections(source: string, node: Node | undefined, report: Report): readonly Collection[] {
  return readNamed(node, 'collections', 'collection', (child) => readCollection(source, child, report), report);
}

function readNamed<T extends { readonly name: string }>(
  node: Node | undefined,
  key: string,
  what: string,
  read: (node: Node) => T | undefined,
  report: Report,
): readonly T[] {
  if (node === undefined) return [];
  if (node.type !== 'array') {
    report(node, `"${key}" should be a list such as [ { "name": "…" } ], not ${nameOfType(node)}.`);
    return [];
  }
  const found = new Map<string, T>();
  for (const child of node.children ?? []) {
    const one = read(child);
    if (one === undefined) continue;
    if (one.name.trim() === '') report(memberOf(child, 'name') ?? child, `This ${what} has no "name". Give it one.`);
    else if (found.has(one.name)) {
      report(
        memberOf(child, 'name') ?? child,
        `There is already a ${what} "${one.name}" in this list. Give this one another name.`,
      );
    } else found.set(one.name, one);
  }
  return [...found.values()];
}

function readMessage(source: string, node: Node, report: Report): SavedMessage | undefined {
  const json = (value: Node): string => compactJson(source.slice(value.offset, value.offset + value.length));
  const fields = { name: readText, description: readText, text: readText, json, hex: readHex, base64: readBase64 };
  const record = readRecord(node, 'message', fields, report) as
    { readonly name?: string; readonly description?: string; readonly [key: string]: unknown } | undefined;
  if (record === undefined) return undefined;
  const given = membersOf(node).filter(({ key }) => payloadKeys.some((known) => known === key));
  const [first, second] = given;
  if (first === undefined) {
    report(node, 'This message says nothing to send. Give it "text", "json", "hex" or "base64".');
    return undefined;
  }
  if (second !== undefined) {
    report(second.keyNode, `A message has one payload: remove "${first.key}" or "${second.key}".`);
    return undefined;
  }
  const value = record[first.key];
  return {
    name: record.name ?? '',
    ...(record.description === undefined ? {} : { description: record.description }),
    payload: payloadOf(first.key, value),
  };
}

function payloadOf(key: string, value: unknown): SavedMessage['payload'] {
  if (key === 'hex') return { kind: 'hex', hex: String(value) };
  if (key === 'base64') return { kind: 'base64', base64: String(value) };
  return { kind: 'text', text: String(value) };
}

/** The JSON without comments, blanks and trailing commas; numbers and texts stay as they are written, however large. */
function compactJson(text: string): string {
  const scanner = createScanner(text, true);
  let compact = '';
  for (;;) {
    scanner.scan();
    const token = text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
    if (token === '') return compact;
    if (token === '}' || token === ']') compact = compact.replace(/,$/, '');
    compact += token;
  }
}

function readHex(node: Node, key: string, report: Report): string | undefined {
  const text = readText(node, key, report);
  if (text === undefined || /^(\s*[\da-f]{2})*\s*$/i.test(text)) return text;
  report(node, `"${key}" should be pairs of hexadecimal digits such as "68 65 6c 6c 6f".`);
  return undefined;
}

function readBase64(node: Node, key: string, report: Report): string | undefined {
  const text = readText(node, key, report);
  if (text === undefined || /^([\w+/-]{4})*([\w+/-]{2}(==)?|[\w+/-]{3}=?)?$/.test(text)) return text;
  report(node, `"${key}" should be base64 such as "aGVsbG8=".`);
  return undefined;
}

function readCollection(source: string, node: Node, report: Report): Collection | undefined {
  if (node.type !== 'object') {
    report(node, `A collection should be an object in braces, not ${nameOfType(node)}.`);
    return undefined;
  }
  const { name, description } = (readRecord(
    node,
    'collection',
    { name: readText, description: readText, messages: accepted, collections: accepted },
    report,
  ) ?? {}) as { readonly name?: string; readonly description?: string };
  return {
    name: name ?? '',
    ...(description === undefined ? {} : { description }),
    messages: readMessages(source, memberOf(node, 'messages'), report),
    collections: readCollections(source, memberOf(node, 'collections'), report),
  };
}

/** Lists are read by themselves, so that a bad entry spoils no other. */
const accepted = (): true => true;
