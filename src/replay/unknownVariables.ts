import { type JsonText, type Node, memberOf, membersOf } from '../profiles/jsonText.ts';
import type { FileProblem } from '../profiles/profile.ts';
import { isOutside, missingVariables, variableNames } from './interpolate.ts';
import type { Json, Step } from './sequence.ts';

/** Where steps use what nothing sets: a step may use the sequence's variables, what an earlier step captured, and a row's own values. */
export function findUnknownVariables(
  json: JsonText,
  steps: readonly Step[],
  nodes: ReadonlyMap<Step, Node>,
  variables: Readonly<Record<string, Json>>,
): readonly FileProblem[] {
  const known = new Set(Object.keys(variables));
  const problems: FileProblem[] = [];
  const look = (node: Node | undefined, also: ReadonlySet<string>): void => {
    for (const text of textNodes(node)) {
      const names = variableNames(String(text.value));
      const missing = names.filter((name) => !isOutside(name) && !known.has(name) && !also.has(name));
      if (missing.length > 0) problems.push(json.problemAt(text.offset, missingVariables(missing)));
    }
  };
  const visit = (some: readonly Step[], also: ReadonlySet<string>): void => {
    for (const step of some) {
      const node = memberOf(nodes.get(step), step.kind);
      switch (step.kind) {
        case 'group':
        case 'repeat':
          visit(step.steps, also);
          break;
        case 'forEach':
          // The columns of a CSV file are known once it is read.
          if ('csv' in step.rows) collectCaptures(step.steps, known);
          else visit(step.steps, new Set([...also, ...step.rows.flatMap((row) => Object.keys(row))]));
          break;
        case 'parallel':
          // What one branch captures another may use, when it comes that far later.
          for (const branch of step.branches) collectCaptures(branch, known);
          for (const branch of step.branches) visit(branch, also);
          break;
        case 'expect':
          look(node, also);
          for (const name of Object.keys(step.capture)) known.add(name);
          break;
        case 'send':
        case 'wait':
        case 'ping':
        case 'expectPing':
        case 'expectPong':
        case 'close':
        case 'expectClose':
        case 'reconnect':
          look(node, also);
      }
    }
  };
  visit(steps, new Set());
  return problems;
}

function collectCaptures(steps: readonly Step[], known: Set<string>): void {
  for (const step of steps) if (step.kind === 'expect') for (const name of Object.keys(step.capture)) known.add(name);
}

function textNodes(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  if (node.type === 'string') return [node];
  if (node.type === 'object') return membersOf(node).flatMap(({ keyNode, value }) => [keyNode, ...textNodes(value)]);
  return (node.children ?? []).flatMap(textNodes);
}
