import { type Variables, fillJson, fillText, missingVariables } from './interpolate.ts';
import { escapeRegex } from './regex.ts';
import type { Condition, Json, Matcher } from './sequence.ts';

/** The matcher with its variables filled in, or which of them are missing. */
export function fillMatcher(
  matcher: Matcher,
  variables: Variables,
): { readonly matcher: Matcher } | { readonly problem: string } {
  const missing = new Set<string>();
  const note = <T>({ value, missing: names }: { readonly value: T; readonly missing: readonly string[] }): T => {
    for (const name of names) missing.add(name);
    return value;
  };
  const text = (one: string): string => note(fillText(one, variables));
  const pattern = (one: string): string => note(fillText(one, variables, escapeRegex));
  const json = (one: Json): Json => note(fillJson(one, variables));
  const filled = fill(matcher, { text, pattern, json });
  return missing.size > 0 ? { problem: missingVariables([...missing]) } : { matcher: filled };
}

interface Filling {
  readonly text: (text: string) => string;
  readonly pattern: (regex: string) => string;
  readonly json: (json: Json) => Json;
}

function fill(matcher: Matcher, { text, pattern, json }: Filling): Matcher {
  switch (matcher.by) {
    case 'text':
      return { by: 'text', text: text(matcher.text) };
    case 'json':
      return { by: 'json', json: json(matcher.json) };
    case 'regex':
      return { by: 'regex', regex: pattern(matcher.regex) };
    case 'hex':
      return { by: 'hex', hex: text(matcher.hex) };
    case 'schema':
      return { by: 'schema', schema: json(matcher.schema) };
    case 'jsonpath': {
      if ('path' in matcher) return { by: 'jsonpath', path: text(matcher.path) };
      const conditions = Object.entries(matcher.conditions).map(([path, condition]) => {
        const { regex, ...values } = condition;
        const kept = json(values) as Condition;
        return [text(path), regex === undefined ? kept : { ...kept, regex: pattern(regex) }] as const;
      });
      return { by: 'jsonpath', conditions: Object.fromEntries(conditions) };
    }
    case 'opcode':
      return matcher;
  }
}
