import { formatJsonPath } from '../../src/base/jsonPath.ts';
import { type JsonNode, childrenOf, pathOf } from '../../src/lens/jsonNodes.ts';
import { el } from '../dom.ts';
import { plural } from '../numbers.ts';
import type { TreeItem } from './treeView.ts';
import { visibleNodes } from './visibleText.ts';

/** Longer strings are cut in their row; copying a value takes all of it. */
const MAX_SHOWN = 2000;
/** So many rows are unfolded to begin with. */
const OPEN_ROWS = 300;

/** A value of the source that a row stands for. */
export interface JsonPlace {
  readonly node: JsonNode;
  /** JSONPath (RFC 9535). */
  readonly path: string;
  /** Exactly as it stands in the source. */
  readonly source: string;
}

export interface JsonRows {
  readonly roots: readonly TreeItem[];
  placeOf(item: TreeItem): JsonPlace | undefined;
}

/** The rows of a JSON text: each key and value is copied from the source, nothing is written again. */
export function jsonRows(text: string, nodes: readonly JsonNode[]): JsonRows {
  const places = new WeakMap<TreeItem, JsonNode>();
  const open = openAtFirst(nodes);
  const item = (node: JsonNode, repeated = false): TreeItem => {
    const made: TreeItem = {
      content: () => rowContent(text, node, repeated),
      ...(node.count === 0
        ? {}
        : {
            children: () => {
              const children = childrenOf(nodes, node);
              const again = repeatedKeys(text, children);
              return children.map((child) => item(child, again.has(child)));
            },
          }),
      open: open.has(node.index),
    };
    places.set(made, node);
    return made;
  };
  const [root] = nodes;
  return {
    roots: root === undefined ? [] : [item(root)],
    placeOf: (made) => {
      const node = places.get(made);
      if (node === undefined) return undefined;
      return { node, path: formatJsonPath(pathOf(text, nodes, node)), source: text.slice(node.start, node.end) };
    },
  };
}

/** Whole levels, while there is room for their rows; the first one always. */
function openAtFirst(nodes: readonly JsonNode[]): ReadonlySet<number> {
  const open = new Set<number>();
  let rows = 1;
  let level = nodes.slice(0, 1);
  while (level.length > 0) {
    const containers = level.filter(({ count }) => count > 0);
    rows += containers.reduce((sum, { count }) => sum + count, 0);
    if (rows > OPEN_ROWS && open.size > 0) break;
    for (const { index } of containers) open.add(index);
    if (rows > OPEN_ROWS) break;
    level = containers.flatMap((node) => childrenOf(nodes, node));
  }
  return open;
}

function repeatedKeys(text: string, children: readonly JsonNode[]): ReadonlySet<JsonNode> {
  const seen = new Map<string, JsonNode>();
  const repeated = new Set<JsonNode>();
  for (const child of children) {
    if (child.key === undefined) break;
    const key = text.slice(child.key.start, child.key.end);
    const before = seen.get(key);
    if (before !== undefined) repeated.add(before).add(child);
    seen.set(key, child);
  }
  return repeated;
}

function rowContent(text: string, node: JsonNode, repeated: boolean): (Node | string)[] {
  const name =
    node.key !== undefined
      ? [el('span', { class: 'json-key' }, ...visibleNodes(text.slice(node.key.start, node.key.end))), ': ']
      : node.parent === undefined
        ? []
        : [el('span', { class: 'json-index' }, String(node.position)), ': '];
  return [
    ...name,
    ...valueContent(text, node),
    ...(repeated ? [badge('repeated key', 'This name is there more than once; most readers take the last one')] : []),
  ];
}

function valueContent(text: string, node: JsonNode): (Node | string)[] {
  if (node.kind === 'object' || node.kind === 'array') {
    const [opener, closer, one] = node.kind === 'object' ? ['{', '}', 'member'] : ['[', ']', 'element'];
    if (node.count === 0) return [text.slice(node.start, node.end)];
    const count = plural(node.count, one);
    return [
      `${opener}…${closer}`,
      el('span', { class: 'json-count' }, node.cut === true ? `${count} here, more follow` : count),
    ];
  }
  const source = text.slice(node.start, Math.min(node.end, node.start + MAX_SHOWN));
  const value = el('span', { class: `json-${node.kind}` }, ...visibleNodes(source));
  const length = plural(node.end - node.start, 'character');
  const cut =
    node.cut === true
      ? [badge(`${length} here, more follow`, 'The tree ends inside of this value')]
      : node.end - node.start > MAX_SHOWN
        ? [badge(`${length} in all`, 'Copy value takes all of it')]
        : [];
  const inexact =
    node.kind === 'number' && !exactNumber(source)
      ? [badge('not exact in JavaScript', 'A 64-bit float cannot hold this number: JSON.parse would give another one')]
      : [];
  return [value, ...cut, ...inexact];
}

const badge = (words: string, title: string): HTMLElement => el('span', { class: 'json-badge', title }, words);

/** Whether a reader that keeps numbers as 64-bit floats gets the number that is written there. */
export function exactNumber(source: string): boolean {
  if (!/^-?\d+$/.test(source)) return Number.isFinite(Number(source));
  return Number.isSafeInteger(Number(source)) || String(BigInt(Number(source))) === source;
}
