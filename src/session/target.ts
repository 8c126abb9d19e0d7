import { isIP } from 'node:net';

/** Where a `ws:`, `wss:` or `http:` URL leads. */
export interface Target {
  readonly url: URL;
  readonly secure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

/** `url` has been checked already; a URL that is none throws. */
export function targetOf(url: string | URL): Target {
  const parsed = new URL(url);
  const secure = parsed.protocol === 'wss:';
  const bare = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    url: parsed,
    secure,
    host: isIP(bare) === 0 ? parsed.hostname : bare,
    port: parsed.port === '' ? (secure ? 443 : 80) : Number(parsed.port),
  };
}
