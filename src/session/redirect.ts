import type { Evidence, Failure } from '../diagnosis/evidence.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { headerValue } from '../protocol/httpHead.ts';

/** RFC 9110 §15.4 sets no number; browsers and curl stop between 10 and 50. */
export const MAX_REDIRECTS = 10;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const CREDENTIALS = new Set(['authorization', 'cookie', 'proxy-authorization']);

export type NextHop =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'follow'; readonly options: ConnectionOptions };

/**
 * Where a refused attempt sends us, when redirects are to be followed (RFC 9110 §15.4). `visited` are the URLs so far, the
 * present one last. Credentials stay behind when scheme, host or port change; a way from TLS to none is not taken.
 */
export function nextHop(evidence: Evidence, options: ConnectionOptions, visited: readonly string[]): NextHop {
  const { response } = evidence;
  if (options.followRedirects !== true || response === undefined || !REDIRECTS.has(response.status))
    return { kind: 'none' };
  const location = headerValue(response, 'Location');
  if (location === undefined) return { kind: 'none' };
  const refuse = (code: string, message: string): NextHop => ({
    kind: 'refused',
    failure: { stage: 'http', code, message },
  });

  const from = new URL(options.url);
  if (!URL.canParse(location, from.href))
    return refuse('REDIRECT_LOCATION_INVALID', `Location "${location}" is not a valid URL.`);
  const to = new URL(location, from);
  if (to.protocol === 'http:') to.protocol = 'ws:';
  else if (to.protocol === 'https:') to.protocol = 'wss:';
  to.hash = '';
  if (to.protocol !== 'ws:' && to.protocol !== 'wss:') {
    return refuse(
      'REDIRECT_SCHEME_REFUSED',
      `A redirect to the scheme "${to.protocol}" is not followed: Location is "${location}".`,
    );
  }
  if (from.protocol === 'wss:' && to.protocol === 'ws:') {
    return refuse(
      'REDIRECT_DOWNGRADE',
      `The redirect downgrades from wss: to ws: and was not followed: Location is "${location}".`,
    );
  }
  if (visited.length > MAX_REDIRECTS) {
    return refuse('REDIRECT_LIMIT', `Stopped after ${MAX_REDIRECTS} redirects: ${visited.join(' → ')} → ${to.href}`);
  }
  const sameOrigin = from.protocol === to.protocol && from.host === to.host;
  if (sameOrigin) return { kind: 'follow', options: { ...options, url: to.href } };
  to.username = '';
  to.password = '';
  const headers = (options.headers ?? []).filter(([name]) => !CREDENTIALS.has(name.toLowerCase()));
  return { kind: 'follow', options: { ...options, url: to.href, headers } };
}
