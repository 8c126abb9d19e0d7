// `${name}` in a text stands for the variable's value, `$${` for the two characters `${` themselves. A name with a colon, such as
// `${env:TOKEN}`, comes from outside of the sequence.
// A JSON text that is nothing but one reference becomes the value with its type: "${id}" may become 7.
import { isArray, isObject } from './json.ts';
import type { Json } from './sequence.ts';

/** Where names are looked up; a Map is one. */
export interface Variables {
  get(name: string): Json | undefined;
}

export interface Filled<T> {
  readonly value: T;
  /** Names that no variable has, in order, each once; they are left standing in `value`. */
  readonly missing: readonly string[];
}

const reference = /\$\$\{|\$\{([^{}]*)\}/g;

/** `encode` is applied to each value put in, for texts in which some characters have a meaning. */
export function fillText(text: string, variables: Variables, encode = (value: string) => value): Filled<string> {
  const missing = new Set<string>();
  const value = text.replace(reference, (whole: string, name: string | undefined) => {
    if (name === undefined) return '${';
    const found = variables.get(name);
    if (found !== undefined) return encode(asText(found));
    missing.add(name);
    return whole;
  });
  return { value, missing: [...missing] };
}

/** Fills in every text and every key. */
export function fillJson(json: Json, variables: Variables): Filled<Json> {
  const missing = new Set<string>();
  const text = (source: string): string => {
    const filled = fillText(source, variables);
    for (const name of filled.missing) missing.add(name);
    return filled.value;
  };
  const fill = (value: Json): Json => {
    if (typeof value === 'string') {
      const typed = variables.get(/^\$\{([^{}]*)\}$/.exec(value)?.[1] ?? '');
      return typed === undefined ? text(value) : typed;
    }
    if (isArray(value)) return value.map(fill);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [text(key), fill(one)]));
    return value;
  };
  return { value: fill(json), missing: [...missing] };
}

/** A text that `fillText` turns into this one, whatever it contains. */
export function escapeText(text: string): string {
  // A function, because $$ in a replacement text would mean one dollar.
  return text.replaceAll('${', () => '$${');
}

/** A JSON value that `fillJson` turns into this one. */
export function escapeJson(json: Json): Json {
  if (typeof json === 'string') return escapeText(json);
  if (isArray(json)) return json.map(escapeJson);
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [escapeText(key), escapeJson(value)]));
}

/** The names that a text refers to. */
export function variableNames(text: string): readonly string[] {
  return fillText(text, new Map()).missing;
}

/** Whether the name is that of an environment variable or another value from outside, so that no sequence can set it. */
export function isOutside(name: string): boolean {
  return name.includes(':');
}

/** The names from outside that a whole file refers to, each once. */
export function outsideNames(source: string): readonly string[] {
  return variableNames(source).filter(isOutside);
}

/** Why a step cannot go on without these. */
export function missingVariables(names: readonly string[]): string {
  const own = names.filter((name) => !isOutside(name));
  return [...(own.length === 0 ? [] : [missingOwn(own)]), ...names.filter(isOutside).map(missingOutside)].join(' ');
}

function missingOwn(names: readonly string[]): string {
  const listed = names.map((name) => `"${name}"`).join(', ');
  const [are, them] = names.length === 1 ? ['is no variable', 'it'] : ['are no variables', 'them'];
  return `There ${are} ${listed}. Set ${them} under "variables" or capture ${them} in an earlier "expect"; write $\${ where \${ itself is meant.`;
}

function missingOutside(name: string): string {
  const [, variable] = /^env:(.+)$/.exec(name) ?? [];
  if (variable === undefined) return `\${${name}} has no value here.`;
  return `The environment variable ${variable} is not set. Set it before the editor or the command starts.`;
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
