import { type JsonToken, jsonTokens } from './jsonTokens.ts';

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'literal';

/** One value in a text of JSON, by its place: nothing is taken out of the text, so nothing can change. */
export interface JsonNode {
  readonly kind: JsonKind;
  /** Place in the list of all nodes, which is in source order: a container comes right before its first child. */
  readonly index: number;
  /** UTF-16 offsets of the value: from `start`, before `end`. */
  readonly start: number;
  readonly end: number;
  /** Of the key with its quotes, in an object. */
  readonly key: { readonly start: number; readonly end: number } | undefined;
  readonly parent: number | undefined;
  /** Number among its siblings, 0-based. */
  readonly position: number;
  /** Index after the last node inside. */
  readonly after: number;
  /** Children, for a container. */
  readonly count: number;
  /** The text that was read ends inside of it: more of it follows. */
  readonly cut?: true;
}

export type JsonNodes =
  | { readonly ok: true; readonly nodes: readonly JsonNode[] }
  /** `offset` is 0-based. */
  | { readonly ok: false; readonly offset: number };

type Open = { -readonly [K in keyof JsonNode]: JsonNode[K] };

/**
 * Reads JSON (RFC 8259) into its values. It keeps its own stack, so depth costs nothing. Anything that is no JSON, and
 * more than `most` values, is refused with the place.
 */
export const jsonNodes = (text: string, most = Number.POSITIVE_INFINITY): JsonNodes => read(text, most, false);

/** The first values of a longer text that begins with `head`, at most so many; what does not end there is `cut`. */
export const jsonHead = (head: string, most: number): JsonNodes => read(head, most, true);

function read(text: string, most: number, isHead: boolean): JsonNodes {
  const scan = jsonTokens(text);
  const nodes: Open[] = [];
  const stack: Open[] = [];
  let key: JsonNode['key'];

  const next = (): JsonToken => {
    let token = scan();
    while (token.kind === 'space') token = scan();
    return token;
  };
  const fail = ({ offset }: JsonToken): JsonNodes => ({ ok: false, offset });
  const add = (kind: JsonKind, token: JsonToken): Open => {
    const parent = stack.at(-1);
    const node: Open = {
      ...{ kind, index: nodes.length, start: token.offset, end: token.offset + token.text.length, key },
      ...{ parent: parent?.index, position: parent?.count ?? 0, after: nodes.length + 1, count: 0 },
    };
    if (parent !== undefined) parent.count += 1;
    key = undefined;
    nodes.push(node);
    return node;
  };

  /** What is open at the end of a head ends with it. */
  const cutAt = ({ offset }: JsonToken): JsonNodes => {
    const end = Math.max(offset, nodes.at(-1)?.end ?? 0);
    for (const open of stack) Object.assign(open, { end, after: nodes.length, cut: true });
    return { ok: true, nodes };
  };

  let token = next();
  /** A value has to come; in an empty container its end may come, too. */
  let wanted: 'value' | 'value or end' | 'key' | 'key or end' | 'comma or end' = 'value';
  for (;;) {
    // A token that the head ends with may go on after it.
    const last = isHead && token.offset + token.text.length >= text.length && !'{}[]'.includes(token.kind);
    if (last && token.kind === 'string' && wanted.startsWith('value')) add(token.kind, token).cut = true;
    if (isHead && nodes.length > 0 && (last || nodes.length >= most)) return cutAt(token);
    if (token.fault !== undefined || nodes.length > most) return fail(token);
    const top = stack.at(-1);
    const closes = token.kind === (top?.kind === 'object' ? '}' : ']') && top !== undefined;
    if (closes && wanted.endsWith('end')) {
      stack.pop();
      top.end = token.offset + 1;
      top.after = nodes.length;
    } else if (wanted === 'comma or end') {
      if (token.kind !== ',') return fail(token);
      wanted = top?.kind === 'object' ? 'key' : 'value';
      token = next();
      continue;
    } else if (wanted.startsWith('key')) {
      if (token.kind !== 'string') return fail(token);
      key = { start: token.offset, end: token.offset + token.text.length };
      token = next();
      if (isHead && token.kind === 'end') return cutAt(token);
      if (token.kind !== ':') return fail(token);
      wanted = 'value';
      token = next();
      continue;
    } else if (token.kind === '{' || token.kind === '[') {
      stack.push(add(token.kind === '{' ? 'object' : 'array', token));
      wanted = token.kind === '{' ? 'key or end' : 'value or end';
      token = next();
      continue;
    } else if (token.kind === 'string' || token.kind === 'number' || token.kind === 'literal') {
      add(token.kind, token);
    } else {
      return fail(token);
    }
    // A value has ended.
    token = next();
    if (stack.length > 0) wanted = 'comma or end';
    else return token.kind === 'end' ? { ok: true, nodes } : fail(token);
  }
}

/** The children of a container, in order. */
export function childrenOf(nodes: readonly JsonNode[], node: JsonNode): JsonNode[] {
  const children: JsonNode[] = [];
  for (let at = node.index + 1; at < node.after;) {
    const child = nodes[at];
    if (child === undefined) break;
    children.push(child);
    at = child.after;
  }
  return children;
}

/** What JSON.parse makes of a key or a string: the text without its quotes and escapes. */
export function unquoted(source: string): string {
  try {
    return String(JSON.parse(source));
  } catch {
    // It was read as a token, so only something that JSON.parse alone refuses is left: shown as it stands.
    return source;
  }
}

/** The names and numbers that lead to a node. */
export function pathOf(text: string, nodes: readonly JsonNode[], node: JsonNode): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: JsonNode | undefined = node; at?.parent !== undefined; at = nodes[at.parent]) {
    path.unshift(at.key === undefined ? at.position : unquoted(text.slice(at.key.start, at.key.end)));
  }
  return path;
}

/** The top-level members of a JSON object, raw; undefined when the text is no JSON object. The last one counts, as for JSON.parse. */
export function membersOf(
  text: string,
): ReadonlyMap<string, { readonly kind: JsonKind; readonly raw: string }> | undefined {
  const read = jsonNodes(text);
  const [root] = read.ok ? read.nodes : [];
  if (!read.ok || root?.kind !== 'object') return undefined;
  return new Map(
    childrenOf(read.nodes, root).map((node) => [
      node.key === undefined ? '' : unquoted(text.slice(node.key.start, node.key.end)),
      { kind: node.kind, raw: text.slice(node.start, node.end) },
    ]),
  );
}
