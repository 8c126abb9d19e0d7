/** A character at fault: where (0-based UTF-16 index) and how to call it in a sentence. */
export interface BadCharacter {
  readonly offset: number;
  readonly name: string;
}

/** RFC 9110 §5.6.2: the first character that a token must not have; undefined for a token. The empty text is not judged. */
export function findNonTokenCharacter(text: string): BadCharacter | undefined {
  return find(text, /[^!#$%&'*+\-.^_`|~\dA-Za-z]/u);
}

/** RFC 9110 §5.5: a field value has visible characters, spaces and tabs; beyond U+00FF there is no byte to send. */
export function findNonValueCharacter(text: string): BadCharacter | undefined {
  return find(text, /[^\t\x20-\x7e\x80-\xff]/u);
}

/** The first white space, control character or other one that prints nothing. */
export function findBlank(text: string): BadCharacter | undefined {
  return find(text, /[\s\p{Cc}\p{Cf}\p{Cs}]/u);
}

/** A character as a sentence can carry it: quoted when it can be seen, by name or number when not. */
export function nameCharacter(character: string): string {
  const known = names.get(character);
  if (known !== undefined) return known;
  const number = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Z}]/u.test(character)) return `the invisible character ${number}`;
  return /[\x21-\x7e]/.test(character) ? `"${character}"` : `"${character}" (${number})`;
}

const names = new Map([
  [' ', 'a space'],
  ['\t', 'a tab'],
  ['\r', 'a carriage return'],
  ['\n', 'a line break'],
  ['\0', 'a NUL character'],
  ['"', 'a double quote'],
  ['\u00a0', 'a no-break space (U+00A0)'],
]);

function find(text: string, bad: RegExp): BadCharacter | undefined {
  const found = bad.exec(text);
  return found === null ? undefined : { offset: found.index, name: nameCharacter(found[0]) };
}
