import type { Evidence } from './evidence.ts';

/** Where we were asked to connect, taken apart for sentences. */
export interface Target {
  readonly scheme: 'ws' | 'wss';
  /** Without the brackets of an IPv6 address; the path of a Unix socket. */
  readonly host: string;
  readonly port: number;
  /** False when the URL names no port, so that 80 or 443 was taken. */
  readonly portGiven: boolean;
  /** `host:port`, with brackets where they belong. */
  readonly authority: string;
  readonly path: string;
}

export function targetOf(evidence: Evidence): Target {
  const unix = /^ws\+unix:(?:\/\/)?(\/[^:?]+)(?::(\/[^?]*))?/i.exec(evidence.asked.url);
  if (unix !== null) {
    const [, socket = '', path = '/'] = unix;
    return { scheme: 'ws', host: socket, port: 0, portGiven: false, authority: socket, path };
  }
  const url = URL.canParse(evidence.asked.url) ? new URL(evidence.asked.url) : undefined;
  const scheme = url?.protocol === 'wss:' ? 'wss' : 'ws';
  const port = url === undefined || url.port === '' ? (scheme === 'wss' ? 443 : 80) : Number(url.port);
  const hostname = url?.hostname ?? '';
  return {
    scheme,
    host: hostname.replace(/^\[|\]$/g, ''),
    port,
    portGiven: url !== undefined && url.port !== '',
    authority: `${hostname}:${port}`,
    path: url === undefined ? '/' : url.pathname,
  };
}

/** The same URL with one part replaced; an unreadable URL comes back as it is. */
export function withUrl(evidence: Evidence, edit: (url: URL) => void): string {
  if (!URL.canParse(evidence.asked.url)) return evidence.asked.url;
  const url = new URL(evidence.asked.url);
  edit(url);
  return url.href;
}

/** Hosts that name this very machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\./.test(host);
}
