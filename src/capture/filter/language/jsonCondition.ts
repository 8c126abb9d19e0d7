import { readJsonPath } from '../../../base/jsonPath.ts';
import type { JsonLiteral, JsonOperator } from './filter.ts';
import { checkRegex } from './regexCheck.ts';
import type { ConditionRead } from './valueRead.ts';

const OPERATOR = /^(?:==|!=|<=|>=|=~|=|<|>)/;

/** `$.a`, `$.a=="x"`, `$.a>3`, `$.a=~/x/i`; offsets count from the path's `$`. */
export function readJsonCondition(text: string): ConditionRead {
  const read = readJsonPath(text);
  if (!read.ok) return read;
  const { path, end } = read;
  if (end === text.length) return { ok: true, condition: { kind: 'json', path, test: { kind: 'exists' } } };
  const sign = OPERATOR.exec(text.slice(end))?.[0];
  if (sign === undefined) {
    const message = 'After the path stands nothing, or one of == != < <= > >= =~ and a value, such as $.type=="tick".';
    return { ok: false, offset: end, message };
  }
  const at = end + sign.length;
  if (sign === '=~') {
    const [, source, flags = ''] = /^\/(.*)\/([A-Za-z]*)$/s.exec(text.slice(at)) ?? [];
    if (source === undefined) {
      return { ok: false, offset: at, message: 'After =~ stands a regular expression between slashes, such as /^a/i.' };
    }
    const checked = checkRegex(source, flags);
    if (!checked.ok) return { ok: false, offset: at, message: checked.message };
    return {
      ok: true,
      condition: { kind: 'json', path, test: { kind: 'matches', source: checked.source, flags: checked.flags } },
    };
  }
  const value = literalOf(text.slice(at));
  if (value === undefined) {
    const message = 'Here stands a JSON value: a number, true, false, null, or text in quotes, such as "tick".';
    return { ok: false, offset: at, message };
  }
  const operator: JsonOperator = sign === '=' ? '==' : (sign as JsonOperator);
  return { ok: true, condition: { kind: 'json', path, test: { kind: 'compare', operator, value: value.value } } };
}

function literalOf(text: string): { readonly value: JsonLiteral } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return undefined;
    if (typeof value === 'number' && /^-?\d+$/.test(text) && !Number.isSafeInteger(value))
      return { value: BigInt(text) };
    return { value: value as JsonLiteral };
  } catch {
    // Not JSON, which is the answer.
    return undefined;
  }
}
