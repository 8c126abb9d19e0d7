// Conditions on the values at a JSONPath: `{ "$.count": { "above": 3 } }`. Every path has to select something, and each value that it
// selects has to meet all that is named; a value that stands alone, such as `{ "$.type": "session" }`, means that they are equal.
import { compareJson } from './compareJson.ts';
import { cutText, quoteJson } from './excerpt.ts';
import { isArray, isObject } from './json.ts';
import { compileQuery, type JsonQuery, SlowFilter } from './jsonQuery.ts';
import type { MatchResult } from './matchResult.ts';
import { compileRegex, search } from './regex.ts';
import type { Condition, Json } from './sequence.ts';

export const conditionKeys = [
  ...(['equals', 'not', 'oneOf', 'exists', 'above', 'below', 'length', 'regex', 'type'] as const),
] satisfies (keyof Condition)[];

export const typeNames = ['text', 'number', 'boolean', 'null', 'list', 'object'] as const;

export type PreparedConditions =
  { readonly ok: true; readonly test: (json: Json) => MatchResult } | { readonly ok: false; readonly problem: string };

/** Makes the conditions ready; variables have been filled in. */
export function prepareConditions(conditions: Readonly<Record<string, Condition>>): PreparedConditions {
  const tests: ((json: Json) => string | undefined)[] = [];
  for (const [path, condition] of Object.entries(conditions)) {
    const compiled = compileQuery(path);
    if (!compiled.ok) return { ok: false, problem: `${cutText(path, 80)}: ${compiled.message}` };
    const regex = condition.regex === undefined ? undefined : compileRegex(condition.regex);
    if (regex !== undefined && 'problem' in regex) return { ok: false, problem: regex.problem };
    tests.push((json) => differenceAt(path, compiled.query, condition, regex?.regex, json));
  }
  return {
    ok: true,
    test: (json) => {
      try {
        const differences = tests.flatMap((test) => test(json) ?? []);
        if (differences.length === 0) return { kind: 'match' };
        const likeness = (tests.length - differences.length + 0.5) / (tests.length + 1);
        return { kind: 'miss', likeness, difference: differences.slice(0, 3).join('; ') };
      } catch (error) {
        if (error instanceof SlowFilter) return { kind: 'error', problem: tooSlow(error.message) };
        throw error;
      }
    },
  };
}

export function tooSlow(pattern: string): string {
  return `The regex ${cutText(pattern, 60)} took longer than a second on a message and was stopped. Make it simpler: repeated groups that contain repetitions, such as (a+)+, are the usual cause.`;
}

function differenceAt(
  path: string,
  query: JsonQuery,
  condition: Condition,
  regex: RegExp | undefined,
  json: Json,
): string | undefined {
  const values = query(json);
  const where = `at ${cutText(path, 80)}`;
  const { exists = true } = condition;
  if (!exists)
    return values.length === 0 ? undefined : `${where}: nothing was expected, got ${quoteJson(values[0] ?? null)}`;
  if (values.length === 0) return `${where}: nothing is there`;
  for (const value of values) {
    const fault = faultOf(value, condition, regex);
    if (fault !== undefined) return `${where}: expected ${fault}, got ${quoteJson(value)}`;
  }
  return undefined;
}

/** What was expected of the value and does not hold. */
function faultOf(value: Json, condition: Condition, regex: RegExp | undefined): string | undefined {
  const { equals, not, oneOf, above, below, length, type } = condition;
  if (equals !== undefined && !isEqual(equals, value)) return quoteJson(equals);
  if (not !== undefined && isEqual(not, value)) return `anything but ${quoteJson(not)}`;
  if (oneOf !== undefined && !oneOf.some((one) => isEqual(one, value))) return `one of ${quoteJson(oneOf)}`;
  if (above !== undefined && !(typeof value === 'number' && value > above)) return `a number above ${above}`;
  if (below !== undefined && !(typeof value === 'number' && value < below)) return `a number below ${below}`;
  if (length !== undefined && lengthOf(value) !== length) return `a length of ${length}`;
  if (type !== undefined && typeName(value) !== type) return `the type ${type}`;
  if (regex === undefined) return undefined;
  if (typeof value !== 'string') return `a text that matches ${cutText(regex.source, 60)}`;
  const { kind } = search(regex, value);
  if (kind === 'tooSlow') throw new SlowFilter(regex.source);
  return kind === 'match' ? undefined : `a text that matches ${cutText(regex.source, 60)}`;
}

/** Equal both ways: nothing more and nothing less is there. */
function isEqual(one: Json, other: Json): boolean {
  return compareJson(one, other).differences.length === 0 && compareJson(other, one).differences.length === 0;
}

function lengthOf(value: Json): number | undefined {
  if (typeof value === 'string') return Array.from(value).length;
  if (isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function typeName(value: Json): (typeof typeNames)[number] {
  if (value === null) return 'null';
  if (isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'object' ? 'object' : (typeof value as 'number' | 'boolean');
}
