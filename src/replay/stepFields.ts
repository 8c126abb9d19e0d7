// The steps of a sequence file: which keys they may have, and how each is read from the file's tree.
import { parseHex } from '../base/hex.ts';
import { type Node, membersOf, nameOfType, offsetInString } from '../profiles/jsonText.ts';
import { unknownKey } from '../profiles/profileFields.ts';
import { variableNames } from './interpolate.ts';
import { nodeToJson } from './json.ts';
import { parseJsonPath } from '../base/jsonPath.ts';
import { compileRegex, groupsOf } from './regex.ts';
import type { Matcher, SendStep, Step, StepKind } from './sequence.ts';

/** Told of what is wrong, at an offset in the text. */
export interface StepReader {
  readonly text: string;
  readonly report: (offset: number, message: string) => void;
}

export const stepKinds = ['send', 'expect', 'wait', 'ping', 'close', 'expectClose'] as const satisfies StepKind[];
export const stepKeys = [...stepKinds, 'capture'] as const;
export const sendKeys = ['text', 'json', 'hex'] as const;
const matcherKeys = ['text', 'json', 'regex', 'hex', 'opcode', 'jsonpath'] as const;
export const expectKeys = [...matcherKeys, 'timeout'] as const;
export const closeKeys = ['code', 'reason'] as const;
export const expectCloseKeys = ['code', 'timeout'] as const;

export const defaultTimeout = 5_000;
/** The longest time that a timer can wait, in milliseconds: 24.8 days. */
const longestTimer = 2_147_483_647;

/** Keys that are no mistake, but that this version does not act upon. */
const planned = new Set([
  ...['base64', 'file', 'fragments', 'schema', 'count', 'within', 'not', 'expectPing', 'expectPong', 'reconnect'],
  ...['group', 'repeat', 'forEach', 'parallel', 'defaults', 'at'],
]);

/** Reads one step; undefined when it cannot be run, which was reported then. */
export function readStep(node: Node, reader: StepReader): Step | undefined {
  const members = readObject(node, 'A step', stepKeys, reader);
  if (members === undefined) return undefined;
  const kinds = stepKinds.filter((kind) => members.has(kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const which =
      kind === undefined ? 'This step says not what to do' : `This step is several at once: ${kinds.join(', ')}`;
    reader.report(node.offset, `${which}. Give each step exactly one of ${stepKinds.join(', ')}.`);
    return undefined;
  }
  const value = members.get(kind);
  const capture = members.get('capture');
  if (capture !== undefined && kind !== 'expect') {
    reader.report(
      capture.offset,
      'Only an "expect" can capture: put "capture" beside the "expect" whose message has the value.',
    );
  }
  return value && readers[kind](value, reader, capture);
}

type ReadStep = (node: Node, reader: StepReader, capture: Node | undefined) => Step | undefined;

const readers: Readonly<Record<StepKind, ReadStep>> = {
  send: readSend,
  expect: readExpect,
  wait: (node, reader) => {
    const ms = readMs(node, '"wait"', 0, reader);
    return ms === undefined ? undefined : { kind: 'wait', ms };
  },
  ping: (node, reader) => {
    const payload = readText(node, '"ping"', reader);
    // RFC 6455 §5.5: control frames carry at most 125 bytes.
    if (payload === undefined || !fits(node, payload, 125, '"ping"', reader)) return undefined;
    return { kind: 'ping', payload };
  },
  close: readClose,
  expectClose: (node, reader) => {
    const members = readObject(node, '"expectClose"', expectCloseKeys, reader);
    if (members === undefined) return undefined;
    const code = optional(members.get('code'), (one) => readCode(one, reader));
    return { kind: 'expectClose', code, timeout: readTimeout(members, reader) };
  },
};

function readSend(node: Node, reader: StepReader): Step | undefined {
  const members = readObject(node, '"send"', sendKeys, reader);
  const as = members && onlyOne(node, members, sendKeys, '"send"', reader);
  const value = as && members.get(as);
  if (as === undefined || value === undefined) return undefined;
  const payload = readPayload(as, value, reader);
  return payload && { kind: 'send', payload };
}

function readPayload(as: (typeof sendKeys)[number], node: Node, reader: StepReader): SendStep['payload'] | undefined {
  if (as === 'json') return { as, json: nodeToJson(node) };
  const text = readText(node, `"${as}"`, reader);
  if (text === undefined) return undefined;
  if (as === 'text') return { as, text };
  return checkHex(node, text, reader) ? { as, hex: text } : undefined;
}

function readExpect(node: Node, reader: StepReader, capture: Node | undefined): Step | undefined {
  const members = readObject(node, '"expect"', expectKeys, reader);
  const by = members && onlyOne(node, members, matcherKeys, '"expect"', reader);
  const value = by && members.get(by);
  if (members === undefined || by === undefined || value === undefined) return undefined;
  const matcher = readMatcher(by, value, reader);
  if (matcher === undefined) return undefined;
  const timeout = readTimeout(members, reader);
  return { kind: 'expect', matcher, timeout, capture: capture ? readCapture(capture, matcher, reader) : {} };
}

function readMatcher(by: Matcher['by'], node: Node, reader: StepReader): Matcher | undefined {
  if (by === 'json') return { by, json: nodeToJson(node) };
  const text = readText(node, `"${by}"`, reader);
  if (text === undefined) return undefined;
  switch (by) {
    case 'text':
      return { by, text };
    case 'hex':
      return checkHex(node, text, reader) ? { by, hex: text } : undefined;
    case 'regex': {
      const compiled = isFixed(text) ? compileRegex(text) : undefined;
      if (compiled !== undefined && 'problem' in compiled) {
        reader.report(node.offset, compiled.problem);
        return undefined;
      }
      return { by, regex: text };
    }
    case 'opcode':
      if (text === 'text' || text === 'binary') return { by, opcode: text };
      reader.report(node.offset, '"opcode" should be "text" or "binary".');
      return undefined;
    case 'jsonpath':
      return !isFixed(text) || checkPath(node, text, reader) ? { by, path: text } : undefined;
  }
}

function readCapture(node: Node, matcher: Matcher, reader: StepReader): Readonly<Record<string, string>> {
  if (node.type !== 'object') {
    reader.report(
      node.offset,
      `"capture" should be an object such as { "token": "$.token" }, not ${nameOfType(node)}.`,
    );
    return {};
  }
  const captures = membersOf(node).flatMap(({ key, keyNode, value }) => {
    const text = value && readText(value, `"${key}"`, reader);
    if (value === undefined || text === undefined) return [];
    if (!/^[^${}]+$/.test(key)) {
      reader.report(keyNode.offset, 'A variable needs a name, without $, { and }.');
    } else if (!text.startsWith('$') && matcher.by === 'regex') {
      checkGroup(value, text, matcher.regex, reader);
    } else {
      checkPath(value, text, reader);
    }
    return [[key, text] as const];
  });
  return Object.fromEntries(captures);
}

function checkGroup(node: Node, group: string, source: string, { report }: StepReader): void {
  const compiled = isFixed(source) ? compileRegex(source) : undefined;
  if (compiled === undefined || 'problem' in compiled) return;
  const { count, names } = groupsOf(compiled.regex);
  if (/^\d+$/.test(group) ? Number(group) <= count : names.includes(group)) return;
  const has = count === 0 ? 'has no groups' : `has ${count === 1 ? 'one group' : `groups 1 to ${count}`}`;
  report(node.offset, `The regex ${has}, so there is no group "${group}". Put the part to capture in parentheses.`);
}

function readClose(node: Node, reader: StepReader): Step | undefined {
  const members = readObject(node, '"close"', closeKeys, reader);
  if (members === undefined) return undefined;
  const code = optional(members.get('code'), (one) => readCode(one, reader));
  const reasonNode = members.get('reason');
  const reason = optional(reasonNode, (one) => readText(one, '"reason"', reader)) ?? '';
  // RFC 6455 §5.5.1: two of a control frame's 125 bytes are the code.
  if (reasonNode !== undefined) fits(reasonNode, reason, 123, '"reason"', reader);
  if (reasonNode !== undefined && reason !== '' && !members.has('code')) {
    reader.report(reasonNode.offset, 'A reason is sent only with a code. Add "code", such as 1000.');
  }
  return { kind: 'close', code, reason };
}

/** The members by name; undefined and reported when it is no object. */
function readObject(
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
    if (!keys.includes(key)) report(keyNode.offset, strangeKey(key, keys));
    else if (members.has(key)) report(keyNode.offset, `"${key}" is there twice. Remove one of them.`);
    else if (value !== undefined) members.set(key, value);
  }
  return members;
}

/** A sentence about a key that has no meaning at this place. */
export function strangeKey(key: string, keys: readonly string[]): string {
  return planned.has(key) ? `"${key}" is not supported yet. Known here: ${keys.join(', ')}.` : unknownKey(key, keys);
}

function onlyOne<K extends string>(
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

function readText(node: Node, what: string, { report }: StepReader): string | undefined {
  if (typeof node.value === 'string') return node.value;
  report(node.offset, `${what} should be a text in double quotes, not ${nameOfType(node)}.`);
  return undefined;
}

function readMs(node: Node, what: string, least: number, { report }: StepReader): number | undefined {
  const ms: unknown = node.value;
  if (typeof ms === 'number' && ms >= least && ms <= longestTimer) return ms;
  report(node.offset, `${what} should be a number of milliseconds from ${least} to ${longestTimer}, such as 250.`);
  return undefined;
}

function readTimeout(members: ReadonlyMap<string, Node>, reader: StepReader): number {
  return optional(members.get('timeout'), (one) => readMs(one, '"timeout"', 1, reader)) ?? defaultTimeout;
}

function readCode(node: Node, { report }: StepReader): number | undefined {
  const code: unknown = node.value;
  if (typeof code === 'number' && Number.isInteger(code) && code >= 1000 && code <= 4999) return code;
  report(node.offset, '"code" should be a status code from 1000 to 4999 (RFC 6455 §7.4), such as 1000.');
  return undefined;
}

function fits(node: Node, text: string, most: number, what: string, { report }: StepReader): boolean {
  const { length } = new TextEncoder().encode(text);
  if (length <= most) return true;
  report(node.offset, `${what} is ${length} bytes long; it may have ${most} (RFC 6455 §5.5).`);
  return false;
}

function checkHex(node: Node, text: string, { text: source, report }: StepReader): boolean {
  const parsed = isFixed(text) ? parseHex(text) : undefined;
  if (parsed === undefined || parsed.ok) return true;
  report(offsetInString(source, node, parsed.offset), parsed.message);
  return false;
}

function checkPath(node: Node, text: string, { text: source, report }: StepReader): boolean {
  const parsed = parseJsonPath(text);
  if (parsed.ok) return true;
  report(offsetInString(source, node, parsed.offset), parsed.message);
  return false;
}

/** Whether the text can be judged before any variable is known. */
function isFixed(text: string): boolean {
  return variableNames(text).length === 0;
}

function optional<T>(node: Node | undefined, read: (node: Node) => T | undefined): T | undefined {
  return node === undefined ? undefined : read(node);
}
