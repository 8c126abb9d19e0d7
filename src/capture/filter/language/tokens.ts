import type { FilterProblem } from './filter.ts';

/** A piece of a filter's text, from `start` up to but not including `end`. */
export type Token = Span &
  (
    | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    /** Words as they are meant, without quotes and escapes. */
    | { readonly kind: 'words'; readonly text: string; readonly quoted: boolean }
    | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
    /** `valueAt` is where the value begins, right after the colon. */
    | { readonly kind: 'term'; readonly key: string; readonly value: string; readonly valueAt: number }
  );

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  /** The first thing that is wrong; the token it is about is there all the same. */
  readonly problem: FilterProblem | undefined;
}

const KEY = /([A-Za-z][\w.-]*):/y;
const OPERATORS = new Map<string, 'and' | 'or' | 'not'>([
  ['and', 'and'],
  ['or', 'or'],
  ['not', 'not'],
]);

/** Cuts a filter's text into pieces; blanks between them are left out. Never throws. */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  let problem: FilterProblem | undefined;
  const report = (found: FilterProblem | undefined): void => void (problem ??= found);
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const { token, problem: found } = tokenAt(text, at);
    report(found);
    tokens.push(token);
    at = token.end;
  }
  return { tokens, problem };
}

interface Read {
  readonly token: Token;
  readonly problem?: FilterProblem | undefined;
}

function tokenAt(text: string, start: number): Read {
  const first = text.charAt(start);
  if (first === '(' || first === ')') {
    return { token: { kind: first === '(' ? 'open' : 'close', start, end: start + 1 } };
  }
  const sign = text.slice(start, start + 2);
  if (sign === '&&' || sign === '||') return { token: { kind: sign === '&&' ? 'and' : 'or', start, end: start + 2 } };
  if ((first === '-' || first === '!') && /[^\s)]/.test(text.charAt(start + 1))) {
    return { token: { kind: 'not', start, end: start + 1 } };
  }
  if (first === '"') return quotedAt(text, start);
  if (first === '/') return regexAt(text, start);
  KEY.lastIndex = start;
  const key = KEY.exec(text)?.[1];
  if (key !== undefined) return termAt(text, start, key);
  const end = endOfWord(text, start);
  const word = text.slice(start, end);
  const operator = OPERATORS.get(word.toLowerCase());
  if (operator !== undefined) return { token: { kind: operator, start, end } };
  return { token: { kind: 'words', text: word, quoted: false, start, end } };
}

function endOfWord(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && !/[\s()"]/.test(text.charAt(end))) end += 1;
  return end;
}

function quotedAt(text: string, start: number): Read {
  const end = endOfQuoted(text, start);
  const { words, problem } = readQuoted(text.slice(start, end), start);
  return { token: { kind: 'words', text: words, quoted: true, start, end }, problem };
}

/** The words inside quotes, at `offset` of the whole text, escapes undone: those of JSON (RFC 8259 §7). */
export function readQuoted(
  quoted: string,
  offset: number,
): { readonly words: string; readonly problem?: FilterProblem } {
  const closed =
    quoted.length > 1 && endOfQuoted(quoted, 0) === quoted.length && quoted.endsWith('"') && isClosed(quoted);
  if (!closed) {
    const message = 'This quote is never closed. Put a " at the end of the words.';
    return { words: quoted.slice(1), problem: { message, offset, length: quoted.length } };
  }
  try {
    // What a one-line field may hold and JSON would not, such as a tab, stands for itself.
    const json = quoted.replace(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1));
    const words = JSON.parse(json) as string;
    if (words.isWellFormed()) return { words };
    const message = 'Half of a surrogate pair stands alone here and has no UTF-8 form. Remove it, or use hex:.';
    return { words, problem: { message, offset, length: quoted.length } };
  } catch {
    const wrong = /\\(?!["\\/bfnrt]|u[\da-fA-F]{4})/.exec(quoted.replace(/\\\\/g, '__'))?.index ?? 0;
    const message =
      'This backslash begins no escape. Write \\\\ for a backslash itself; \\", \\n, \\t and \\u0041 are known too.';
    return { words: quoted.slice(1, -1), problem: { message, offset: offset + wrong, length: 2 } };
  }
}

const isClosed = (quoted: string): boolean => (/\\*"$/.exec(quoted)?.[0].length ?? 0) % 2 === 1;

/** Where the quoted words that begin at `start` end: after the closing quote, or at the text's end. */
function endOfQuoted(text: string, start: number): number {
  const quote = text.charAt(start);
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    at += character === '\\' ? 2 : 1;
    if (character === quote) break;
  }
  return Math.min(at, text.length);
}

function regexAt(text: string, start: number): Read {
  const closing = closingSlash(text, start);
  if (closing === undefined) {
    const message = 'This regular expression is never closed. Put a / at its end, or put words with a / in quotes.';
    const problem = { message, offset: start, length: text.length - start };
    const token: Token = { kind: 'regex', source: text.slice(start + 1), flags: '', start, end: text.length };
    return { token, problem };
  }
  const flags = /^[A-Za-z]*/.exec(text.slice(closing + 1))?.[0] ?? '';
  const end = closing + 1 + flags.length;
  return { token: { kind: 'regex', source: text.slice(start + 1, closing), flags, start, end } };
}

/** The slash that closes the expression; one after a backslash or between square brackets does not. */
function closingSlash(text: string, start: number): number | undefined {
  let inClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return at;
  }
  return undefined;
}

function termAt(text: string, start: number, key: string): Read {
  const valueAt = start + key.length + 1;
  let at = valueAt;
  while (at < text.length && !/[\s()]/.test(text.charAt(at))) at = endOfValuePart(text, at);
  return { token: { kind: 'term', key, value: text.slice(valueAt, at), valueAt, start, end: at } };
}

/** Blanks and brackets are part of a value inside quotes, inside the square brackets of a path, and in an expression after `=~`. */
function endOfValuePart(text: string, at: number): number {
  const character = text.charAt(at);
  if (character === '"') return endOfQuoted(text, at);
  const next = text.charAt(at + 1);
  if (character === '[' && (next === '"' || next === "'")) return endOfQuoted(text, at + 1);
  if (character === '~' && next === '/') return (closingSlash(text, at + 1) ?? text.length - 1) + 1;
  return at + 1;
}
