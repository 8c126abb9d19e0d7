// Regular expressions that come from a file and meet texts that come from a network: one can take for ever on the other.
// What cannot take long runs at once; all else runs under a watchdog, which costs a third of a millisecond.
import { Script, createContext } from 'node:vm';
import { isQuick } from '../base/regexCost.ts';

/** Longer messages, in UTF-16 units, are not searched. */
export const longestSearched = 1_048_576;
const allowedMs = 1_000;

export type RegexOutcome =
  | { readonly kind: 'match'; readonly groups: RegExpExecArray }
  | { readonly kind: 'miss' }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'tooSlow' };

/** The pattern as JavaScript has it, without flags, found anywhere in the text unless anchored; or why it is none. */
export function compileRegex(source: string): { readonly regex: RegExp } | { readonly problem: string } {
  try {
    return { regex: new RegExp(source) };
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
    return { problem: `This is no regular expression: ${detail}.` };
  }
}

/** Searches the text, for one second at most. */
export function search(regex: RegExp, text: string): RegexOutcome {
  if (text.length > longestSearched) return { kind: 'tooLong' };
  try {
    const groups = isQuick(regex.source, text.length) ? regex.exec(text) : searchWatched(regex, text);
    return groups === null ? { kind: 'miss' } : { kind: 'match', groups };
  } catch (error) {
    if (isTimeout(error)) return { kind: 'tooSlow' };
    throw error;
  }
}

/** A text that stands for itself in a pattern. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** How many groups a pattern captures, and their names. */
export function groupsOf(regex: RegExp): { readonly count: number; readonly names: readonly string[] } {
  // With an empty alternative it matches anything, and the result lists every group.
  const all = new RegExp(`${regex.source}|`).exec('');
  return { count: (all?.length ?? 1) - 1, names: Object.keys(all?.groups ?? {}) };
}

// Only a watchdog, no sandbox: the pattern and the text are values, and no code of theirs runs.
const watched = new Script('regex.exec(text)');
let context: { regex?: RegExp; text?: string } | undefined;

function searchWatched(regex: RegExp, text: string): RegExpExecArray | null {
  context ??= createContext(Object.create(null) as object);
  Object.assign(context, { regex, text });
  try {
    return watched.runInContext(context, { timeout: allowedMs }) as RegExpExecArray | null;
  } finally {
    Object.assign(context, { regex: undefined, text: undefined });
  }
}

function isTimeout(error: unknown): boolean {
  // The error may come from the other context, so it need not be an Error of this one.
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
