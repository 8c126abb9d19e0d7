/** What stands where a secret was. */
export const mask = '•••';

const secretHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api-key',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
  'x-amz-security-token',
]);

/** Query parameters that carry secrets, by whole words of their name: `access_token`, `apiKey`, `X-Amz-Signature` … */
const secretWords =
  /^(tokens?|jwt|auth|authorization|secret|password|passwd|pwd|signature|sig|credentials?|session|sid|apikey|ticket|bearer)$/;

/** True when the value of a header or query parameter with this name must not be shown. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  if (words.some((word) => secretWords.test(word))) return true;
  return words.some(
    (word, index) => (word === 'api' || word === 'access' || word === 'private') && words[index + 1] === 'key',
  )
    ? true
    : words.length === 1 && words[0] === 'key';
}

/** The value as it may be shown: schemes and cookie names stay, what proves an identity goes. */
export function maskHeaderValue(name: string, value: string): string {
  const lower = name.toLowerCase();
  // Keys of the opening handshake are public by design, and needed to check the answer (RFC 6455 §1.3).
  if (lower.startsWith('sec-websocket-')) return lower === 'sec-websocket-protocol' ? maskSubprotocol(value) : value;
  if (lower === 'authorization' || lower === 'proxy-authorization') {
    const scheme = /^[\w!#$%&'*+.^`|~-]+(?=\s+\S)/.exec(value)?.[0];
    return scheme === undefined ? mask : `${scheme} ${mask}`;
  }
  if (lower === 'cookie') return value.replace(/(^|;\s*)([^=;]*)=([^;]*)/g, `$1$2=${mask}`);
  if (lower === 'set-cookie') return value.replace(/^([^=;]*)=([^;]*)/, `$1=${mask}`);
  if (secretHeaders.has(lower) || isSecretName(name)) return mask;
  return lower === 'location' || lower === 'referer' || lower === 'origin' ? maskUrl(value) : value;
}

/** Kubernetes and others carry bearer tokens as a subprotocol, since browsers cannot set Authorization. */
function maskSubprotocol(value: string): string {
  return value
    .replace(/[\w-]{12,}\.[\w-]{12,}(\.[\w-]*)?/g, mask)
    .replace(/\b(bearer\.\S*?authorization\.\S*?\.)[^,\s]+/gi, `$1${mask}`);
}

/** The URL with its user name and password and the values of telling query parameters masked; text that is no URL too. */
export function maskUrl(url: string): string {
  const userinfo = url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#@]*@/i, `$1${mask}@`);
  return userinfo.replace(/([?&;#])([^=&;#\s]+)=([^&;#\s]*)/g, (whole, before: string, name: string, value: string) =>
    value !== '' && isSecretName(decodeName(name)) ? `${before}${name}=${mask}` : whole,
  );
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A stray percent sign: the name is then what it looks like.
    return name;
  }
}

/** Running text with the URLs and credentials in it masked. */
export function maskText(text: string): string {
  return text
    .replace(/\b[a-z][a-z\d+.-]*:\/\/[^\s"'<>`]+/gi, (url) => maskUrl(url))
    .replace(
      /^((?:proxy-)?authorization|(?:set-)?cookie)(:\s*)([^\r\n]+)/gim,
      (_, name: string, colon: string, value: string) => {
        return `${name}${colon}${maskHeaderValue(name, value)}`;
      },
    )
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${mask}`)
    .replace(/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, mask);
}
