import type { Evidence, Failure } from '../diagnosis/evidence.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { optionSpec } from '../profiles/optionSpec.ts';
import { headerValue } from '../protocol/httpHead.ts';
import { withoutCredentials } from './credentials.ts';
import { targetOf, webSocketUrl } from './dial/target.ts';

/** RFC 9110 §15.4 sets no number; browsers and curl stop between 10 and 50. */
export const MAX_REDIRECTS = optionSpec.maxRedirects.default ?? 0;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export type NextHop =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | {
      readonly kind: 'follow';
      readonly options: ConnectionOptions;
      /** What stays behind, by name. */
      readonly dropped: readonly string[];
    };

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

  const unix = targetOf(options.url).socketPath;
  if (unix !== undefined) return onUnixSocket(unix, location, options, visited.length);
  const from = new URL(webSocketUrl(options.url));
  if (!URL.canParse(location, from.href))
    return refuse('REDIRECT_LOCATION_INVALID', `Location "${location}" is not a valid URL.`);
  const to = new URL(webSocketUrl(new URL(location, from).href));
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
  const limit = options.maxRedirects ?? MAX_REDIRECTS;
  if (visited.length > limit) {
    return refuse('REDIRECT_LIMIT', `Stopped after ${redirects(limit)}: ${visited.join(' → ')} → ${to.href}`);
  }
  if (from.protocol === to.protocol && from.host === to.host) {
    if (to.username === '' && to.password === '') [to.username, to.password] = [from.username, from.password];
    return { kind: 'follow', options: { ...options, url: to.href }, dropped: [] };
  }
  to.username = '';
  to.password = '';
  const { options: safe, dropped } = withoutCredentials(options, from);
  return { kind: 'follow', options: { ...safe, url: to.href }, dropped };
}

const redirects = (count: number): string => `${count} ${count === 1 ? 'redirect' : 'redirects'}`;

/** A path stays on the same socket; where else a server behind a socket of files leads is not for us to guess. */
function onUnixSocket(path: string, location: string, options: ConnectionOptions, visited: number): NextHop {
  const refuse = (code: string, message: string): NextHop => ({
    kind: 'refused',
    failure: { stage: 'http', code, message },
  });
  if (!location.startsWith('/') || location.startsWith('//'))
    return refuse('REDIRECT_SCHEME_REFUSED', `From a Unix socket only a path is followed: Location is "${location}".`);
  const limit = options.maxRedirects ?? MAX_REDIRECTS;
  if (visited > limit) return refuse('REDIRECT_LIMIT', `Stopped after ${redirects(limit)} on the socket ${path}.`);
  // RFC 9110 §10.2.2 lets Location have a fragment; a WebSocket URL has none (RFC 6455 §3).
  const [target = ''] = location.split('#');
  return { kind: 'follow', options: { ...options, url: `ws+unix:${path}:${target}` }, dropped: [] };
}
