import { cutText, quoteJson } from './excerpt.ts';
import { isArray, isObject } from './json.ts';
import { type JsonPath, formatJsonPath } from '../base/jsonPath.ts';
import type { Json } from './sequence.ts';

export interface Comparison {
  /** Of the values that were named, how many are there and equal; 1 for all. */
  readonly likeness: number;
  /** The first differences, each with its path; empty when it is a subset. */
  readonly differences: readonly string[];
}

const mostDifferences = 3;

/**
 * Whether `actual` holds all that `expected` names: an object's named keys must be there and hold what is named, other
 * keys may be there; a list must be as long and match element by element; texts, numbers, true, false and null are equal.
 */
export function compareJson(expected: Json, actual: Json): Comparison {
  const differences: string[] = [];
  let named = 0;
  let equal = 0;
  const differ = (path: JsonPath, message: string): void => {
    if (differences.length < mostDifferences) differences.push(`at ${cutText(formatJsonPath(path), 80)}: ${message}`);
  };
  const compare = (want: Json, got: Json | undefined, path: JsonPath): void => {
    named += 1;
    if (got === undefined) {
      differ(path, `expected ${quoteJson(want)}, but nothing is there`);
    } else if (isArray(want) && isArray(got)) {
      if (want.length !== got.length) {
        differ(path, `expected ${elements(want)}, got ${elements(got)}`);
        return;
      }
      equal += 1;
      for (const [index, one] of want.entries()) compare(one, got[index], [...path, index]);
    } else if (isObject(want) && isObject(got)) {
      equal += 1;
      for (const [key, one] of Object.entries(want)) {
        compare(one, Object.hasOwn(got, key) ? got[key] : undefined, [...path, key]);
      }
    } else if (want === got) {
      equal += 1;
    } else {
      differ(path, `expected ${quoteJson(want)}, got ${quoteJson(got)}`);
    }
  };
  compare(expected, actual, []);
  return { likeness: equal / named, differences };
}

function elements(list: readonly Json[]): string {
  return list.length === 1 ? 'a list of 1 element' : `a list of ${list.length} elements`;
}
