// JSON Schema (draft-07 and 2020-12) for what a message must be. The validator builds a function from the schema, never from a
// message, and fetches nothing; its patterns run under the same bound as every other regex.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { LruCache } from '../base/lruCache.ts';
import { tooSlow } from './conditions.ts';
import { cutText } from './excerpt.ts';
import { isObject } from './json.ts';
import { SlowFilter } from './jsonQuery.ts';
import type { MatchResult } from './matchResult.ts';
import { compileRegex, search } from './regex.ts';
import type { Json } from './sequence.ts';

const boundedRegex = Object.assign(
  (pattern: string) => {
    const compiled = compileRegex(pattern);
    if ('problem' in compiled) throw new Error(compiled.problem);
    return {
      test: (text: string): boolean => {
        const { kind } = search(compiled.regex, text);
        if (kind === 'tooSlow') throw new SlowFilter(pattern);
        return kind === 'match';
      },
    };
  },
  { code: '' },
);

const options = { allErrors: true, strict: false, validateFormats: false, code: { regExp: boundedRegex } };

/** Compiled schemas by their text: the same step may run a thousand times. */
const compiledSchemas = new LruCache<string, ValidateFunction>(50);

export type PreparedSchema =
  { readonly ok: true; readonly test: (json: Json) => MatchResult } | { readonly ok: false; readonly problem: string };

export function prepareSchema(schema: Json): PreparedSchema {
  let validate: ValidateFunction;
  try {
    validate = compile(schema);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `This is no JSON Schema that can be used: ${cutText(detail, 200)}.` };
  }
  return {
    ok: true,
    test: (json) => {
      try {
        if (validate(json)) return { kind: 'match' };
      } catch (error) {
        if (error instanceof SlowFilter) return { kind: 'error', problem: tooSlow(error.message) };
        throw error;
      }
      const errors = validate.errors ?? [];
      return {
        kind: 'miss',
        likeness: 1 / (1 + errors.length),
        difference: errors.slice(0, 3).map(sentence).join('; '),
      };
    },
  };
}

function compile(schema: Json): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = compiledSchemas.get(text);
  if (known !== undefined) return known;
  const draft = isObject(schema) ? schema['$schema'] : undefined;
  const ajv = typeof draft === 'string' && draft.includes('2020-12') ? new Ajv2020(options) : new Ajv(options);
  const validate = ajv.compile(schema as Parameters<typeof ajv.compile>[0]);
  compiledSchemas.set(text, validate);
  return validate;
}

function sentence({ instancePath, message = 'it is not valid' }: ErrorObject): string {
  return `${instancePath === '' ? 'the whole message' : `at ${cutText(instancePath, 80)}`}: ${message}`;
}
