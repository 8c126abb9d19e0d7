import type { Phase } from '../phase.ts';
import { maskHeaderValue } from '../redact.ts';
import { type CurlOption, tlsOptions, wayOptions } from './curlOptions.ts';
import type { AskedWay, ReportedHandshake } from './reportedHandshake.ts';
import { shellQuote } from './shellQuote.ts';

type PhaseOf<Name extends Phase['name']> = Extract<Phase, { readonly name: Name }>;

/** Where a request went: the beginning of its URL in curl's words, and the options that lead curl the same way. */
export interface CurlRoute {
  /** `https://host:port`, without a path. */
  readonly origin: string;
  /** Each an option with its values, not quoted. */
  readonly options: readonly CurlOption[];
}

/** The way of this attempt; undefined when its URL tells none. */
export function curlRoute(view: ReportedHandshake): CurlRoute | undefined {
  const tls = lastOf(view.phases, 'tls', (phase) => phase.peer === 'server');
  const tcp = lastOf(view.phases, 'tcp', (phase) => phase.ok) ?? lastOf(view.phases, 'tcp');
  const proxy = lastOf(view.phases, 'proxy');
  const authority = authorityOf(view);
  if (authority === undefined) return undefined;
  const secure = tls !== undefined || /^(wss|https)\b/i.test(view.url);
  const { host, port } = splitAuthority(authority, secure ? 443 : 80);

  // curl sends the name of the URL by SNI and checks the certificate against it: so the URL names it, and the rest is a detour.
  const sni = tls === undefined || tls.servername === '' ? host : tls.servername;
  const detour = sni.toLowerCase() === host.toLowerCase() ? undefined : `${host}:${port}`;
  const origin = `${secure ? 'https' : 'http'}://${detour === undefined ? authority : `${sni}:${port}`}`;
  const way = withoutVerifying(view.way ?? {}, tls !== undefined && tls.ok && !tls.verified);
  return {
    origin,
    options: [
      ...(secure ? tlsOptions(way, shellQuote) : []),
      ...wayOptions(way),
      ...(proxy === undefined
        ? directly(view.phases, tcp, detour ?? `${host}:${port}`, `${sni}:${port}`)
        : [...byProxy(proxy, view.phases, host), ...(detour === undefined ? [] : [['--connect-to', `::${detour}`]])]),
    ],
  };
}

/** A certificate that was accepted though it does not verify is accepted by curl in the same way. */
function withoutVerifying(way: AskedWay, unverified: boolean): AskedWay {
  return unverified ? { ...way, tls: { ...way.tls, verify: false } } : way;
}

/** Without a proxy, also where the environment names one; and to the address that was dialled if it was not the URL's. */
function directly(
  phases: readonly Phase[],
  tcp: PhaseOf<'tcp'> | undefined,
  target: string,
  named: string,
): string[][] {
  if (tcp?.family === 'unix') return [['--unix-socket', tcp.address]];
  const dns = lastOf(phases, 'dns');
  const dialled = tcp === undefined ? target : `${dns?.host ?? bracketed(tcp.address)}:${tcp.port}`;
  const detour = dialled.toLowerCase() === named.toLowerCase() ? [] : [['--connect-to', `::${dialled}`]];
  return [['--noproxy', '*'], ...detour];
}

/** Always by a tunnel, as a WebSocket is led through an HTTP proxy (RFC 6455 §4.1). */
function byProxy(phase: PhaseOf<'proxy'>, phases: readonly Phase[], host: string): string[][] {
  const place = phase.proxy.replace(/^[a-z\d+.-]+:\/\//i, '').replace(/\/$/, '');
  // Who looks the name up: we do when there is such a phase for it, else the proxy.
  const lookedUp = phases.some((one) => one.name === 'dns' && one.host === host);
  switch (phase.kind) {
    case 'http':
    case 'https': {
      const credentials = /^proxy-authorization:[ \t]*([^\r\n]*)/im.exec(phase.request ?? '')?.[1];
      const header = `Proxy-Authorization: ${maskHeaderValue('Proxy-Authorization', credentials ?? '')}`;
      return [
        ['--proxy', `${phase.kind}://${place}`],
        ['--proxytunnel'],
        ...(credentials === undefined ? [] : [['--proxy-header', header]]),
      ];
    }
    case 'socks4':
      return [['--proxy', `${lookedUp ? 'socks4' : 'socks4a'}://${place}`]];
    case 'socks5':
      return [['--proxy', `${lookedUp ? 'socks5' : 'socks5h'}://${place}`]];
  }
}

/** The URL's authority without user name and password; of a URL that names a socket's path, what the Host header says. */
function authorityOf({ url, request }: ReportedHandshake): string | undefined {
  const [, authority] = /^(?:ws|http)s?:\/\/(?:[^/?#]*@)?([^/?#]+)/i.exec(url) ?? [];
  return authority ?? request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
}

function splitAuthority(authority: string, usual: number): { host: string; port: number } {
  const [, host = authority, port] = /^(.*?)(?::(\d+))?$/.exec(authority) ?? [];
  return { host, port: port === undefined ? usual : Number(port) };
}

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

function lastOf<Name extends Phase['name']>(
  phases: readonly Phase[],
  name: Name,
  wanted: (phase: PhaseOf<Name>) => boolean = () => true,
): PhaseOf<Name> | undefined {
  return phases.findLast((phase): phase is PhaseOf<Name> => phase.name === name && wanted(phase as PhaseOf<Name>));
}
