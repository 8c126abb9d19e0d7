import { utf8AsLatin1 } from './wireText.ts';

/** What must not stand inside '…': the quote itself, and characters that hide, reorder or command a terminal. */
const UNQUOTABLE = /['\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * The text as one word of a bash command, safe whatever it is. NUL cannot be in a word, and a line break must not be in a
 * header: both become spaces. With `latin1` each character is one byte, whatever the terminal's encoding is.
 */
export function shellQuote(text: string, latin1 = false): string {
  const line = text.replace(/[\0\r\n]/g, ' ');
  const bytes = latin1 && /[\x80-\xff]/.test(line);
  if (/^[\w./:@%+,=-]+$/.test(line)) return line;
  if (!bytes && !UNQUOTABLE.test(line)) return `'${line}'`;
  return `$'${Array.from(line, (character) => escaped(character, bytes)).join('')}'`;
}

function escaped(character: string, bytes: boolean): string {
  // An exclamation mark would fetch an old command where the shell misjudges this kind of quotes.
  if (/['\\]/.test(character)) return `\\${character}`;
  if (bytes && /[\x80-\xff]/.test(character)) return hexBytes(character);
  return character === '!' || UNQUOTABLE.test(character) ? hexBytes(utf8AsLatin1(character)) : character;
}

const hexBytes = (text: string): string =>
  Array.from(text, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
