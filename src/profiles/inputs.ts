import { type Node, type Report, memberOf, nameOfType } from './jsonText.ts';
import { type Read, readFlag, readRecord, readText } from './profileFields.ts';

/** A value that is asked for when it is needed, as in `launch.json` and `tasks.json`; `${input:id}` stands for it. */
export type Input =
  | {
      readonly type: 'promptString';
      readonly id: string;
      readonly description?: string;
      readonly default?: string;
      /** Typed unseen, and kept in the secret storage alone. */
      readonly password?: boolean;
    }
  | {
      readonly type: 'pickString';
      readonly id: string;
      readonly description?: string;
      readonly options: readonly InputChoice[];
      readonly default?: string;
    }
  /** The text that a command of the editor answers with. */
  | { readonly type: 'command'; readonly id: string; readonly command: string; readonly args?: unknown };

interface InputChoice {
  readonly label: string;
  readonly value: string;
}

const types = ['promptString', 'pickString', 'command'] as const;

const fieldsOf: Readonly<Record<(typeof types)[number], Readonly<Record<string, Read>>>> = {
  promptString: { description: readText, default: readText, password: readFlag },
  pickString: { description: readText, default: readText, options: readChoices },
  command: { command: readText, args: valueOf },
};

/** What each type cannot be without. */
const needed = { promptString: undefined, pickString: 'options', command: 'command' } as const;

/** Reads `inputs`: a bad one is reported and left out. */
export function readInputs(node: Node | undefined, report: Report): readonly Input[] {
  if (node === undefined) return [];
  if (node.type !== 'array') {
    report(
      node,
      `"inputs" should be a list such as [ { "id": "…", "type": "promptString" } ], not ${nameOfType(node)}.`,
    );
    return [];
  }
  const inputs = new Map<string, Input>();
  for (const child of node.children ?? []) {
    const input = readInput(child, report);
    if (input === undefined) continue;
    if (inputs.has(input.id)) {
      report(
        memberOf(child, 'id') ?? child,
        `There is already an input "${input.id}" above. Give this one another id.`,
      );
    } else inputs.set(input.id, input);
  }
  return [...inputs.values()];
}

function readInput(node: Node, report: Report): Input | undefined {
  if (node.type !== 'object') {
    report(node, `An input should be an object in braces, not ${nameOfType(node)}.`);
    return undefined;
  }
  const typeNode = memberOf(node, 'type');
  const type = types.find((known) => known === typeNode?.value);
  if (type === undefined) {
    report(typeNode ?? node, `An input needs a "type": one of ${types.map((known) => `"${known}"`).join(', ')}.`);
    return undefined;
  }
  const record = readRecord(node, 'input', { id: readText, type: readText, ...fieldsOf[type] }, report);
  if (record === undefined) return undefined;
  for (const key of ['id', needed[type]]) {
    if (key === undefined || (record[key] !== undefined && record[key] !== '')) continue;
    report(memberOf(node, key) ?? node, `This input needs "${key}".`);
    return undefined;
  }
  const input = record as unknown as Input;
  if (input.type !== 'pickString' || input.default === undefined) return input;
  if (input.options.some(({ value }) => value === input.default)) return input;
  report(memberOf(node, 'default') ?? node, `"${input.default}" is none of the options.`);
  return undefined;
}

function readChoices(node: Node, key: string, report: Report): readonly InputChoice[] | undefined {
  if (node.type !== 'array' || node.children === undefined || node.children.length === 0) {
    report(node, `"${key}" should be a list with at least one choice such as ["a", "b"].`);
    return undefined;
  }
  const choices = node.children.map((child): InputChoice | undefined => {
    if (child.type !== 'object') {
      const text = readText(child, 'option', report);
      return text === undefined ? undefined : { label: text, value: text };
    }
    const record = readRecord(child, 'option', { label: readText, value: readText }, report);
    if (record === undefined) return undefined;
    const { label, value } = record as Partial<InputChoice>;
    if (value !== undefined) return { label: label ?? value, value };
    report(child, 'This option needs a "value".');
    return undefined;
  });
  return choices.every((choice) => choice !== undefined) ? choices : undefined;
}

/** The plain value of a piece of the file. */
function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value as unknown;
  const members = (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [[String(key.value), valueOf(value)] as const];
  });
  return Object.fromEntries(members);
}
