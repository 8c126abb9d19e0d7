import { type Node, type Report, membersOf, nameOfType } from './jsonText.ts';
import type { Environment, Values } from './profile.ts';
import { isVariableName, namesAre } from './references.ts';

/** Reads `variables`: names and their texts; numbers, true and false count as texts. Undefined when one is bad, which was reported then. */
export function readValues(node: Node, key: string, report: Report): Values | undefined {
  if (node.type !== 'object') {
    report(node, `"${key}" should be an object such as { "host": "127.0.0.1" }, not ${nameOfType(node)}.`);
    return undefined;
  }
  const values = new Map<string, string>();
  let good = true;
  const bad = (place: Node, message: string): void => {
    report(place, message);
    good = false;
  };
  for (const { key: name, keyNode, value } of membersOf(node)) {
    if (!isVariableName(name)) bad(keyNode, `"${name}" cannot be the name of a variable. ${namesAre}`);
    else if (values.has(name)) bad(keyNode, `"${name}" is there twice. Remove one of them.`);
    else if (value === undefined) good = false;
    else if (value.type === 'string' || value.type === 'number' || value.type === 'boolean') {
      values.set(name, String(value.value));
    } else bad(value, `The variable "${name}" should be a text in double quotes, not ${nameOfType(value)}.`);
  }
  return good ? Object.fromEntries(values) : undefined;
}

/** The good values of `variables`: one that is bad is reported and spoils no other. */
export function readGoodValues(node: Node | undefined, key: string, report: Report): Values {
  if (node === undefined) return {};
  if (node.type !== 'object') return readValues(node, key, report) ?? {};
  const bad = new Set<Node>();
  readValues(node, key, (place, message) => {
    bad.add(place);
    report(place, message);
  });
  const good = membersOf(node).filter(
    ({ keyNode, value }) => value !== undefined && !bad.has(value) && !bad.has(keyNode),
  );
  return Object.fromEntries(good.map(({ key: name, value }) => [name, String(value?.value)]));
}

/** Reads `environments`: an object of named sets. */
export function readEnvironments(node: Node | undefined, report: Report): readonly Environment[] {
  if (node === undefined) return [];
  if (node.type !== 'object') {
    report(node, `"environments" should be an object such as { "staging": { … } }, not ${nameOfType(node)}.`);
    return [];
  }
  const read = new Map<string, Environment>();
  for (const { key: name, keyNode, value } of membersOf(node)) {
    if (name.trim() === '') report(keyNode, 'The name of this environment is empty. Give it one.');
    else if (read.has(name))
      report(keyNode, `There is already an environment "${name}" above. Give this one another name.`);
    else if (value !== undefined) read.set(name, { name, values: readGoodValues(value, name, report) });
  }
  return [...read.values()];
}
