// The part of JSONPath (RFC 9535) that names exactly one place: `$`, `.name`, `['name']`, `["name"]` and `[0]`.
// No wildcards, slices, filters or negative indexes: what it names is one value.

export type JsonPath = readonly (string | number)[];

/** `offset` is 0-based. */
export interface PathProblem {
  readonly ok: false;
  readonly offset: number;
  readonly message: string;
}

export type ParsedPath = { readonly ok: true; readonly path: JsonPath } | PathProblem;

const segment = /\.([\p{L}_][\p{L}\p{N}_-]*)|\[(?:(0|[1-9]\d{0,8})|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/uy;

/** Reads a path such as `$.session.users[0]['full name']`; all of the text is the path. */
export function parseJsonPath(text: string): ParsedPath {
  const read = readJsonPath(text);
  if (!read.ok) return read;
  if (read.end < text.length) return brokenAt(read.end);
  return { ok: true, path: read.path };
}

/** Reads the path that `text` begins with; `end` is the offset of what follows it. */
export function readJsonPath(
  text: string,
): { readonly ok: true; readonly path: JsonPath; readonly end: number } | PathProblem {
  if (!text.startsWith('$')) return { ok: false, offset: 0, message: 'A path begins with $, such as $.token.' };
  const path: (string | number)[] = [];
  let at = 1;
  while (at < text.length) {
    segment.lastIndex = at;
    const found = segment.exec(text);
    if (found === null) break;
    const [whole, name, index, single, double] = found;
    path.push(index === undefined ? (name ?? (single ?? double ?? '').replace(/\\(.)/gu, '$1')) : Number(index));
    at += whole.length;
  }
  // What begins like a step and is none was meant as one.
  if (text[at] === '.' || text[at] === '[') return brokenAt(at);
  return { ok: true, path, end: at };
}

const brokenAt = (offset: number): PathProblem => ({
  ok: false,
  offset,
  message: `At character ${offset + 1} of the path, .name, ['name'] or [0] is expected.`,
});

/** The value at the path; undefined when nothing is there (a JSON null is something). `Json` is the type of any JSON value. */
export function valueAt<Json>(json: Json, path: JsonPath): { readonly value: Json } | undefined {
  let value: unknown = json;
  for (const step of path) {
    let next: unknown;
    if (typeof step === 'number') next = Array.isArray(value) ? value[step] : undefined;
    else next = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (next === undefined) return undefined;
    value = next;
  }
  // Whatever stands inside a JSON value is one.
  return { value: value as Json };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The path as text, which `parseJsonPath` reads back. */
export function formatJsonPath(path: JsonPath): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step) ? `.${step}` : `['${step.replace(/['\\]/g, '\\$&')}']`;
  });
  return `$${steps.join('')}`;
}
