import { percentDecoded } from '../base/percentDecoded.ts';
import { isSecretHeader, isSecretName } from '../base/secretNames.ts';
import { isKnownToken, isTokenValue, replacePathTokens, withoutKnownTokens } from '../base/tokenValues.ts';

/** What stands where a secret was. */
export const mask = '•••';

/** Names of query parameters and headers that are secrets whatever they are called, such as that of an API key. */
export type SecretParameters = readonly string[];

/** Header fields have no letter case (RFC 9110 §5.1). */
const isAmong = (name: string, secretParameters: SecretParameters): boolean =>
  secretParameters.some((secret) => secret.toLowerCase() === name);

/** The value as it may be shown: schemes and cookie names stay, what proves an identity goes. */
export function maskHeaderValue(name: string, value: string, secretParameters: SecretParameters = []): string {
  const lower = name.toLowerCase();
  // Keys of the opening handshake are public by design, and needed to check the answer (RFC 6455 §1.3).
  if (lower.startsWith('sec-websocket-')) return lower === 'sec-websocket-protocol' ? maskSubprotocol(value) : value;
  if (lower === 'authorization' || lower === 'proxy-authorization') {
    const scheme = /^[\w!#$%&'*+.^`|~-]+(?=\s+\S)/.exec(value)?.[0];
    return scheme === undefined ? mask : `${scheme} ${mask}`;
  }
  if (lower === 'cookie') return value.replace(/(^|;\s*)([^=;]*)=([^;]*)/g, `$1$2=${mask}`);
  if (lower === 'set-cookie') return value.replace(/^([^=;]*)=([^;]*)/, `$1=${mask}`);
  if (isSecretHeader(name) || isAmong(lower.trim(), secretParameters) || isKnownToken(value.trim())) return mask;
  return lower === 'location' || lower === 'referer' || lower === 'origin' ? maskUrl(value, secretParameters) : value;
}

/** Kubernetes and others carry bearer tokens as a subprotocol, since browsers cannot set Authorization. */
function maskSubprotocol(value: string): string {
  return value
    .replace(/[\w-]{12,}\.[\w-]{12,}(\.[\w-]*)?/g, mask)
    .replace(/\b(bearer\.\S*?authorization\.\S*?\.)[^,\s]+/gi, `$1${mask}`);
}

/** The URL with user name and password, the values of telling query parameters and tokens in its path masked; text that is no URL too. */
export function maskUrl(url: string, secretParameters: SecretParameters = []): string {
  return replaceUrlSecrets(url, { userinfo: () => mask, parameter: () => mask, part: () => mask }, secretParameters);
}

export interface UrlSecretReplacements {
  /** What to write for `user:password`, as it stands in the URL. */
  readonly userinfo: (userinfo: string) => string;
  /** What to write for the value of a telling parameter; the name is decoded, the value as it stands in the URL. */
  readonly parameter: (name: string, value: string) => string;
  /** What to write for a part of the path that is a token, as it stands in the URL. */
  readonly part: (value: string) => string;
}

/** The URL with each secret in it replaced; the rest stays as it is written. */
export function replaceUrlSecrets(
  url: string,
  { userinfo, parameter, part }: UrlSecretReplacements,
  secretParameters: SecretParameters = [],
): string {
  return replacePathTokens(url, part)
    .replace(/^([a-z][a-z\d+.-]*:\/\/)([^/?#]*)@/i, (_, scheme: string, text: string) => `${scheme}${userinfo(text)}@`)
    .replace(/([?&;#])([^=&;#\s]+)=([^&;#\s]*)/g, (whole, before: string, name: string, value: string) => {
      const decoded = percentDecoded(name);
      return value !== '' &&
        (isSecretName(decoded) ||
          secretParameters.includes(decoded) ||
          isTokenValue(percentDecoded(value)) ||
          isUrlWithSecrets(value, secretParameters))
        ? `${before}${name}=${parameter(decoded, value)}`
        : whole;
    });
}

/** A whole URL as the value of a parameter, such as where to go next, may hold secrets of its own. */
function isUrlWithSecrets(value: string, secretParameters: SecretParameters): boolean {
  const text = percentDecoded(value);
  return /^[a-z][a-z\d+.-]*:\/\//i.test(text) && maskUrl(text, secretParameters) !== text;
}

/** Running text with the URLs and credentials in it masked. */
export function maskText(text: string, secretParameters: SecretParameters = []): string {
  const known = withoutKnownTokens(text, mask);
  return known
    .replace(/\b[a-z][a-z\d+.-]*:\/\/[^\s"'<>`]+/gi, (url) => maskUrl(url, secretParameters))
    .replace(
      /^((?:proxy-)?authorization|(?:set-)?cookie)(:\s*)([^\r\n]+)/gim,
      (_, name: string, colon: string, value: string) => {
        return `${name}${colon}${maskHeaderValue(name, value)}`;
      },
    )
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${mask}`);
}
