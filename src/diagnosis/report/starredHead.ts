import { type SecretParameters, mask, maskText, replaceUrlSecrets } from '../redact.ts';
import { safeValue } from './safeHead.ts';

/** What must not change where a start line cannot be masked in part: its beginning, and a request's version. */
const START_LINE = /^(HTTP\/\d\.\d \d{3} |\S+ )(.*?)( HTTP\/\d\.\d)?(\r?)$/;

/**
 * A whole head, one character a byte, with a star for every byte of a secret: as long as it was, so that all that follows stays where
 * it is. Where several secrets stand in one value and cannot be told apart from the rest, the whole value goes.
 */
export function starredHead(raw: string, secretParameters: SecretParameters = []): string {
  let secret = false;
  return raw
    .split('\n')
    .map((line, index) => {
      if (index === 0) return starredStartLine(line, secretParameters);
      if (/^[ \t]/.test(line) && line.trim() !== '') {
        // RFC 9112 §5.2: a folded line belongs to the header before it.
        return secret ? starsIn(line) : starred(line, maskText(line, secretParameters));
      }
      const colon = line.indexOf(':');
      secret = false;
      if (colon < 0) return starred(line, maskText(line, secretParameters));
      const name = line.slice(0, colon);
      const value = line.slice(colon + 1);
      const shown = starredValue(name, value.trim(), secretParameters);
      secret = shown !== value.trim();
      return line.slice(0, colon + 1) + value.replace(value.trim(), () => shown);
    })
    .join('\n');
}

/** A star for every character that is no line end. */
const starsIn = (text: string): string => text.replace(/[^\r\n]/g, '*');

function starredStartLine(line: string, secretParameters: SecretParameters): string {
  const stars = { userinfo: starsIn, part: starsIn, parameter: (_name: string, value: string) => starsIn(value) };
  const parameters = replaceUrlSecrets(line, stars, secretParameters);
  const safe = maskText(parameters, secretParameters);
  if (safe === parameters) return parameters;
  const [, start = '', middle = line, version = '', end = ''] = START_LINE.exec(parameters) ?? [];
  return safe.split(mask).length === 2 ? starred(parameters, safe) : start + starsIn(middle) + version + end;
}

function starredValue(name: string, value: string, secretParameters: SecretParameters): string {
  if (name.toLowerCase() === 'cookie') return value.replace(/=([^;]*)/g, (_, secret: string) => `=${starsIn(secret)}`);
  return starred(value, safeValue(name, value, secretParameters));
}

/** `original` with stars where `safe` has its one mask; all of it in stars when there are several. */
function starred(original: string, safe: string): string {
  if (safe === original) return original;
  const [before = '', after = '', ...more] = safe.split(mask);
  const hidden = original.length - before.length - after.length;
  const fits = more.length === 0 && hidden >= 0 && original.startsWith(before) && original.endsWith(after);
  return fits ? before + starsIn(original.slice(before.length, before.length + hidden)) + after : starsIn(original);
}
