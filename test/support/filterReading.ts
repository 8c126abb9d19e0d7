import type { Filter } from '../../src/capture/filter/language/filter.ts';
import { parseFilter } from '../../src/capture/filter/language/parse.ts';

/** The filter that the text says. */
export function readFilter(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.filter;
}
