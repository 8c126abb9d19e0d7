/** Whether this is the URL of a WebSocket, though perhaps with variables in it. */
export const isWebSocketUrl = (text: string): boolean => /^wss?:\/\/\S/i.test(text.trim());

/** An `http:` or `https:` URL as the WebSocket's that is opened by a request to it (RFC 6455 §3); all else as it is. */
export function asWebSocketUrl(url: string): string {
  return url.trim().replace(/^http(s?):/i, (_, secure: string) => `ws${secure.toLowerCase()}:`);
}

/** The URL with further parameters in its query, in the given order; values are encoded unless they hold a variable. */
export function withParameters(url: string, parameters: readonly (readonly [name: string, value: string])[]): string {
  if (parameters.length === 0) return url;
  const written = parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  const [beforeFragment = url, fragment] = url.split('#', 2);
  const joint = !beforeFragment.includes('?') ? '?' : /[?&]$/.test(beforeFragment) ? '' : '&';
  return `${beforeFragment}${joint}${written}${fragment === undefined ? '' : `#${fragment}`}`;
}

const encode = (text: string): string =>
  text
    .split(/(\$\{[^{}]*\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join('');
