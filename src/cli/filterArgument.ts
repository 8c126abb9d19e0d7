import type { Filter } from '../capture/filter/language/filter.ts';
import { parseFilter } from '../capture/filter/language/parse.ts';
import { ArgumentError } from './argumentError.ts';

/** What `--filter` says. Throws `ArgumentError` that shows the text with a caret under the mistake. */
export function filterArgument(text: string | undefined): Filter | undefined {
  if (text === undefined) return undefined;
  const parsed = parseFilter(text);
  if (parsed.ok) return parsed.filter.kind === 'all' ? undefined : parsed.filter;
  const { message, offset, length } = parsed.problem;
  const before = widthOf(text.slice(0, offset));
  const caret = '^'.repeat(Math.max(1, widthOf(text.slice(offset, offset + length))));
  const line = text.replaceAll(/\s/g, ' ');
  throw new ArgumentError(`--filter, column ${offset + 1}: ${message}\n  ${line}\n  ${' '.repeat(before)}${caret}`);
}

/** Characters, as a terminal shows most of them. */
const widthOf = (text: string): number => [...new Intl.Segmenter().segment(text)].length;
