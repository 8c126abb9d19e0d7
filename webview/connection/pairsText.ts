import type { HeaderPair } from '../../src/profiles/connectionOptions.ts';

type Separator = ':' | '=';

/** What to call a pair, and how one is written. */
const WORDS: Readonly<Record<Separator, { readonly one: string; readonly form: string }>> = {
  ':': { one: 'header', form: 'Name: value' },
  '=': { one: 'cookie', form: 'name=value' },
};

/** Pairs as they are typed: one a line. */
export const writePairs = (pairs: readonly HeaderPair[], separator: Separator): string =>
  pairs.map(([name, value]) => writePair(name, value, separator)).join('\n');

export const writePair = (name: string, value: string, separator: Separator): string =>
  `${name}${separator === ':' ? ': ' : separator}${value}`;

export interface ReadPairs {
  readonly pairs: readonly HeaderPair[];
  /** One sentence or two for each line that is no pair. */
  readonly problems: readonly string[];
}

export function readPairs(text: string, separator: Separator): ReadPairs {
  const pairs: HeaderPair[] = [];
  const problems: string[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const pair = readPair(line, separator);
    const { one, form } = WORDS[separator];
    if (pair === undefined) problems.push(`Line ${i + 1}, "${line.trim()}", is no ${one}. Write it as "${form}".`);
    else pairs.push(pair);
  }
  return { pairs, problems };
}

/** Undefined when the line has no separator, or nothing in front of it. */
export function readPair(line: string, separator: Separator): HeaderPair | undefined {
  const at = line.indexOf(separator);
  return at > 0 ? [line.slice(0, at).trim(), line.slice(at + 1).trim()] : undefined;
}

/** 1-based line of the pair with that index: empty lines do not count as pairs. */
export function lineOfPair(text: string, index: number): number | undefined {
  return text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [i + 1]))[index];
}
