import { FILTER_KEYS, type FilterKey, keyNamed } from './keys.ts';
import { type Span, type Token, tokenize } from './tokens.ts';

export interface Candidate {
  readonly kind: 'key' | 'value' | 'operator';
  /** What it is listed as. */
  readonly label: string;
  /** What stands in the text once it is taken. */
  readonly insert: string;
  /** What it is for, in a few words. */
  readonly words: string;
}

/** `start` and `end` are what a candidate replaces. */
export interface Completion extends Span {
  readonly candidates: readonly Candidate[];
}

const OPERATORS: readonly Candidate[] = [
  { kind: 'operator', label: 'or', insert: 'or ', words: 'either of two conditions' },
  { kind: 'operator', label: 'and', insert: 'and ', words: 'both conditions; may be left out' },
  { kind: 'operator', label: 'not', insert: 'not ', words: 'the opposite; - does the same' },
];

/** What can stand at the cursor. Inside words, regular expressions and paths there is nothing to offer. */
export function complete(text: string, cursor: number): Completion {
  const before = text.slice(0, cursor);
  const token = tokenize(before).tokens.findLast(({ end }) => end === cursor);
  switch (token?.kind) {
    case 'regex':
      return none(cursor);
    case 'term':
      return valuesFor(text, cursor, token);
    case 'words':
      return token.quoted ? none(cursor) : keysFor(text, token.start, cursor, before);
    case 'and':
    case 'or':
    case 'not':
      return token.end - token.start > 1 && /\w/.test(before.charAt(token.start))
        ? keysFor(text, token.start, cursor, before)
        : keysFor(text, cursor, cursor, before);
    case 'open':
    case 'close':
    case undefined:
      return keysFor(text, cursor, cursor, before);
  }
}

const none = (cursor: number): Completion => ({ start: cursor, end: cursor, candidates: [] });

/** The word under the cursor goes as a whole, and with it the colon of a key. */
function endOfWord(text: string, cursor: number, letters: RegExp): number {
  let end = cursor;
  while (end < text.length && letters.test(text.charAt(end))) end += 1;
  return end;
}

function keysFor(text: string, start: number, cursor: number, before: string): Completion {
  const typed = text.slice(start, cursor).toLowerCase();
  const end = endOfWord(text, cursor, /[\w-]/);
  const colon = text.charAt(end) === ':';
  const keys = ranked(FILTER_KEYS, typed, ({ name }) => name).map(({ name, words }): Candidate => ({
    kind: 'key',
    label: `${name}:`,
    insert: `${name}:`,
    words,
  }));
  // Nothing can be joined while nothing stands before.
  const operators =
    start > 0 && before.slice(0, start).trim() !== '' && !colon ? ranked(OPERATORS, typed, ({ label }) => label) : [];
  return { start, end: colon ? end + 1 : end, candidates: [...keys, ...operators] };
}

function valuesFor(text: string, cursor: number, token: Token & { readonly kind: 'term' }): Completion {
  const key = keyNamed(token.key);
  if (key === undefined) return none(cursor);
  const start = isList(key) ? Math.max(token.valueAt, text.lastIndexOf(',', cursor - 1) + 1) : token.valueAt;
  const typed = text.slice(start, cursor).toLowerCase();
  const end = endOfWord(text, cursor, /[^\s(),"]/);
  const candidates = ranked(key.values, typed, ({ value }) => value).map(({ value, words }): Candidate => {
    // What is only the beginning of a value is not followed by a blank.
    const more = key.takes.kind === 'json';
    return { kind: 'value', label: value, insert: more ? value : `${value} `, words };
  });
  return { start, end: text.charAt(end) === ' ' && end > cursor ? end + 1 : end, candidates };
}

const isList = ({ takes }: FilterKey): boolean => !['flag', 'fragment', 'hex', 'json', 'note'].includes(takes.kind);

/** Those that begin with what was typed, then those that hold it. A whole word that was typed already is no candidate. */
function ranked<Entry>(entries: readonly Entry[], typed: string, nameOf: (entry: Entry) => string): readonly Entry[] {
  const names = entries.map((entry) => ({ entry, name: nameOf(entry).toLowerCase() }));
  const begin = names.filter(({ name }) => name.startsWith(typed) && name !== typed);
  const hold = names.filter(({ name }) => !name.startsWith(typed) && typed.length > 1 && name.includes(typed));
  return [...begin, ...hold].map(({ entry }) => entry);
}
