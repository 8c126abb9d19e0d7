// JSONPath as RFC 9535 has it, for asking whether something is there: wildcards, slices, descendants and filters. A capture takes
// exactly one value, so that it has the smaller language of jsonPath.ts.
import { FunctionExpressionType, JSONPathEnvironment, JSONPathError, type JSONPathQuery } from 'json-p3';
import { formatJsonPath } from '../base/jsonPath.ts';
import { compileRegex, search } from './regex.ts';
import type { Json } from './sequence.ts';

export type JsonQuery = (json: Json) => readonly Json[];

export type CompiledQuery =
  | { readonly ok: true; readonly query: JsonQuery }
  /** `offset` is 0-based. */
  | { readonly ok: false; readonly offset: number; readonly message: string };

/** A filter's regex took too long on a message. */
export class SlowFilter extends Error {
  override readonly name = 'SlowFilter';
}

const environment = new JSONPathEnvironment();
// RFC 9535 §2.4.6 and §2.4.7; the library's own would run for as long as they like.
environment.functionRegister.set(
  'match',
  patternFunction((pattern) => `^(?:${pattern})$`),
);
environment.functionRegister.set(
  'search',
  patternFunction((pattern) => pattern),
);

function patternFunction(anchored: (pattern: string) => string) {
  return {
    argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
    returnType: FunctionExpressionType.LogicalType,
    call: (text: unknown, pattern: unknown): boolean => {
      if (typeof text !== 'string' || typeof pattern !== 'string') return false;
      const compiled = compileRegex(anchored(pattern));
      if ('problem' in compiled) return false;
      const { kind } = search(compiled.regex, text);
      if (kind === 'tooSlow') throw new SlowFilter(pattern);
      return kind === 'match';
    },
  };
}

/** Where a sound path leads in this JSON, each place as a path of names and indexes; nowhere for an unsound one. */
export function compileQueryPaths(text: string, json: Json): readonly string[] {
  try {
    const nodes = environment.query(text, json as never);
    return nodes.nodes.map(({ location }) => formatJsonPath(location));
  } catch (error) {
    if (error instanceof JSONPathError || error instanceof SlowFilter) return [];
    throw error;
  }
}

/** Reads a path such as `$.users[?@.age >= 18].name`. */
export function compileQuery(text: string): CompiledQuery {
  if (!text.startsWith('$')) return { ok: false, offset: 0, message: 'A path begins with $, such as $.token.' };
  let compiled: JSONPathQuery;
  try {
    compiled = environment.compile(text);
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    const { index } = error.token;
    const detail = error.message.replace(/\s*\(.*\)$/s, '');
    return {
      ok: false,
      offset: Math.max(0, Math.min(index, text.length - 1)),
      message: `At character ${index + 1} this is no JSONPath: ${detail}.`,
    };
  }
  return { ok: true, query: (json) => compiled.query(json as never).values() as Json[] };
}
