// Names that the user calls secret, besides those that `secretNames` knows by itself.
import { isQuick } from './regexCost.ts';

export const MOST_PATTERNS = 100;
export const LONGEST_PATTERN = 200;

/** What of a name is looked at: longer ones are data. */
const LONGEST_NAME = 100;

export interface SecretPatterns {
  readonly matches: (name: string) => boolean;
  /** A sentence for each pattern that cannot be used; the others count. */
  readonly problems: readonly string[];
}

/**
 * Reads patterns of names of headers, parameters and fields: a name, in which `*` stands for anything, or a regular expression between
 * slashes, which may match a part of the name. The letter case does not count.
 */
export function readSecretPatterns(patterns: readonly string[]): SecretPatterns {
  const problems =
    patterns.length > MOST_PATTERNS ? [`Of ${patterns.length} patterns the first ${MOST_PATTERNS} count.`] : [];
  const regexes = patterns.slice(0, MOST_PATTERNS).flatMap((pattern) => {
    const read = readPattern(pattern.trim());
    if (read instanceof RegExp) return [read];
    problems.push(`"${pattern}" ${read}`);
    return [];
  });
  return { matches: (name) => regexes.some((regex) => regex.test(name.slice(0, LONGEST_NAME))), problems };
}

/** A regular expression, or what is wrong as the end of a sentence. */
function readPattern(pattern: string): RegExp | string {
  if (pattern === '') return 'is empty.';
  if (pattern.length > LONGEST_PATTERN) return `is longer than ${LONGEST_PATTERN} characters.`;
  const source = /^\/(.+)\/i?$/.exec(pattern)?.[1];
  if (source === undefined) {
    const parts = pattern.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    // Each star can at most try every length again.
    if (parts.length > 4) return 'has more than three stars.';
    return new RegExp(`^${parts.join('.*')}$`, 'i');
  }
  try {
    const regex = new RegExp(source, 'i');
    return isQuick(source, LONGEST_NAME)
      ? regex
      : 'could take very long to look for: leave out repeated groups, or write several patterns with fewer of * + ? { |.';
  } catch (error) {
    return `is no regular expression: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
