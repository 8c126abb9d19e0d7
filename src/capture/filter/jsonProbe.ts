import { type JsonPath, valueAt } from '../../base/jsonPath.ts';
import type { HeldPayload } from './heldPayload.ts';
import type { JsonLiteral, JsonOperator, JsonTest } from './language/filter.ts';

/** Whether the payload is JSON that has the value asked for. */
export type JsonProbe = (payload: HeldPayload) => boolean;

const BACKSLASH = 0x5c;

export function jsonProbe(path: JsonPath, test: JsonTest): JsonProbe {
  const name = path.findLast((step) => typeof step === 'string');
  const written = name === undefined ? undefined : Buffer.from(JSON.stringify(name).slice(1, -1));
  return (payload) => {
    // A name stands in the text as it is, unless something in it is escaped: most payloads need not be parsed.
    if (written !== undefined && !mentions(payload, written)) return false;
    const { json } = payload;
    const found = json === undefined ? undefined : valueAt(json.value, path);
    return found !== undefined && holds(found.value, test, path, payload);
  };
}

function mentions({ buffer, start, end }: HeldPayload, name: Buffer): boolean {
  const bytes = buffer.subarray(start, end);
  return bytes.includes(name) || bytes.includes(BACKSLASH);
}

function holds(value: unknown, test: JsonTest, path: JsonPath, payload: HeldPayload): boolean {
  switch (test.kind) {
    case 'exists':
      return true;
    case 'matches':
      return typeof value === 'string' && new RegExp(test.source, test.flags).test(value);
    case 'compare':
      return compares(exact(value, test.value, path, payload), test.operator, test.value);
  }
}

/** A whole number that a double cannot hold is read again, digit by digit. */
function exact(value: unknown, literal: JsonLiteral, path: JsonPath, payload: HeldPayload): unknown {
  const rounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  const comparable = typeof literal === 'number' || typeof literal === 'bigint';
  if (!rounded || !comparable) return value;
  const precise: unknown = JSON.parse(payload.text, ((_key: string, read: unknown, context: { source?: string }) =>
    typeof read === 'number' && /^-?\d{16,}$/.test(context.source ?? '') ? BigInt(context.source ?? 0) : read) as (
    key: string,
    value: unknown,
  ) => unknown);
  return valueAt(precise, path)?.value ?? value;
}

function compares(value: unknown, operator: JsonOperator, literal: JsonLiteral): boolean {
  const numbers = isNumber(value) && isNumber(literal);
  if (operator === '==' || operator === '!=') {
    // Loosely, so that 1 and 1n are the same number.
    const same = numbers ? !(value < literal) && !(value > literal) : value === literal;
    return same === (operator === '==');
  }
  if (!numbers && !(typeof value === 'string' && typeof literal === 'string')) return false;
  const [a, b] = [value, literal] as [number, number];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

const isNumber = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';
