// The references of a profile file, as far as they can be judged before anything is resolved: unknown names, unknown inputs,
// and variables that lead back to themselves.
import { type Node, membersOf } from './jsonText.ts';
import { type Reference, hasVariable, referencesIn } from './references.ts';
import { DEEPEST_VARIABLE, cycleProblem } from './variables.ts';

/** Told of a reference at fault: the text that it stands in, and its place in that text. */
export type ReportReference = (node: Node, offset: number, message: string) => void;

/** Names that a file may use although it does not have them. */
export interface KnownOutside {
  /** Variables of the user's own file. */
  readonly variables?: readonly string[];
  readonly inputs?: readonly string[];
}

export interface ReferenceScope {
  readonly variables: Node | undefined;
  readonly environments: readonly Node[];
  /** Names of variables that are there, with or without an environment. */
  readonly names: ReadonlySet<string>;
  readonly inputs: ReadonlySet<string>;
}

export function referenceScope(
  variables: Node | undefined,
  environments: readonly Node[],
  inputs: readonly string[],
  outside: KnownOutside,
): ReferenceScope {
  const own = [variables, ...environments].flatMap((set) => membersOf(set).map(({ key }) => key));
  return {
    variables,
    environments,
    names: new Set([...own, ...(outside.variables ?? [])]),
    inputs: new Set([...inputs, ...(outside.inputs ?? [])]),
  };
}

/** Checks the values of the file's own variables and environments. */
export function checkVariables(scope: ReferenceScope, report: ReportReference): void {
  for (const set of [scope.variables, ...scope.environments]) {
    for (const { value } of membersOf(set)) checkTexts(value, scope, new Set(), report);
  }
  const reported = new Set<Node>();
  for (const environment of [undefined, ...scope.environments]) {
    checkCycles([environment, scope.variables], reported, report);
  }
}

/** Checks all texts of a profile. `inherited` are names that it has from those that it extends. */
export function checkProfileReferences(
  profile: Node,
  scope: ReferenceScope,
  inherited: readonly string[],
  report: ReportReference,
): void {
  const own = membersOf(profile).findLast(({ key }) => key === 'variables')?.value;
  const members = membersOf(own);
  checkTexts(profile, scope, new Set([...inherited, ...members.map(({ key }) => key)]), report);
  // Without a reference in them they are no part of a round.
  if (!members.some(({ value }) => typeof value?.value === 'string' && hasVariable(value.value))) return;
  const values = new Set(members.map(({ value }) => value));
  const reported = new Set<Node>();
  for (const environment of [undefined, ...scope.environments]) {
    checkCycles([own, environment, scope.variables], reported, (node, offset, message) => {
      // What goes round without this profile is told at the variables themselves.
      if (values.has(node)) report(node, offset, message);
    });
  }
}

function checkTexts(
  node: Node | undefined,
  scope: ReferenceScope,
  names: ReadonlySet<string>,
  report: ReportReference,
): void {
  if (node === undefined) return;
  if (node.type === 'string' && typeof node.value === 'string') {
    for (const { reference, offset } of referencesIn(node.value)) {
      const problem = problemOf(reference, scope, names);
      if (problem !== undefined) report(node, offset, problem);
    }
    return;
  }
  if (node.type === 'object') {
    for (const { keyNode, value } of membersOf(node)) {
      checkTexts(keyNode, scope, names, report);
      checkTexts(value, scope, names, report);
    }
    return;
  }
  for (const child of node.children ?? []) checkTexts(child, scope, names, report);
}

function problemOf(reference: Reference, scope: ReferenceScope, names: ReadonlySet<string>): string | undefined {
  if (reference.kind === 'unknown') return reference.message;
  if (reference.kind === 'input') {
    if (scope.inputs.has(reference.name)) return undefined;
    return `There is no input "${reference.name}". Add one to "inputs", with that "id".`;
  }
  if (reference.kind !== 'variable') return undefined;
  const { name } = reference;
  if (names.has(name) || scope.names.has(name)) return undefined;
  return `There is no variable "${name}". Add it to "variables", or write \${env:${name}} for an environment variable.`;
}

/** Follows each variable of these sets, the first of which counts, and reports the first value of each round trip once. */
function checkCycles(sets: readonly (Node | undefined)[], reported: Set<Node>, report: ReportReference): void {
  const values = new Map<string, Node>();
  for (const set of sets.toReversed()) {
    for (const { key, value } of membersOf(set)) if (typeof value?.value === 'string') values.set(key, value);
  }
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    const node = values.get(name);
    if (node === undefined || done.has(name) || path.length > DEEPEST_VARIABLE) return;
    for (const { reference, offset } of referencesIn(String(node.value))) {
      if (reference.kind !== 'variable') continue;
      const names = [...path, name];
      const start = names.indexOf(reference.name);
      if (start < 0) visit(reference.name, names);
      else if (!reported.has(node)) {
        reported.add(node);
        report(node, offset, cycleProblem([...names.slice(start), reference.name]));
      }
    }
    done.add(name);
  };
  for (const name of values.keys()) visit(name, []);
}
