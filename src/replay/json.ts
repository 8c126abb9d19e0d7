import type { Node } from '../profiles/jsonText.ts';
import { membersOf } from '../profiles/jsonText.ts';
import type { Json } from './sequence.ts';

/** Deeper than this, a message is plain text: comparing it would exhaust the stack, and no sequence file could hold it. */
const deepest = 400;

/** The text as JSON (RFC 8259); undefined when it is none. Never throws. */
export function parseJson(text: string): { readonly json: Json } | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return { json: JSON.parse(text) as Json };
  } catch {
    // Not JSON, which is the answer.
    return undefined;
  }
}

/** A value of a file as JSON. Keys keep their order, and every name is just a name, `__proto__` too. */
export function nodeToJson(node: Node): Json {
  if (node.type === 'object') {
    return Object.fromEntries(membersOf(node).map(({ key, value }) => [key, value ? nodeToJson(value) : null]));
  }
  return node.type === 'array' ? (node.children ?? []).map(nodeToJson) : (node.value as Json);
}

export type JsonObject = { readonly [key: string]: Json };

export function isObject(json: Json): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}
