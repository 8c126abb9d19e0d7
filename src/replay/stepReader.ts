// Reading single values of a sequence file's tree. Each gives undefined for what it cannot read, which it reported then.
import { parseHex } from '../base/hex.ts';
import { type Node, membersOf, nameOfType, offsetInString } from '../profiles/jsonText.ts';
import { unknownKey } from '../profiles/profileFields.ts';
import { variableNames } from './interpolate.ts';
import { parseJsonPath } from '../base/jsonPath.ts';
import { compileQuery } from './jsonQuery.ts';

/** Told of what is wrong, at an offset in the text. */
export interface StepReader {
  readonly text: string;
  readonly report: (offset: number, message: string) => void;
  /** Milliseconds that a step waits that does not say; 5,000 when left out. */
  readonly timeout?: number;
  /** Names that `on` may have; any when left out. */
  readonly connections?: readonly string[];
}

export const defaultTimeout = 5_000;
/** The longest time that a timer can wait, in milliseconds: 24.8 days. */
const longestTimer = 2_147_483_647;

/** The members by name; undefined and reported when it is no object. */
export function readObject(
  node: Node,
  what: string,
  keys: readonly string[],
  { report }: StepReader,
): ReadonlyMap<string, Node> | undefined {
  if (node.type !== 'object') {
    report(node.offset, `${what} should be an object in braces, not ${nameOfType(node)}.`);
    return undefined;
  }
  const members = new Map<string, Node>();
  for (const { key, keyNode, value } of membersOf(node)) {
    if (!keys.includes(key)) report(keyNode.offset, unknownKey(key, keys));
    else if (members.has(key)) report(keyNode.offset, `"${key}" is there twice. Remove one of them.`);
    else if (value !== undefined) members.set(key, value);
  }
  return members;
}

export function onlyOne<K extends string>(
  node: Node,
  members: ReadonlyMap<string, Node>,
  keys: readonly K[],
  what: string,
  { report }: StepReader,
): K | undefined {
  const [first, second] = keys.filter((key) => members.has(key));
  if (first !== undefined && second === undefined) return first;
  const fault = first === undefined ? 'names none' : `has both "${first}" and "${second ?? ''}"`;
  report(node.offset, `${what} ${fault}. Give it exactly one of ${keys.join(', ')}.`);
  return undefined;
}

export function readText(node: Node, what: string, { report }: StepReader): string | undefined {
  if (typeof node.value === 'string') return node.value;
  report(node.offset, `${what} should be a text in double quotes, not ${nameOfType(node)}.`);
  return undefined;
}

export function readWord<W extends string>(
  node: Node,
  what: string,
  words: readonly W[],
  { report }: StepReader,
): W | undefined {
  const found = words.find((word) => word === node.value);
  const listed = words.map((word) => `"${word}"`);
  const last = listed.at(-1) ?? '';
  if (found === undefined) report(node.offset, `${what} should be ${listed.slice(0, -1).join(', ')} or ${last}.`);
  return found;
}

export function readMs(node: Node, what: string, least: number, { report }: StepReader): number | undefined {
  const ms: unknown = node.value;
  if (typeof ms === 'number' && ms >= least && ms <= longestTimer) return ms;
  report(node.offset, `${what} should be a number of milliseconds from ${least} to ${longestTimer}, such as 250.`);
  return undefined;
}

export function readCount(node: Node, what: string, most: number, { report }: StepReader): number | undefined {
  const count: unknown = node.value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= most) return count;
  report(node.offset, `${what} should be a whole number from 1 to ${most.toLocaleString('en')}.`);
  return undefined;
}

export function readTimeout(members: ReadonlyMap<string, Node>, reader: StepReader): number {
  const own = optional(members.get('timeout'), (one) => readMs(one, '"timeout"', 1, reader));
  return own ?? reader.timeout ?? defaultTimeout;
}

export function readCode(node: Node, { report }: StepReader): number | undefined {
  const code: unknown = node.value;
  if (typeof code === 'number' && Number.isInteger(code) && code >= 1000 && code <= 4999) return code;
  report(node.offset, '"code" should be a status code from 1000 to 4999 (RFC 6455 §7.4), such as 1000.');
  return undefined;
}

/** Whether the text fits into a control frame, of which `most` bytes are left for it. */
export function fits(node: Node, text: string, most: number, what: string, { report }: StepReader): boolean {
  const { length } = new TextEncoder().encode(text);
  if (length <= most) return true;
  report(node.offset, `${what} is ${length} bytes long; it may have ${most} (RFC 6455 §5.5).`);
  return false;
}

export function checkHex(node: Node, text: string, { text: source, report }: StepReader): boolean {
  const parsed = isFixed(text) ? parseHex(text) : undefined;
  if (parsed === undefined || parsed.ok) return true;
  report(offsetInString(source, node, parsed.offset), parsed.message);
  return false;
}

/** A path that names exactly one place. */
export function checkPath(node: Node, text: string, { text: source, report }: StepReader): boolean {
  const parsed = parseJsonPath(text);
  if (parsed.ok) return true;
  report(offsetInString(source, node, parsed.offset), parsed.message);
  return false;
}

/** A path that may select any number of places. */
export function checkQuery(node: Node, text: string, { text: source, report }: StepReader): boolean {
  const compiled = isFixed(text) ? compileQuery(text) : undefined;
  if (compiled === undefined || compiled.ok) return true;
  report(offsetInString(source, node, compiled.offset), compiled.message);
  return false;
}

/** Whether the text can be judged before any variable is known. */
export function isFixed(text: string): boolean {
  return variableNames(text).length === 0;
}

export function optional<T>(node: Node | undefined, read: (node: Node) => T | undefined): T | undefined {
  return node === undefined ? undefined : read(node);
}
