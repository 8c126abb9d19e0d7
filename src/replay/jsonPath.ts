// The part of JSONPath (RFC 9535) that names exactly one place: `$`, `.name`, `['name']`, `["name"]` and `[0]`.
// No wildcards, slices, filters or negative indexes: a capture takes one value.
import { isArray, isObject } from './json.ts';
import type { Json } from './sequence.ts';

export type JsonPath = readonly (string | number)[];

export type ParsedPath =
  | { readonly ok: true; readonly path: JsonPath }
  /** `offset` is 0-based. */
  | { readonly ok: false; readonly offset: number; readonly message: string };

const segment = /\.([\p{L}_][\p{L}\p{N}_-]*)|\[(?:(0|[1-9]\d{0,8})|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/uy;

/** Reads a path such as `$.session.users[0]['full name']`. */
export function parseJsonPath(text: string): ParsedPath {
  if (!text.startsWith('$')) return { ok: false, offset: 0, message: 'A path begins with $, such as $.token.' };
  const path: (string | number)[] = [];
  let at = 1;
  while (at < text.length) {
    segment.lastIndex = at;
    const found = segment.exec(text);
    if (found === null) {
      const message = `At character ${at + 1} of the path, .name, ['name'] or [0] is expected.`;
      return { ok: false, offset: at, message };
    }
    const [whole, name, index, single, double] = found;
    path.push(index === undefined ? (name ?? (single ?? double ?? '').replace(/\\(.)/gu, '$1')) : Number(index));
    at += whole.length;
  }
  return { ok: true, path };
}

/** The value at the path; undefined when nothing is there (a JSON null is something). */
export function valueAt(json: Json, path: JsonPath): { readonly value: Json } | undefined {
  let value: Json = json;
  for (const step of path) {
    let next: Json | undefined;
    if (typeof step === 'number') next = isArray(value) ? value[step] : undefined;
    else next = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (next === undefined) return undefined;
    value = next;
  }
  return { value };
}

/** The path as text, which `parseJsonPath` reads back. */
export function formatJsonPath(path: JsonPath): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step) ? `.${step}` : `['${step.replace(/['\\]/g, '\\$&')}']`;
  });
  return `$${steps.join('')}`;
}
