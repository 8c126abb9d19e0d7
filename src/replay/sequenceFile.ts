// The file of a sequence, `*.wsseq.json`: JSON with comments. A file with one fault runs nothing; every fault is listed.
import { checkUrl } from '../profiles/check/checkUrl.ts';
import { type Node, type Place, memberOf, membersOf, nameOfType, readJson } from '../profiles/jsonText.ts';
import type { FileProblem } from '../profiles/profile.ts';
import { unknownKey } from '../profiles/profileFields.ts';
import { findImpossible } from './impossible.ts';
import { fillText, isOutside, missingVariables, variableNames } from './interpolate.ts';
import { nodeToJson } from './json.ts';
import { readSend } from './readSend.ts';
import type { CompareRules, Defaults, Json, RecordedReply, Sequence, Step, Target } from './sequence.ts';
import { readSteps } from './stepFields.ts';
import { listSteps } from './stepList.ts';
import { type StepReader, checkQuery, optional, readMs, readObject, readWord } from './stepReader.ts';
import { findUnknownVariables } from './unknownVariables.ts';

/** The file's own keys. */
export const sequenceKeys = [
  ...(['$schema', 'url', 'profile', 'connections', 'variables', 'defaults', 'steps', 'recorded', 'compare'] as const),
];
export const defaultKeys = ['timeout', 'order'] as const;
export const compareKeys = ['ignore', 'timing'] as const;
const targetKeys = ['url', 'profile'] as const;
const orders = ['skip', 'strict'] as const;

export type SequenceRead =
  | {
      readonly ok: true;
      /** Variables in URLs are filled in already, except for those from outside; those in steps are not. */
      readonly sequence: Sequence;
      /** Where each step begins in the file, by its index. */
      readonly places: readonly Place[];
      /** What does not keep the sequence from running, but will probably make a step fail. */
      readonly warnings: readonly FileProblem[];
    }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads a sequence file. `given` are values that go before the file's own variables. Never throws. */
export function readSequence(source: string, given: Readonly<Record<string, Json>> = {}): SequenceRead {
  const json = readJson(source);
  if (json.problems.length > 0) return { ok: false, problems: json.problems };
  const problems: FileProblem[] = [];
  const report = (offset: number, message: string): void => void problems.push(json.problemAt(offset, message));
  const { root } = json;
  if (root?.type !== 'object') {
    const found = root === undefined ? 'it is empty' : `not ${nameOfType(root)}`;
    report(root?.offset ?? 0, `A sequence is an object such as { "url": "ws://…", "steps": [] }; ${found}.`);
    return { ok: false, problems };
  }
  const members = topMembers(root, report);
  const reader = { text: json.text, report };
  const variables = readVariables(members.get('variables'), report);
  const values = new Map(Object.entries({ ...variables, ...given }));
  const connections = optional(members.get('connections'), (node) => readConnections(node, values, reader));
  const own = readOwnTarget(root, members, values, reader);
  const defaults = optional(members.get('defaults'), (node) => readDefaults(node, reader));
  const stepReader: StepReader = {
    ...reader,
    connections: Object.keys(connections ?? {}),
    ...(defaults?.timeout === undefined ? {} : { timeout: defaults.timeout }),
  };
  const nodes = new Map<Step, Node>();
  const steps = readSteps(stepNodes(root, members.get('steps'), report), stepReader, (step, node) => {
    nodes.set(step, node);
  });
  const compare = optional(members.get('compare'), (node) => readCompare(node, reader));
  const recorded = optional(members.get('recorded'), (node) => readRecorded(node, reader));
  if (problems.length > 0 || own === undefined) {
    problems.sort((a, b) => a.line - b.line || a.column - b.column);
    return { ok: false, problems };
  }
  const warnings = [
    ...findUnknownVariables(json, steps, nodes, { ...variables, ...given }),
    ...findImpossible(json, steps, nodes),
  ];
  return {
    ok: true,
    sequence: {
      ...own,
      ...(connections === undefined ? {} : { connections }),
      variables,
      ...(defaults === undefined ? {} : { defaults }),
      ...(compare === undefined ? {} : { compare }),
      ...(recorded === undefined ? {} : { recorded }),
      steps,
    },
    places: listSteps(steps).map(({ step }) => json.placeAt(nodes.get(step)?.offset ?? 0)),
    warnings: warnings.sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

type Report = (offset: number, message: string) => void;

function topMembers(root: Node, report: Report): ReadonlyMap<string, Node> {
  const members = new Map<string, Node>();
  for (const { key, keyNode, value } of membersOf(root)) {
    if (!sequenceKeys.some((known) => known === key)) report(keyNode.offset, unknownKey(key, sequenceKeys));
    else if (members.has(key)) report(keyNode.offset, `"${key}" is there twice. Remove one of them.`);
    else if (value !== undefined) members.set(key, value);
  }
  return members;
}

function readVariables(node: Node | undefined, report: Report): Readonly<Record<string, Json>> {
  if (node === undefined) return {};
  if (node.type !== 'object') {
    report(node.offset, `"variables" should be an object such as { "user": "ann" }, not ${nameOfType(node)}.`);
    return {};
  }
  const entries = membersOf(node).flatMap(({ key, keyNode, value }) => {
    if (!/^[^${}]+$/.test(key) || isOutside(key)) {
      report(keyNode.offset, 'A variable needs a name, without $, {, } and colons.');
    }
    return value === undefined ? [] : [[key, nodeToJson(value)] as const];
  });
  return Object.fromEntries(entries);
}

type Values = ReadonlyMap<string, Json>;

function readOwnTarget(
  root: Node,
  members: ReadonlyMap<string, Node>,
  values: Values,
  reader: StepReader,
): Target | Readonly<Record<string, never>> | undefined {
  const url = members.get('url');
  const profile = members.get('profile');
  if (url === undefined && profile === undefined) {
    // What is wrong with them was reported.
    if (members.has('connections')) return {};
    const fault = 'The sequence does not say where to connect';
    reader.report(root.offset, `${fault}. Give it either "url" or "profile", the name of a saved connection.`);
    return undefined;
  }
  return readTarget(root, members, 'The sequence', values, reader);
}

function readConnections(node: Node, values: Values, reader: StepReader): Readonly<Record<string, Target>> | undefined {
  if (node.type !== 'object' || membersOf(node).length === 0) {
    const found = node.type === 'object' ? 'an empty one' : nameOfType(node);
    reader.report(
      node.offset,
      `"connections" should be an object such as { "player 1": { "url": "ws://…" } }, not ${found}.`,
    );
    return undefined;
  }
  const targets = membersOf(node).flatMap(({ key, value }) => {
    const members = value && readObject(value, `"${key}"`, targetKeys, reader);
    const target = members && readTarget(value, members, `"${key}"`, values, reader);
    return target === undefined ? [] : [[key, target] as const];
  });
  return Object.fromEntries(targets);
}

function readTarget(
  parent: Node,
  members: ReadonlyMap<string, Node>,
  what: string,
  values: Values,
  { report }: StepReader,
): Target | undefined {
  const url = members.get('url');
  const profile = members.get('profile');
  const node = url ?? profile;
  if (node === undefined || (url !== undefined && profile !== undefined)) {
    const fault = node === undefined ? 'does not say where to connect' : 'has both "url" and "profile"';
    report(parent.offset, `${what} ${fault}. Give it either "url" or "profile", the name of a saved connection.`);
    return undefined;
  }
  const value: unknown = node.value;
  if (typeof value !== 'string' || value === '') {
    const found = value === '' ? 'an empty one' : nameOfType(node);
    report(node.offset, `"${url ? 'url' : 'profile'}" should be a text in double quotes, not ${found}.`);
    return undefined;
  }
  if (url === undefined) return { profile: value };
  const filled = fillText(value, values);
  const missing = filled.missing.filter((name) => !isOutside(name));
  const isKnown = variableNames(filled.value).length === 0;
  const problem =
    missing.length > 0 ? missingVariables(missing) : isKnown ? checkUrl(filled.value)?.message : undefined;
  if (problem !== undefined) report(node.offset, problem);
  return problem === undefined ? { url: filled.value } : undefined;
}

function readDefaults(node: Node, reader: StepReader): Partial<Defaults> | undefined {
  const members = readObject(node, '"defaults"', defaultKeys, reader);
  if (members === undefined) return undefined;
  const timeout = optional(members.get('timeout'), (one) => readMs(one, '"timeout"', 1, reader));
  const order = optional(members.get('order'), (one) => readWord(one, '"order"', orders, reader));
  return { ...(timeout === undefined ? {} : { timeout }), ...(order === undefined ? {} : { order }) };
}

function readCompare(node: Node, reader: StepReader): CompareRules | undefined {
  const members = readObject(node, '"compare"', compareKeys, reader);
  if (members === undefined) return undefined;
  const list = members.get('ignore');
  if (list !== undefined && list.type !== 'array') {
    reader.report(list.offset, `"ignore" should be a list of JSONPaths such as ["$.time"], not ${nameOfType(list)}.`);
  }
  const ignore = (list?.children ?? []).flatMap((child) => {
    if (typeof child.value !== 'string') {
      reader.report(child.offset, `A JSONPath should be a text in double quotes, not ${nameOfType(child)}.`);
      return [];
    }
    return checkQuery(child, child.value, reader) ? [child.value] : [];
  });
  const timing = optional(members.get('timing'), (one) => readMs(one, '"timing"', 0, reader));
  return { ignore, ...(timing === undefined ? {} : { timing }) };
}

function readRecorded(node: Node, reader: StepReader): readonly RecordedReply[] | undefined {
  if (node.type !== 'array') {
    reader.report(node.offset, `"recorded" should be a list of replies, not ${nameOfType(node)}.`);
    return undefined;
  }
  return (node.children ?? []).flatMap((child) => {
    const at = optional(memberOf(child, 'at'), (one) => readMs(one, '"at"', 0, reader));
    const others = {
      ...child,
      children: (child.children ?? []).filter(({ children }) => children?.[0]?.value !== 'at'),
    };
    const content = readSend(others, reader);
    if (content === undefined) return [];
    if (content.as === 'text' || content.as === 'json' || content.as === 'hex') return [{ at: at ?? 0, ...content }];
    reader.report(child.offset, 'A recorded reply is one of "text", "json" and "hex".');
    return [];
  });
}

function stepNodes(root: Node, node: Node | undefined, report: Report): readonly Node[] {
  if (node?.type === 'array') return node.children ?? [];
  if (node === undefined) report(root.offset, 'The sequence has no "steps". Add "steps": [ … ].');
  else report(node.offset, `"steps" should be a list such as [ { "wait": 250 } ], not ${nameOfType(node)}.`);
  return [];
}
