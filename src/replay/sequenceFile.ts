// The file of a sequence, `*.wsseq.json`: JSON with comments. A file with one fault runs nothing; every fault is listed.
import { checkUrl } from '../profiles/check/checkUrl.ts';
import {
  type JsonText,
  type Node,
  type Place,
  memberOf,
  membersOf,
  nameOfType,
  readJson,
} from '../profiles/jsonText.ts';
import type { FileProblem } from '../profiles/profile.ts';
import { fillText, missingVariables, variableNames } from './interpolate.ts';
import type { Matcher, SendStep, Sequence, Step } from './sequence.ts';
import { defaultTimeout, readStep, strangeKey } from './stepFields.ts';

export { stepTitle } from './stepTitle.ts';

/** The file's own keys. */
export const sequenceKeys = ['$schema', 'url', 'profile', 'variables', 'steps'] as const;

export type SequenceRead =
  | {
      readonly ok: true;
      /** Variables in `url` are filled in already; those in steps are not. */
      readonly sequence: Sequence;
      /** Where each step begins in the file. */
      readonly places: readonly Place[];
      /** What does not keep the sequence from running, but will probably make a step fail. */
      readonly warnings: readonly FileProblem[];
    }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads a sequence file. Never throws. */
export function readSequence(source: string): SequenceRead {
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
  const members = new Map<string, Node>();
  for (const { key, keyNode, value } of membersOf(root)) {
    if (!sequenceKeys.some((known) => known === key)) report(keyNode.offset, strangeKey(key, sequenceKeys));
    else if (members.has(key)) report(keyNode.offset, `"${key}" is there twice. Remove one of them.`);
    else if (value !== undefined) members.set(key, value);
  }
  const variables = readVariables(members.get('variables'), report);
  const target = readTarget(root, members, variables, report);
  const nodes = stepNodes(root, members.get('steps'), report);
  const steps = nodes.flatMap((node) => readStep(node, { text: json.text, report }) ?? []);
  if (problems.length > 0 || target === undefined) {
    problems.sort((a, b) => a.line - b.line || a.column - b.column);
    return { ok: false, problems };
  }
  return {
    ok: true,
    sequence: { ...target, variables, steps },
    places: nodes.map((node) => json.placeAt(node.offset)),
    warnings: findUnknownVariables(json, nodes, steps, variables),
  };
}

/** The text of a sequence file, one step a line where it fits. `remarks` become comments at its head, one line each. */
export function writeSequence(sequence: Sequence, remarks: readonly string[] = []): string {
  const { url, profile, variables, steps } = sequence;
  const members = [
    ...(url === undefined ? [] : [`  "url": ${JSON.stringify(url)}`]),
    ...(profile === undefined ? [] : [`  "profile": ${JSON.stringify(profile)}`]),
    ...(Object.keys(variables).length === 0 ? [] : [`  "variables": ${indented(variables, '  ')}`]),
    steps.length === 0
      ? '  "steps": []'
      : `  "steps": [\n${steps.map((step) => `    ${short(stepToJson(step)) ?? indented(stepToJson(step), '    ')}`).join(',\n')}\n  ]`,
  ];
  const head = remarks.map((remark) => `// ${remark.replace(/\s+/g, ' ')}\n`).join('');
  return `${head}{\n${members.join(',\n')}\n}\n`;
}

type Report = (offset: number, message: string) => void;

function readVariables(node: Node | undefined, report: Report): Readonly<Record<string, string>> {
  if (node === undefined) return {};
  if (node.type !== 'object') {
    report(node.offset, `"variables" should be an object such as { "user": "ann" }, not ${nameOfType(node)}.`);
    return {};
  }
  const entries = membersOf(node).flatMap(({ key, keyNode, value }) => {
    if (!/^[^${}]+$/.test(key)) report(keyNode.offset, 'A variable needs a name, without $, { and }.');
    if (value === undefined) return [];
    if (typeof value.value === 'string') return [[key, value.value] as const];
    report(value.offset, `The variable "${key}" should be a text in double quotes, not ${nameOfType(value)}.`);
    return [];
  });
  return Object.fromEntries(entries);
}

function readTarget(
  root: Node,
  members: ReadonlyMap<string, Node>,
  variables: Readonly<Record<string, string>>,
  report: Report,
): { readonly url: string } | { readonly profile: string } | undefined {
  const url = members.get('url');
  const profile = members.get('profile');
  const node = url ?? profile;
  if (node === undefined || (url !== undefined && profile !== undefined)) {
    const fault = node === undefined ? 'does not say where to connect' : 'has both "url" and "profile"';
    report(root.offset, `The sequence ${fault}. Give it either "url" or "profile", the name of a saved connection.`);
    return undefined;
  }
  const value: unknown = node.value;
  if (typeof value !== 'string' || value === '') {
    const found = value === '' ? 'an empty one' : nameOfType(node);
    report(node.offset, `"${url ? 'url' : 'profile'}" should be a text in double quotes, not ${found}.`);
    return undefined;
  }
  if (url === undefined) return { profile: value };
  const filled = fillText(value, new Map(Object.entries(variables)));
  const problem = filled.missing.length > 0 ? missingVariables(filled.missing) : checkUrl(filled.value)?.message;
  if (problem !== undefined) report(node.offset, problem);
  return problem === undefined ? { url: filled.value } : undefined;
}

function stepNodes(root: Node, node: Node | undefined, report: Report): readonly Node[] {
  if (node?.type === 'array') return node.children ?? [];
  if (node === undefined) report(root.offset, 'The sequence has no "steps". Add "steps": [ … ].');
  else report(node.offset, `"steps" should be a list such as [ { "wait": 250 } ], not ${nameOfType(node)}.`);
  return [];
}

/** A step may use the sequence's variables and what an earlier step captured. */
function findUnknownVariables(
  json: JsonText,
  nodes: readonly Node[],
  steps: readonly Step[],
  variables: Readonly<Record<string, string>>,
): readonly FileProblem[] {
  const known = new Set(Object.keys(variables));
  return steps.flatMap((step, index) => {
    const unknown = textNodes(memberOf(nodes[index], step.kind)).flatMap((node) => {
      const missing = variableNames(String(node.value)).filter((name) => !known.has(name));
      return missing.length === 0 ? [] : [json.problemAt(node.offset, missingVariables(missing))];
    });
    if (step.kind === 'expect') for (const name of Object.keys(step.capture)) known.add(name);
    return unknown;
  });
}

function textNodes(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return node.type === 'string' ? [node] : (node.children ?? []).flatMap(textNodes);
}

export function stepToJson(step: Step): unknown {
  switch (step.kind) {
    case 'send':
      return { send: payloadToJson(step.payload) };
    case 'expect': {
      const timeout = step.timeout === defaultTimeout ? {} : { timeout: step.timeout };
      const capture = Object.keys(step.capture).length === 0 ? {} : { capture: step.capture };
      return { expect: { ...matcherToJson(step.matcher), ...timeout }, ...capture };
    }
    case 'wait':
      return { wait: step.ms };
    case 'ping':
      return { ping: step.payload };
    case 'close':
      return { close: { ...codeToJson(step.code), ...(step.reason === '' ? {} : { reason: step.reason }) } };
    case 'expectClose':
      return {
        expectClose: {
          ...codeToJson(step.code),
          ...(step.timeout === defaultTimeout ? {} : { timeout: step.timeout }),
        },
      };
  }
}

function payloadToJson(payload: SendStep['payload']): unknown {
  const { as, ...value } = payload;
  return { [as]: Object.values(value)[0] };
}

function matcherToJson(matcher: Matcher): Readonly<Record<string, unknown>> {
  const { by, ...value } = matcher;
  return { [by]: Object.values(value)[0] };
}

function codeToJson(code: number | undefined): { readonly code?: number } {
  return code === undefined ? {} : { code };
}

function indented(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}

/** On one line, when it is short. */
function short(value: unknown): string | undefined {
  // JSON.stringify writes no line break inside a string, so each one is layout.
  const line = JSON.stringify(value, null, 1).replace(/\n */g, ' ');
  return line.length <= 110 ? line : undefined;
}
