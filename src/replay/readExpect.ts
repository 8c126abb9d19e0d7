import { type Node, membersOf, nameOfType } from '../profiles/jsonText.ts';
import { conditionKeys, typeNames } from './conditions.ts';
import { isOutside } from './interpolate.ts';
import { nodeToJson } from './json.ts';
import { messageTypes } from './readSend.ts';
import { compileRegex, groupsOf } from './regex.ts';
import { prepareSchema } from './schemaTest.ts';
import type { Condition, ExpectStep, Json, Matcher } from './sequence.ts';
import {
  type StepReader,
  checkHex,
  checkPath,
  checkQuery,
  isFixed,
  onlyOne,
  optional,
  readCount,
  readMs,
  readObject,
  readText,
  readTimeout,
  readWord,
} from './stepReader.ts';

export const matcherKeys = ['text', 'json', 'regex', 'hex', 'opcode', 'jsonpath', 'schema'] as const;
export const expectKeys = [...matcherKeys, 'not', 'timeout', 'count', 'within'] as const;

const mostCounted = 1_000_000;

export function readExpect(node: Node, reader: StepReader, capture: Node | undefined): ExpectStep | undefined {
  const members = readObject(node, '"expect"', expectKeys, reader);
  if (members === undefined) return undefined;
  const not = members.get('not');
  return not === undefined ? readMessages(node, members, reader, capture) : readNot(not, members, reader, capture);
}

function readMessages(
  node: Node,
  members: ReadonlyMap<string, Node>,
  reader: StepReader,
  capture: Node | undefined,
): ExpectStep | undefined {
  const by = onlyOne(node, members, matcherKeys, '"expect"', reader);
  const value = by && members.get(by);
  if (by === undefined || value === undefined) return undefined;
  const matcher = readMatcher(by, value, reader);
  if (matcher === undefined) return undefined;
  const count = optional(members.get('count'), (one) => readCount(one, '"count"', mostCounted, reader));
  const withinNode = members.get('within');
  const within = optional(withinNode, (one) => readMs(one, '"within"', 0, reader));
  if (withinNode !== undefined && !members.has('count')) {
    reader.report(withinNode.offset, '"within" stands beside "count" or "not" only. For one message give "timeout".');
  }
  return {
    kind: 'expect',
    matcher,
    timeout: readTimeout(members, reader),
    capture: capture ? readCapture(capture, matcher, reader) : {},
    ...(count === undefined ? {} : { count }),
    ...(within === undefined ? {} : { within }),
  };
}

function readNot(
  not: Node,
  members: ReadonlyMap<string, Node>,
  reader: StepReader,
  capture: Node | undefined,
): ExpectStep | undefined {
  for (const [key, { offset }] of members) {
    if (key !== 'not' && key !== 'within')
      reader.report(offset, `"${key}" cannot stand beside "not": only "within" can.`);
  }
  if (capture !== undefined) reader.report(capture.offset, 'A message that must not come has nothing to capture.');
  const inner = readObject(not, '"not"', matcherKeys, reader);
  const by = inner && onlyOne(not, inner, matcherKeys, '"not"', reader);
  const value = by && inner.get(by);
  const matcher = by && value && readMatcher(by, value, reader);
  const withinNode = members.get('within');
  if (withinNode === undefined) {
    reader.report(not.offset, 'Say how long no such message may come: add "within" with a number of milliseconds.');
  }
  const within = optional(withinNode, (one) => readMs(one, '"within"', 1, reader));
  if (matcher === undefined || within === undefined) return undefined;
  return { kind: 'expect', matcher, timeout: within, capture: {}, within, not: true };
}

function readMatcher(by: Matcher['by'], node: Node, reader: StepReader): Matcher | undefined {
  if (by === 'json') return { by, json: nodeToJson(node) };
  if (by === 'schema') return readSchema(node, reader);
  if (by === 'jsonpath' && node.type === 'object') return readConditions(node, reader);
  const text = readText(node, `"${by}"`, reader);
  if (text === undefined) return undefined;
  switch (by) {
    case 'text':
      return { by, text };
    case 'hex':
      return checkHex(node, text, reader) ? { by, hex: text } : undefined;
    case 'regex':
      return checkRegex(node, text, reader) ? { by, regex: text } : undefined;
    case 'opcode': {
      const opcode = readWord(node, '"opcode"', messageTypes, reader);
      return opcode && { by, opcode };
    }
    case 'jsonpath':
      return checkQuery(node, text, reader) ? { by, path: text } : undefined;
  }
}

function checkRegex(node: Node, text: string, { report }: StepReader): boolean {
  const compiled = isFixed(text) ? compileRegex(text) : undefined;
  if (compiled === undefined || !('problem' in compiled)) return true;
  report(node.offset, compiled.problem);
  return false;
}

function readSchema(node: Node, { report }: StepReader): Matcher | undefined {
  if (node.type !== 'object' && node.type !== 'boolean') {
    report(node.offset, `"schema" should be a JSON Schema such as { "type": "object" }, not ${nameOfType(node)}.`);
    return undefined;
  }
  const schema = nodeToJson(node);
  const prepared = isFixed(JSON.stringify(schema)) ? prepareSchema(schema) : undefined;
  if (prepared === undefined || prepared.ok) return { by: 'schema', schema };
  report(node.offset, prepared.problem);
  return undefined;
}

function readConditions(node: Node, reader: StepReader): Matcher | undefined {
  const members = membersOf(node);
  if (members.length === 0) {
    reader.report(node.offset, '"jsonpath" names no path. Give it one, such as { "$.type": "session" }.');
    return undefined;
  }
  const conditions = members.flatMap(({ key, keyNode, value }) => {
    const sound = checkQuery(keyNode, key, reader);
    const condition = value && readCondition(value, reader);
    return sound && condition !== undefined ? [[key, condition] as const] : [];
  });
  return conditions.length === members.length
    ? { by: 'jsonpath', conditions: Object.fromEntries(conditions) }
    : undefined;
}

/** A value that is no object of known words stands for itself. */
function readCondition(node: Node, reader: StepReader): Condition | undefined {
  if (node.type !== 'object') return { equals: nodeToJson(node) };
  const members = readObject(node, 'A condition', conditionKeys, reader);
  if (members === undefined || members.size !== membersOf(node).length) return undefined;
  const numbers = ['above', 'below', 'length'] as const;
  for (const key of numbers) {
    const at = members.get(key);
    if (at === undefined || at.type === 'number') continue;
    reader.report(at.offset, `"${key}" should be a number, not ${nameOfType(at)}.`);
    return undefined;
  }
  const number = (key: (typeof numbers)[number]): number | undefined =>
    optional(members.get(key), (one) => Number(one.value));
  const json = (key: string): Json | undefined => optional(members.get(key), nodeToJson);
  const oneOf = members.get('oneOf');
  if (oneOf !== undefined && oneOf.type !== 'array') {
    reader.report(oneOf.offset, `"oneOf" should be a list of values, not ${nameOfType(oneOf)}.`);
    return undefined;
  }
  const exists = members.get('exists');
  if (exists !== undefined && exists.type !== 'boolean') {
    reader.report(exists.offset, `"exists" should be true or false, not ${nameOfType(exists)}.`);
    return undefined;
  }
  const regexNode = members.get('regex');
  const regex = optional(regexNode, (one) => readText(one, '"regex"', reader));
  if (regexNode !== undefined && (regex === undefined || !checkRegex(regexNode, regex, reader))) return undefined;
  const typeNode = members.get('type');
  const type = optional(typeNode, (one) => readWord(one, '"type"', typeNames, reader));
  if (typeNode !== undefined && type === undefined) return undefined;
  const condition = {
    equals: json('equals'),
    not: json('not'),
    oneOf: json('oneOf'),
    exists: exists === undefined ? undefined : exists.value === true,
    above: number('above'),
    below: number('below'),
    length: number('length'),
    regex,
    type,
  };
  return Object.fromEntries(Object.entries(condition).filter(([, value]) => value !== undefined));
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
    if (!/^[^${}]+$/.test(key) || isOutside(key)) {
      reader.report(keyNode.offset, 'A variable needs a name, without $, {, } and colons.');
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
