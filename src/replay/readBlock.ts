import { type Node, membersOf, nameOfType } from '../profiles/jsonText.ts';
import { nodeToJson } from './json.ts';
import type { BlockStep, Rows, Step } from './sequence.ts';
import { type StepReader, readCount, readObject, readText } from './stepReader.ts';

export const blockKinds = ['group', 'repeat', 'forEach', 'parallel'] as const satisfies BlockStep['kind'][];
export const blockKeys = {
  group: ['name', 'steps'],
  repeat: ['times', 'steps'],
  forEach: ['rows', 'csv', 'steps'],
} as const;

const mostRounds = 10_000_000;

/** Reads the steps of a list one by one. */
export type ReadSteps = (nodes: readonly Node[]) => readonly Step[];

export function readBlock(
  kind: BlockStep['kind'],
  node: Node,
  reader: StepReader,
  readSteps: ReadSteps,
): BlockStep | undefined {
  if (kind === 'parallel') return readParallel(node, reader, readSteps);
  const members = readObject(node, `"${kind}"`, blockKeys[kind], reader);
  if (members === undefined) return undefined;
  const steps = stepsOf(node, members.get('steps'), kind, reader, readSteps);
  switch (kind) {
    case 'group': {
      const name = required(node, members, 'name', '"group" needs a "name".', reader);
      const text = name && readText(name, '"name"', reader);
      return text === undefined || steps === undefined ? undefined : { kind, name: text, steps };
    }
    case 'repeat': {
      const times = required(node, members, 'times', '"repeat" needs "times", such as 3.', reader);
      const count = times && readCount(times, '"times"', mostRounds, reader);
      return count === undefined || steps === undefined ? undefined : { kind, times: count, steps };
    }
    case 'forEach': {
      const rows = readRowsOf(node, members, reader);
      return rows === undefined || steps === undefined ? undefined : { kind, rows, steps };
    }
  }
}

function required(
  node: Node,
  members: ReadonlyMap<string, Node>,
  key: string,
  problem: string,
  { report }: StepReader,
): Node | undefined {
  const found = members.get(key);
  if (found === undefined) report(node.offset, problem);
  return found;
}

function stepsOf(
  node: Node,
  steps: Node | undefined,
  kind: string,
  { report }: StepReader,
  readSteps: ReadSteps,
): readonly Step[] | undefined {
  if (steps?.type === 'array') return readSteps(steps.children ?? []);
  if (steps === undefined) report(node.offset, `"${kind}" has no "steps". Add "steps": [ … ].`);
  else report(steps.offset, `"steps" should be a list such as [ { "wait": 250 } ], not ${nameOfType(steps)}.`);
  return undefined;
}

function readRowsOf(node: Node, members: ReadonlyMap<string, Node>, reader: StepReader): Rows | undefined {
  const rows = members.get('rows');
  const csv = members.get('csv');
  if ((rows === undefined) === (csv === undefined)) {
    reader.report(node.offset, '"forEach" needs either "rows", a list of objects, or "csv", the path of a file.');
    return undefined;
  }
  if (csv !== undefined) {
    const path = readText(csv, '"csv"', reader);
    return path === undefined ? undefined : { csv: path };
  }
  if (rows?.type !== 'array') {
    reader.report(rows?.offset ?? 0, '"rows" should be a list such as [ { "user": "ann" }, { "user": "bob" } ].');
    return undefined;
  }
  const wrong = (rows.children ?? []).find(({ type }) => type !== 'object');
  if (wrong !== undefined) {
    reader.report(wrong.offset, `A row should be an object such as { "user": "ann" }, not ${nameOfType(wrong)}.`);
    return undefined;
  }
  for (const row of rows.children ?? []) {
    for (const { key, keyNode } of membersOf(row)) {
      if (!/^[^${}:]+$/.test(key))
        reader.report(keyNode.offset, 'A variable needs a name, without $, {, } and colons.');
    }
  }
  return nodeToJson(rows) as Rows;
}

function readParallel(node: Node, { report }: StepReader, readSteps: ReadSteps): BlockStep | undefined {
  const branches = node.type === 'array' ? (node.children ?? []) : [];
  const wrong = node.type === 'array' ? branches.find(({ type }) => type !== 'array') : node;
  if (wrong !== undefined || branches.length === 0) {
    report(
      (wrong ?? node).offset,
      '"parallel" should be a list of branches, each a list of steps: [ [ { "wait": 250 } ], [ { "ping": "" } ] ].',
    );
    return undefined;
  }
  return { kind: 'parallel', branches: branches.map((branch) => readSteps(branch.children ?? [])) };
}
