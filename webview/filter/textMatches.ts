import { isQuick } from '../../src/base/regexCost.ts';
import type { Filter } from '../../src/capture/filter/language/filter.ts';
import { parseFilter } from '../../src/capture/filter/language/parse.ts';
import type { TextRange } from '../frameList/rowSource.ts';

const MAX_MATCHES = 1000;

/** Finds in a text what a filter asks to be there: rising, none overlapping another. */
export type FindInText = (text: string) => readonly TextRange[];

/**
 * What of the filter can be seen in a text: its words, and expressions that cannot take long on it, for the page must not wait
 * for any. What is asked not to be there is left out.
 */
export function textMatches(filterText: string): FindInText {
  const parsed = parseFilter(filterText);
  const finders = parsed.ok ? findersIn(parsed.filter, true) : [];
  return (text) => withoutOverlaps(finders.flatMap((find) => find(text)));
}

function findersIn(filter: Filter, positive: boolean): FindInText[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.flatMap((part) => findersIn(part, positive));
    case 'not':
      return findersIn(filter.of, !positive);
    case 'words':
      return positive ? [(text) => wordsIn(text, filter.text)] : [];
    case 'regex': {
      const regex = new RegExp(filter.source, `${filter.flags}g`);
      return positive ? [(text) => (isQuick(filter.source, text.length) ? regexIn(text, regex) : [])] : [];
    }
    case 'all':
    case 'from':
    case 'opcode':
    case 'number':
    case 'flag':
    case 'fragment':
    case 'rsv':
    case 'violation':
    case 'note':
    case 'close':
    case 'bytes':
    case 'json':
      return [];
  }
}

function wordsIn(text: string, words: string): TextRange[] {
  const found: TextRange[] = [];
  for (let start = text.indexOf(words); start >= 0 && found.length < MAX_MATCHES;) {
    found.push({ start, end: start + words.length });
    start = text.indexOf(words, start + words.length);
  }
  return found;
}

function regexIn(text: string, regex: RegExp): TextRange[] {
  const found: TextRange[] = [];
  for (const match of text.matchAll(regex)) {
    if (match[0] !== '') found.push({ start: match.index, end: match.index + match[0].length });
    if (found.length >= MAX_MATCHES) break;
  }
  return found;
}

function withoutOverlaps(ranges: readonly TextRange[]): TextRange[] {
  const kept: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
  }
  return kept;
}
