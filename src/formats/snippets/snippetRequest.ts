import { percentDecoded } from '../../base/percentDecoded.ts';
import type { ConnectionOptions, HeaderPair, TlsOptions } from '../../profiles/connectionOptions.ts';
import { withParameters } from '../connections/webSocketUrl.ts';

/** What a snippet asks for, in the terms that other clients share. */
export interface SnippetRequest {
  /** `ws:` or `wss:`, without user name and password. */
  readonly url: string;
  /** All but Origin and Sec-WebSocket-Protocol; without those that every opening handshake has. */
  readonly headers: readonly HeaderPair[];
  readonly basic: { readonly username: string; readonly password: string } | undefined;
  readonly origin: string | undefined;
  readonly subprotocols: readonly string[];
  /** Without certificates and keys that are given as text, which other clients read from files. */
  readonly tls: TlsOptions | undefined;
  /** Words for options that few clients have; each snippet says that it leaves them out. */
  readonly others: readonly string[];
}

/** What only this inspector does, or what has no counterpart in other clients, by the option's name. */
const withoutCounterpart: readonly (readonly [key: keyof ConnectionOptions, words: string])[] = [
  ['dnsServers', 'name servers'],
  ['reconnect', 'reconnecting'],
  ['pongDelay', 'late Pongs'],
  ['idleTimeout', 'the idle time-out'],
  ['maxMessageSize', 'the largest message'],
];

/** The options in those terms: cookies and credentials are headers, and an API key stands where it is sent. */
export function snippetRequest(options: ConnectionOptions): SnippetRequest {
  const { auth } = options;
  const [, before = '', userinfo, rest = options.url] =
    /^([a-z+]+:\/\/)(?:([^/?#@]*)@)?(.*)$/is.exec(options.url) ?? [];
  const url = `${before.replace(/^http/i, 'ws')}${rest}`;
  const tls = withFilesOnly(options.tls);
  const apiKey: HeaderPair | undefined = auth?.type === 'apiKey' ? [auth.name ?? '', auth.value ?? ''] : undefined;
  const headers: HeaderPair[] = [...(options.headers ?? [])];
  if (options.cookies !== undefined && options.cookies.length > 0)
    headers.push(['Cookie', options.cookies.map(([name, value]) => `${name}=${value}`).join('; ')]);
  if (auth?.type === 'bearer') headers.push(['Authorization', `Bearer ${auth.token ?? ''}`]);
  if (apiKey !== undefined && auth?.in !== 'query') headers.push(apiKey);
  return {
    url: apiKey !== undefined && auth?.in === 'query' ? withParameters(url, [apiKey]) : url,
    headers,
    basic: basicOf(options, userinfo),
    origin: options.origin,
    subprotocols: options.subprotocols ?? [],
    tls,
    others: [
      ...withoutCounterpart.flatMap(([key, words]) => (options[key] === undefined ? [] : [words])),
      ...(Object.keys(tls ?? {}).length === Object.keys(options.tls ?? {}).length
        ? []
        : ['certificates given as text']),
    ],
  };
}

function withFilesOnly(tls: TlsOptions | undefined): TlsOptions | undefined {
  if (tls === undefined) return undefined;
  const isText = (value: unknown): boolean => typeof value === 'string' && value.includes('-----BEGIN');
  const kept = Object.entries(tls).filter(
    ([, value]) => !isText(value) && !(Array.isArray(value) && value.some(isText)),
  );
  return Object.fromEntries(kept);
}

function basicOf({ auth }: ConnectionOptions, userinfo: string | undefined): SnippetRequest['basic'] {
  if (auth?.type === 'basic') return { username: auth.username ?? '', password: auth.password ?? '' };
  if (userinfo === undefined || userinfo === '') return undefined;
  const [, username = userinfo, password = ''] = /^([^:]*):([^]*)$/.exec(userinfo) ?? [];
  return { username: percentDecoded(username), password: percentDecoded(password) };
}

/** Sentences that name what a snippet leaves out; none when there is nothing. */
export function leftOut(others: readonly string[], where: string): readonly string[] {
  return others.length === 0 ? [] : [`Left out, as ${where} cannot be told: ${others.join(', ')}.`];
}
