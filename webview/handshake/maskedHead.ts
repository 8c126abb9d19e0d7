import { percentDecoded } from '../../src/base/percentDecoded.ts';
import { isSecretHeader, isSecretName } from '../../src/base/secretNames.ts';
import { isTokenValue, replacePathTokens, withoutKnownTokens } from '../../src/base/tokenValues.ts';

/** Names of query parameters and headers that are secrets whatever they are called. */
type SecretParameters = readonly string[];

export const MASK = '••••••';

/** The value to show for a header: the kind of proof and the names of cookies stay, what proves an identity is a mask. */
export function maskedValue(name: string, value: string, secretParameters: SecretParameters = []): string {
  const lower = name.trim().toLowerCase();
  if (value === '') return value;
  if (lower === 'authorization' || lower === 'proxy-authorization')
    return value.replace(/^([\w-]+\s+(?=\S))?[^]*$/, `$1${MASK}`);
  if (lower === 'cookie') return value.split(';').map(maskedPair).join(';');
  if (lower === 'set-cookie')
    return value
      .split(';')
      .map((pair, i) => (i === 0 ? maskedPair(pair) : pair))
      .join(';');
  const named = secretParameters.some((secret) => secret.toLowerCase() === lower);
  return named || isSecretHeader(name) ? MASK : maskedText(value, secretParameters);
}

const maskedPair = (pair: string): string =>
  pair.trim() === '' ? pair : pair.replace(/^(\s*(?:[^=]*=)?)[^]*$/, `$1${MASK}`);

/** Secrets in text: user names and passwords of URLs, telling query parameters, tokens that say what they are. */
export function maskedText(text: string, secretParameters: SecretParameters = []): string {
  const isSecret = (name: string): boolean => isSecretName(name) || secretParameters.includes(name);
  return (
    withoutKnownTokens(text, MASK)
      // Whole URLs, and the target of a start line: other texts have slashes, too.
      .replace(/\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s"'<>]+|(?<=^\S+ )\/\S*/gi, (url) => replacePathTokens(url, () => MASK))
      .replace(/(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#@"'<>]*(?:@[^\s/?#@"'<>]*)*@/gi, `$1${MASK}@`)
      .replace(/([?&;#])([^=&;#\s]{1,100})=([^&;#\s"'<>]+)/g, (whole, before: string, name: string, value: string) =>
        isSecret(percentDecoded(name)) ||
        isTokenValue(percentDecoded(value)) ||
        isUrlWithSecrets(percentDecoded(value), secretParameters)
          ? `${before}${name}=${MASK}`
          : whole,
      )
      // A bearer token as a subprotocol, since a page cannot set Authorization: Kubernetes and others.
      .replace(/\b(bearer\.[^\s,]*?authorization\.[^\s,]*?\.)[^\s,.]+(?=[\s,]|$)/gi, `$1${MASK}`)
  );
}

/** A whole URL as the value of a parameter may hold secrets of its own. */
const isUrlWithSecrets = (text: string, secretParameters: SecretParameters): boolean =>
  /^[a-z][a-z\d+.-]*:\/\//i.test(text) && maskedText(text, secretParameters) !== text;

/** A raw head with secret values masked; line ends and everything else stay. A folded line belongs to the header before it. */
export function maskedRaw(raw: string, secretParameters: SecretParameters = []): string {
  let secret = false;
  return raw
    .split('\n')
    .map((line, i) => {
      if (i === 0) return maskedText(line, secretParameters);
      if (/^[ \t]/.test(line) && line.trim() !== '')
        return within(line, secret ? MASK : maskedText(line.trim(), secretParameters));
      const colon = line.indexOf(':');
      if (colon < 0) return maskedText(line, secretParameters);
      const name = line.slice(0, colon);
      secret = maskedValue(name, 'x=y', secretParameters) !== 'x=y';
      const value = line.slice(colon + 1);
      return `${name}:${within(value, maskedValue(name, value.trim(), secretParameters))}`;
    })
    .join('\n');
}

/** `text` in the place of what stands in the line, and the space around it as it is. */
function within(line: string, text: string): string {
  const own = line.trim();
  const start = line.indexOf(own);
  return own === '' ? line : `${line.slice(0, start)}${text}${line.slice(start + own.length)}`;
}

export const hasSecrets = (raw: string, secretParameters: SecretParameters = []): boolean =>
  maskedRaw(raw, secretParameters) !== raw;
