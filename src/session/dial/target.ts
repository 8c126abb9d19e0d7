import { percentDecoded } from '../../base/percentDecoded.ts';
import { isIP } from 'node:net';

/** Where a URL leads. */
export interface Target {
  /** `ws:` or `wss:`, without user name and password; for a Unix socket with the host `localhost`. */
  readonly url: URL;
  readonly secure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** The Unix socket's path, when the URL names one. */
  readonly socketPath?: string;
  /** User name and password of the URL, decoded. */
  readonly userinfo?: { readonly username: string; readonly password: string };
}

const defaultPorts: Readonly<Record<string, number>> = { 'https:': 443, 'wss:': 443, 'socks:': 1080 };

/** `url` has been checked already; a URL that is none throws. */
export function targetOf(url: string | URL): Target {
  const text = String(url);
  const unix = /^ws\+unix:(?:\/\/)?(\/[^:?]+)(?::(\/.*))?$/i.exec(text);
  if (unix !== null) {
    const [, socketPath = '', path = '/'] = unix;
    return { url: new URL(`ws://localhost${path}`), secure: false, host: socketPath, port: 0, socketPath };
  }
  const parsed = new URL(webSocketUrl(text));
  const { protocol, hostname, port, username, password } = parsed;
  const place = {
    secure: protocol === 'wss:',
    host: hostname.startsWith('[') ? withoutBrackets(hostname) : hostname,
    port: port === '' ? defaultPort(protocol) : Number(port),
  };
  if (username === '' && password === '') return { url: parsed, ...place };
  const userinfo = { username: percentDecoded(username), password: percentDecoded(password) };
  return { url: withoutUser(parsed), ...place, userinfo };
}

function withoutBrackets(hostname: string): string {
  const bare = hostname.slice(1, -1);
  return isIP(bare) === 0 ? hostname : bare;
}

function withoutUser(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

/** `http:` and `https:` as what they mean here; the parser of URLs would not change one scheme to the other. */
export function webSocketUrl(url: string): string {
  return /^ws/i.test(url) ? url : url.replace(/^http(s?):/i, (_, secure: string) => (secure === '' ? 'ws:' : 'wss:'));
}

function defaultPort(scheme: string): number {
  return defaultPorts[scheme] ?? (scheme.startsWith('socks') ? 1080 : 80);
}

/** `host:port` as CONNECT and a Host header have it. */
export function authorityOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
