import type { OptionProblem } from '../connectionOptions.ts';
import { type BadCharacter, findNonTokenCharacter, findNonValueCharacter } from '../fieldSyntax.ts';

/** A name as a sentence can carry it: up to the first character that no name has, because a secret may follow. */
export function shown(name: string): string {
  const end = Math.min(findNonTokenCharacter(name)?.offset ?? name.length, 60);
  return end < name.length ? `${name.slice(0, end)}…` : name;
}

/** Why a character may not stand in a header's value, and what to do about it. */
export function valueMend(value: string, bad: BadCharacter): string {
  return value.charCodeAt(bad.offset) > 0xff
    ? 'A header carries characters up to U+00FF only; encode it, for example percent-encoded.'
    : 'A header value is one line without control characters (RFC 9110 §5.5); remove it.';
}

/** RFC 9110 §5.6.2, in words that name the character at fault. */
export function tokenProblem(what: string, text: string): Pick<OptionProblem, 'offset' | 'message'> | undefined {
  const bad = findNonTokenCharacter(text);
  if (bad === undefined) return undefined;
  const rule = "It has only letters, digits and !#$%&'*+-.^_`|~ (RFC 9110 §5.6.2).";
  return { offset: bad.offset, message: `Character ${bad.offset + 1} of ${what} is ${bad.name}. ${rule}` };
}

/** RFC 9110 §5.5, in words that do not repeat the value: it may be a secret. */
export function valueProblem(what: string, text: string): Pick<OptionProblem, 'offset' | 'message'> | undefined {
  const bad = findNonValueCharacter(text);
  if (bad === undefined) return undefined;
  return {
    offset: bad.offset,
    message: `Character ${bad.offset + 1} of ${what} is ${bad.name}. ${valueMend(text, bad)}`,
  };
}
