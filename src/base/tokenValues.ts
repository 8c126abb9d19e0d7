// What shows by itself that it is a secret, whatever it is called: a token of a known make, or letters and digits without any words.
import { percentDecoded } from './percentDecoded.ts';

/** JSON Web Tokens (RFC 7519 §3.1: the header begins with `{"`), and tokens whose makers gave them a beginning of their own. */
const made =
  'eyJ[\\w-]{8,}\\.[\\w-]+(?:\\.[\\w-]*)?|gh[pousr]_\\w{20,}|github_pat_\\w{20,}|glpat-[\\w-]{20,}|xox[abeprs]-[\\w-]{10,}|' +
  '[rs]k_(?:live|test)_\\w{10,}|sk-[\\w-]{20,}|AKIA[\\dA-Z]{16}|AIza[\\w-]{30,}|npm_\\w{30,}|SG\\.[\\w-]{16,}\\.[\\w-]{16,}|\\d{6,}:[\\w-]{30,}';

/** A whole value; a bot's token stands behind that word in a path. */
const madeValue = new RegExp(`^(?:bot)?(?:${made})$`);
const madeAnywhere = new RegExp(`(?<![\\w-])(?:${made})(?![\\w-])`, 'g');

/** True for the whole of a token of a known make. */
export const isKnownToken = (value: string): boolean => madeValue.test(value);

/** Running text with `instead` in the place of every token of a known make. */
export const withoutKnownTokens = (text: string, instead: string): string => text.replace(madeAnywhere, instead);

/** UUIDs and ULIDs: made to tell things apart, and most often shown to everybody. */
const identifier = /^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|01[\dA-HJKMNP-TV-Z]{24})$/i;

/** True for a value of a URL that is likely a secret: a known token, or too random to be a name. */
export function isTokenValue(value: string): boolean {
  if (isKnownToken(value)) return true;
  if (value.length < 20 || !/^[\w+/=~-]+$/.test(value) || identifier.test(value)) return false;
  const letters = value.replace(/[^\dA-Za-z]/g, '');
  if (letters.length < 20 || !/\d/.test(letters) || !/[A-Za-z]/.test(letters)) return false;
  if (/^[\da-f]+$/i.test(letters)) return letters.length >= 32;
  const mixed = /[a-z]/.test(letters) && /[A-Z]/.test(letters);
  return mixed ? unsteadiness(letters) >= 0.42 : letters.length >= 24 && unsteadiness(letters) >= 0.25;
}

/** How many neighbours are of different kinds (small letter, capital, digit), of 1. Words and dates have runs, random texts do not. */
function unsteadiness(text: string): number {
  const kinds = text.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/\d/g, '0');
  let changes = 0;
  for (let at = 1; at < kinds.length; at += 1) if (kinds[at] !== kinds[at - 1]) changes += 1;
  return changes / (kinds.length - 1);
}

/** Each part of a URL's path that is a token, as it stands there, replaced; also of a target alone, or of a start line. */
export function replacePathTokens(url: string, replace: (part: string) => string): string {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  // Not what follows two slashes: that is the authority (RFC 3986 §3.2).
  const replaced = path.replace(/(?<=(?:^|[^/])\/)[^/\s]+/g, (part) =>
    isTokenValue(percentDecoded(part)) ? replace(part) : part,
  );
  return replaced + url.slice(path.length);
}
