import type { Change } from '../../diagnosis/diagnosis.ts';
import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { withOption } from '../../profiles/mapTexts.ts';
import { withoutCredentials } from '../credentials.ts';
import { webSocketUrl } from '../dial/target.ts';

/** One thing that may make the difference. */
export interface Variant {
  /** Kebab-case and stable. */
  readonly id: string;
  /** What is different, as the end of "The connection is accepted …". */
  readonly title: string;
  readonly options: ConnectionOptions;
  /** The same as a change that the user can apply; undefined when it is no lasting wish. */
  readonly change: Change | undefined;
}

/** What is known beside the options. */
export interface Known {
  /** Subprotocols that the server named, in an answer or a refusal. */
  readonly subprotocols: readonly string[];
  /** Whether the host has addresses of both families. */
  readonly bothFamilies: boolean;
  readonly viaProxy: boolean;
}

/** Enough for servers that sort their callers by it. */
const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

const SUBPROTOCOLS_TRIED = 4;

/** Every variant that differs from what was asked for in one thing, the likeliest first. All lead to the same host. */
export function variantsOf(options: ConnectionOptions, known: Known): readonly Variant[] {
  return [
    ...originVariants(options),
    ...subprotocolVariants(options, known),
    ...schemeVariants(options),
    ...slashVariants(options),
    ...(options.deflate === false ? [] : [changed(options, 'no-extensions', 'without extensions', 'deflate', false)]),
    ...(hasHeader(options, 'user-agent')
      ? []
      : [withHeader(options, 'browser-user-agent', 'with the User-Agent of a browser', 'User-Agent', BROWSER)]),
    ...(known.viaProxy ? [changed(options, 'no-proxy', 'without the proxy', 'proxy', 'none')] : []),
    ...(known.bothFamilies && (options.addressFamily ?? 'any') === 'any'
      ? [
          changed(options, 'ipv4', 'by IPv4 only', 'addressFamily', 'ipv4'),
          changed(options, 'ipv6', 'by IPv6 only', 'addressFamily', 'ipv6'),
        ]
      : []),
  ];
}

function changed(
  options: ConnectionOptions,
  id: string,
  title: string,
  key: keyof ConnectionOptions,
  value: string | boolean,
): Variant {
  const change: Change =
    key === 'deflate' ? { kind: 'deflate', on: value === true } : { kind: 'option', path: key, value };
  return { id, title, options: withOption(options, [key], value), change };
}

function originVariants(options: ConnectionOptions): readonly Variant[] {
  const url = new URL(webSocketUrl(options.url));
  const own = `${url.protocol === 'wss:' ? 'https' : 'http'}://${url.host}`;
  const variant = (id: string, title: string, origin: string | undefined): Variant => ({
    id,
    title,
    options: withOption(options, ['origin'], origin),
    change: { kind: 'origin', origin },
  });
  if (hasHeader(options, 'origin')) return [];
  return [
    ...(options.origin === own ? [] : [variant('own-origin', `with the Origin ${own}`, own)]),
    ...(options.origin === undefined ? [] : [variant('no-origin', 'without an Origin', undefined)]),
  ];
}

function subprotocolVariants(options: ConnectionOptions, { subprotocols: named }: Known): readonly Variant[] {
  const offered = options.subprotocols ?? [];
  const variant = (id: string, title: string, subprotocols: readonly string[]): Variant => ({
    id,
    title,
    options: withOption(options, ['subprotocols'], subprotocols.length === 0 ? undefined : subprotocols),
    change: { kind: 'subprotocols', subprotocols },
  });
  const singles = [...new Set([...named, ...offered])].filter((name) => offered.length !== 1 || offered[0] !== name);
  return [
    ...singles
      .slice(0, SUBPROTOCOLS_TRIED)
      .map((name) => variant(`subprotocol-${name}`, `with the subprotocol "${name}" alone`, [name])),
    ...(offered.length === 0 ? [] : [variant('no-subprotocol', 'without a subprotocol', [])]),
    ...(offered.length === 0 || options.requireSubprotocol === false
      ? []
      : [
          changed(
            options,
            'subprotocol-not-required',
            'although the server selects no subprotocol',
            'requireSubprotocol',
            false,
          ),
        ]),
  ];
}

/** Another scheme is another origin: credentials do not go there. */
function schemeVariants(options: ConnectionOptions): readonly Variant[] {
  const url = new URL(webSocketUrl(options.url));
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return [];
  const [from, to] = url.protocol === 'wss:' ? (['wss', 'ws'] as const) : (['ws', 'wss'] as const);
  const port = url.port;
  const other = new URL(url.href.replace(new RegExp(`^${from}:`), `${to}:`));
  // A port that was written stays; the default one changes with the scheme.
  if (port !== '') other.port = port;
  other.username = '';
  other.password = '';
  const { options: safe } = withoutCredentials(options, url);
  const kept = withOption(safe, ['connectTo'], options.connectTo);
  return [
    {
      id: `scheme-${to}`,
      title: `over ${to}:// instead of ${from}://`,
      options: { ...kept, url: other.href },
      change: { kind: 'url', url: other.href },
    },
  ];
}

function slashVariants(options: ConnectionOptions): readonly Variant[] {
  const url = new URL(webSocketUrl(options.url));
  const { pathname } = url;
  if (pathname === '/' || pathname === '') return [];
  const ends = pathname.endsWith('/');
  url.pathname = ends ? pathname.slice(0, -1) : `${pathname}/`;
  return [
    {
      id: ends ? 'no-trailing-slash' : 'trailing-slash',
      title: ends ? 'without the slash at the end of the path' : 'with a slash at the end of the path',
      options: { ...options, url: url.href },
      change: { kind: 'url', url: url.href },
    },
  ];
}

const hasHeader = ({ headers = [] }: ConnectionOptions, name: string): boolean =>
  headers.some(([given]) => given.toLowerCase() === name);

function withHeader(options: ConnectionOptions, id: string, title: string, name: string, value: string): Variant {
  return {
    id,
    title,
    options: { ...options, headers: [...(options.headers ?? []), [name, value]] },
    change: { kind: 'header', name, value },
  };
}
