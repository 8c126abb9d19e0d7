// Every option of a connection, once: its kind, its words, its limits and its default. The profile file's reader, its JSON
// schema, the panel's form and the command line's flags are all made of this table, so that a name means the same everywhere.
import type { ConnectionOptions } from './connectionOptions.ts';

/** Where an option stands in the form, in this order. */
export const optionSections = [
  { name: 'request', title: 'Request' },
  { name: 'authentication', title: 'Authentication' },
  { name: 'tls', title: 'TLS' },
  { name: 'network', title: 'Network and proxy' },
  { name: 'time', title: 'Time-outs' },
  { name: 'messages', title: 'Messages and compression' },
  { name: 'life', title: 'Keep-alive and reconnect' },
] as const;

export type OptionSection = (typeof optionSections)[number]['name'];

interface Words {
  /** The label of a field. */
  readonly title: string;
  /** One or two sentences for whoever wonders. */
  readonly about: string;
  /** The command line's flag without its dashes; made of the path when absent (`tls.minVersion` is `tls-min-version`). */
  readonly flag?: string;
  /** For options at the top; those inside a group stand where the group stands. */
  readonly section?: OptionSection;
}

interface FlagSpec extends Words {
  readonly kind: 'flag';
  readonly default: boolean;
}

export interface NumberSpec extends Words {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  /** Fractions make sense; otherwise only whole numbers do. */
  readonly fraction?: true;
  readonly unit: 'ms' | 'bytes' | '';
  readonly default?: number;
  /** What is meant when it is absent and has no default, for an empty field. */
  readonly absent?: string;
}

export interface TextSpec extends Words {
  readonly kind: 'text';
  /** Never shown, logged or saved as it is. */
  readonly secret?: true;
  /** Names a file, so it must be read where the connection is made. */
  readonly file?: true;
  /** For an empty field. */
  readonly placeholder: string;
}

export interface ChoiceSpec extends Words {
  readonly kind: 'choice';
  readonly choices: readonly { readonly value: string; readonly title: string }[];
  /** The value that is meant when it is absent; without one, nothing is chosen. */
  readonly default?: string;
}

interface ListSpec extends Words {
  readonly kind: 'list';
  readonly placeholder: string;
  /** Entries are lines of the form, because they may hold commas. */
  readonly lines?: true;
}

interface PairsSpec extends Words {
  readonly kind: 'pairs';
  /** Between name and value, as it is written by hand. */
  readonly separator: ':' | '=';
  readonly placeholder: string;
}

interface GroupSpec<T = unknown> extends Words {
  readonly kind: 'group';
  readonly fields: SpecOf<T>;
}

/** An option that is no group of others. */
export type LeafSpec = FlagSpec | NumberSpec | TextSpec | ChoiceSpec | ListSpec | PairsSpec;
export type OptionSpec = LeafSpec | GroupSpec;

type SpecFor<T> = [T] extends [boolean]
  ? FlagSpec
  : [T] extends [number]
    ? NumberSpec
    : [T] extends [string]
      ? string extends T
        ? TextSpec
        : ChoiceSpec
      : [T] extends [readonly string[]]
        ? ListSpec
        : [T] extends [readonly (readonly [string, string])[]]
          ? PairsSpec
          : GroupSpec<T>;

/** A spec for every key: a new option without words and limits does not compile. */
export type SpecOf<T> = { readonly [K in keyof Required<T>]: SpecFor<Required<T>[K]> };

/** The longest that a timer can wait: 24.8 days. */
const LONGEST_TIMER_MS = 2_147_483_647;
const GIB = 1024 ** 3;

const waitMs = { kind: 'number', min: 1, max: LONGEST_TIMER_MS, unit: 'ms' } as const;

export const optionSpec: SpecOf<ConnectionOptions> = {
  url: {
    kind: 'text',
    title: 'URL',
    about:
      'Where to connect: ws:// or, with TLS, wss://; http:// and https:// mean the same. ws+unix:/socket/file:/path goes to a Unix socket. No fragment (RFC 6455 §3). User name and password in it are sent as Basic credentials.',
    placeholder: 'wss://example.com/socket',
  },
  headers: {
    kind: 'pairs',
    section: 'request',
    title: 'Headers',
    about:
      'Header fields sent with the opening handshake besides those that it sends itself, in this order and letter case. A name may be repeated.',
    flag: 'header',
    separator: ':',
    placeholder: 'Name: value, one a line',
  },
  cookies: {
    kind: 'pairs',
    section: 'request',
    title: 'Cookies',
    about: 'Sent together as one Cookie header.',
    flag: 'cookie',
    separator: '=',
    placeholder: 'name=value, one a line',
  },
  auth: {
    kind: 'group',
    section: 'authentication',
    title: 'Authentication',
    about: 'Credentials for the server, sent with the opening handshake.',
    fields: {
      type: {
        kind: 'choice',
        title: 'Authentication',
        about: 'How we say who we are.',
        choices: [
          { value: 'basic', title: 'Basic: user name and password' },
          { value: 'bearer', title: 'Bearer: a token' },
          { value: 'apiKey', title: 'API key: a header or a query parameter' },
        ],
      },
      username: {
        kind: 'text',
        title: 'User name',
        about: 'For Basic (RFC 7617); it must not hold a colon.',
        placeholder: 'for Basic',
      },
      password: {
        kind: 'text',
        title: 'Password',
        about: 'For Basic (RFC 7617).',
        secret: true,
        placeholder: 'for Basic',
      },
      token: {
        kind: 'text',
        title: 'Token',
        about: 'For Bearer (RFC 6750): sent as "Authorization: Bearer …".',
        secret: true,
        placeholder: 'for Bearer',
      },
      name: {
        kind: 'text',
        title: 'Key name',
        about: 'For an API key: the name of its header or query parameter.',
        placeholder: 'for an API key, such as X-Api-Key',
      },
      value: {
        kind: 'text',
        title: 'Key value',
        about: 'For an API key: its value.',
        secret: true,
        placeholder: 'for an API key',
      },
      in: {
        kind: 'choice',
        title: 'Key is sent in',
        about: 'For an API key: whether it travels as a header or in the query.',
        choices: [
          { value: 'header', title: 'a header' },
          { value: 'query', title: 'the query' },
        ],
        default: 'header',
      },
    },
  },
  subprotocols: {
    kind: 'list',
    section: 'request',
    title: 'Subprotocols',
    about: 'Offered to the server, the preferred one first (Sec-WebSocket-Protocol).',
    flag: 'subprotocol',
    placeholder: 'comma separated, in order of preference',
  },
  requireSubprotocol: {
    kind: 'flag',
    section: 'request',
    title: 'End the connection when the server selects no subprotocol',
    about:
      'RFC 6455 lets a server select none of the offered ones; browsers end the connection then. Set to false to go on.',
    default: true,
  },
  origin: {
    kind: 'text',
    section: 'request',
    title: 'Origin',
    about: 'The Origin header, such as https://example.com, as a browser would send it.',
    placeholder: 'not sent',
  },
  deflate: {
    kind: 'flag',
    section: 'messages',
    title: 'Offer permessage-deflate',
    about: 'Offer the server to compress messages (permessage-deflate, RFC 7692).',
    default: true,
  },
  compression: {
    kind: 'group',
    section: 'messages',
    title: 'Compression',
    about: 'The parameters of the permessage-deflate offer, and how we compress ourselves.',
    fields: {
      serverNoContextTakeover: {
        kind: 'flag',
        title: 'Ask for server_no_context_takeover',
        about: 'Ask the server to compress each message by itself (RFC 7692 §7.1.1.1).',
        default: false,
      },
      clientNoContextTakeover: {
        kind: 'flag',
        title: 'Offer client_no_context_takeover',
        about: 'Compress each of our messages by itself (RFC 7692 §7.1.1.2).',
        default: false,
      },
      serverMaxWindowBits: {
        kind: 'number',
        title: 'server_max_window_bits',
        about: 'Ask the server to compress with a window of at most 2 to this power bytes (RFC 7692 §7.1.2.1).',
        min: 8,
        max: 15,
        unit: '',
        absent: 'not asked for',
      },
      clientMaxWindowBits: {
        kind: 'number',
        title: 'client_max_window_bits',
        about:
          'The largest window of ours (RFC 7692 §7.1.2.2). Left out, the server may choose one; 0 keeps the parameter out of the offer.',
        min: 0,
        max: 15,
        unit: '',
        absent: 'offered without a value',
      },
      threshold: {
        kind: 'number',
        title: 'Compress messages from',
        about: 'Shorter messages of ours are sent uncompressed.',
        min: 0,
        max: GIB,
        unit: 'bytes',
        default: 0,
      },
      level: {
        kind: 'number',
        title: 'Compression level',
        about: 'zlib’s level for our messages: 0 for none, 1 for the fastest, 9 for the smallest.',
        min: 0,
        max: 9,
        unit: '',
        absent: 'zlib’s own',
      },
    },
  },
  maxMessageSize: {
    kind: 'number',
    section: 'messages',
    title: 'Largest message',
    about:
      'A longer message, after inflation, ends the connection with 1009. The capture holds its frames all the same.',
    min: 1,
    max: 2 * GIB,
    unit: 'bytes',
    default: 104_857_600,
  },
  checkUtf8: {
    kind: 'flag',
    section: 'messages',
    title: 'End the connection on invalid UTF-8',
    about: 'RFC 6455 §8.1 wants it. Set to false to go on; a broken text is shown as such either way.',
    default: true,
  },
  dnsTimeout: {
    ...waitMs,
    section: 'time',
    title: 'Name lookup',
    about: 'How long the name lookup may take.',
    absent: 'no limit of its own',
  },
  connectTimeout: {
    ...waitMs,
    section: 'time',
    title: 'TCP connection',
    about: 'How long the TCP connection may take, all addresses together.',
    absent: 'no limit of its own',
  },
  tlsTimeout: {
    ...waitMs,
    section: 'time',
    title: 'TLS handshake',
    about: 'How long the TLS handshake may take.',
    absent: 'no limit of its own',
  },
  handshakeTimeout: {
    ...waitMs,
    section: 'time',
    title: 'All until the connection is open',
    about: 'How long name lookup, TCP, proxy, TLS and the opening handshake may take together.',
    flag: 'timeout',
    default: 10_000,
  },
  idleTimeout: {
    ...waitMs,
    section: 'time',
    title: 'Silence of an open connection',
    about: 'An open connection is closed when the server sent nothing for so long.',
    absent: 'never closed',
  },
  followRedirects: {
    kind: 'flag',
    section: 'request',
    title: 'Follow redirects',
    about:
      'Go where a 3xx answer points to. Credentials are dropped when scheme, host or port change; from TLS to none is never followed.',
    default: false,
  },
  maxRedirects: {
    kind: 'number',
    section: 'request',
    title: 'Redirects at most',
    about: 'How many redirects are followed one after the other.',
    min: 1,
    max: 50,
    unit: '',
    default: 10,
  },
  proxy: {
    kind: 'text',
    section: 'network',
    title: 'Proxy',
    about:
      'The URL of an http, https, socks4, socks4a, socks5 or socks5h proxy, with user name and password if it wants them; none; editor for the settings http.proxy, http.noProxy and http.proxyAuthorization of VS Code; or environment for HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY. Left out, it is editor in VS Code and environment on the command line, which both leave loopback addresses alone.',
    placeholder: 'as VS Code is set; none, or http://host:port',
  },
  tls: {
    kind: 'group',
    section: 'tls',
    title: 'TLS',
    about: 'How the server of a wss:// connection is verified, and how we present ourselves to it.',
    fields: {
      verify: {
        kind: 'flag',
        title: 'Verify TLS certificate',
        about: 'Refuse a certificate that cannot be verified. Set to false only for a server that you trust anyway.',
        default: true,
        flag: 'insecure',
      },
      ca: {
        kind: 'list',
        title: 'Trusted CA certificates (PEM)',
        about:
          'PEM files, or PEM texts, of certificates to trust besides the default ones and those of the system’s store.',
        flag: 'ca',
        placeholder: 'path of a file, one a line',
        lines: true,
      },
      cert: {
        kind: 'text',
        title: 'Client certificate (PEM)',
        about: 'PEM file, or PEM text, of the client certificate with its chain; needs "key" too.',
        flag: 'cert',
        file: true,
        placeholder: 'path of a file',
      },
      key: {
        kind: 'text',
        title: 'Client key (PEM)',
        about: 'PEM file, or PEM text, of the client certificate’s private key.',
        flag: 'key',
        file: true,
        placeholder: 'path of a file',
      },
      pfx: {
        kind: 'text',
        title: 'Client certificate and key (PKCS#12)',
        about: 'PKCS#12 file (.p12, .pfx) with client certificate and key in one, in place of "cert" and "key".',
        flag: 'pfx',
        file: true,
        placeholder: 'path of a file',
      },
      passphrase: {
        kind: 'text',
        title: 'Passphrase',
        about: 'Opens the private key or the PKCS#12 file.',
        flag: 'passphrase',
        secret: true,
        placeholder: 'none',
      },
      servername: {
        kind: 'text',
        title: 'Server name (SNI)',
        about: 'The host name told to the server in the TLS handshake (RFC 6066 §3) instead of the URL’s.',
        flag: 'servername',
        placeholder: 'the URL’s host',
      },
      verifyHost: {
        kind: 'text',
        title: 'Name in the certificate',
        about: 'The host name that the certificate must be for, instead of the server name.',
        flag: 'verify-host',
        placeholder: 'the server name',
      },
      minVersion: {
        kind: 'choice',
        title: 'Oldest TLS version',
        about: 'The oldest version of TLS that is offered. TLS 1.0 and 1.1 are deprecated (RFC 8996).',
        choices: [
          { value: 'TLSv1', title: 'TLS 1.0' },
          { value: 'TLSv1.1', title: 'TLS 1.1' },
          { value: 'TLSv1.2', title: 'TLS 1.2' },
          { value: 'TLSv1.3', title: 'TLS 1.3' },
        ],
        default: 'TLSv1.2',
      },
      maxVersion: {
        kind: 'choice',
        title: 'Newest TLS version',
        about: 'The newest version of TLS that is offered.',
        choices: [
          { value: 'TLSv1', title: 'TLS 1.0' },
          { value: 'TLSv1.1', title: 'TLS 1.1' },
          { value: 'TLSv1.2', title: 'TLS 1.2' },
          { value: 'TLSv1.3', title: 'TLS 1.3' },
        ],
        default: 'TLSv1.3',
      },
      ciphers: {
        kind: 'text',
        title: 'Ciphers',
        about: 'OpenSSL’s list of ciphers, separated by colons; TLS 1.3 suites by their full names.',
        placeholder: 'Node’s own choice',
      },
      keyLogFile: {
        kind: 'text',
        title: 'Session keys file',
        about:
          'The keys of the TLS session are appended to this file as SSLKEYLOGFILE has it, for Wireshark. Whoever reads it can read the traffic.',
        file: true,
        placeholder: 'not written',
      },
    },
  },
  connectTo: {
    kind: 'text',
    section: 'network',
    title: 'Dial this instead',
    about:
      'host, host:port or :port to dial in place of the URL’s. Host header, SNI and the name in the certificate stay the URL’s.',
    placeholder: 'the URL’s host and port',
  },
  addressFamily: {
    kind: 'choice',
    section: 'network',
    title: 'Addresses',
    about: 'Which of a host’s addresses are tried.',
    choices: [
      { value: 'any', title: 'IPv6 and IPv4' },
      { value: 'ipv4', title: 'IPv4 only' },
      { value: 'ipv6', title: 'IPv6 only' },
    ],
    default: 'any',
  },
  dnsServers: {
    kind: 'list',
    section: 'network',
    title: 'Name servers',
    about: 'Asked instead of the system’s resolver: addresses, with a port if it is not 53.',
    flag: 'dns-server',
    placeholder: 'the system’s; or 192.0.2.1, 192.0.2.2:5353',
  },
  localAddress: {
    kind: 'text',
    section: 'network',
    title: 'Local address',
    about: 'The address of this machine to connect from.',
    placeholder: 'the system’s choice',
  },
  localPort: {
    kind: 'number',
    section: 'network',
    title: 'Local port',
    about: 'The port of this machine to connect from.',
    min: 1,
    max: 65_535,
    unit: '',
    absent: 'the system’s choice',
  },
  noDelay: {
    kind: 'flag',
    section: 'network',
    title: 'Send small segments at once',
    about:
      'TCP_NODELAY: a short message does not wait for the answer to the one before. Set to false for Nagle’s algorithm.',
    flag: 'nagle',
    default: true,
  },
  tcpKeepAlive: {
    kind: 'number',
    section: 'network',
    title: 'TCP keep-alive after',
    about: 'Idle time before TCP’s own keep-alive probes. They cross no proxy; Pings do.',
    min: 0,
    max: LONGEST_TIMER_MS,
    unit: 'ms',
    default: 0,
  },
  keepAlive: {
    kind: 'group',
    section: 'life',
    title: 'Keep-alive',
    about: 'Pings of ours while the connection is open (RFC 6455 §5.5.2).',
    fields: {
      interval: {
        kind: 'number',
        title: 'Ping every',
        about: 'A Ping is sent each so many milliseconds; 0 sends none.',
        flag: 'ping-every',
        min: 0,
        max: LONGEST_TIMER_MS,
        unit: 'ms',
        default: 0,
      },
      payload: {
        kind: 'text',
        title: 'Ping payload',
        about: 'The text of each Ping’s payload, 125 bytes of UTF-8 at most (RFC 6455 §5.5).',
        flag: 'ping-payload',
        placeholder: 'empty',
      },
      timeout: {
        ...waitMs,
        title: 'End without a Pong after',
        about: 'The connection is ended when no Pong came for so long after a Ping.',
        flag: 'pong-timeout',
        absent: 'never ended',
      },
    },
  },
  autoPong: {
    kind: 'flag',
    section: 'life',
    title: 'Answer Pings',
    about:
      'Answer each Ping of the server with a Pong (RFC 6455 §5.5.3). Set to false to see what the server does then.',
    default: true,
  },
  pongDelay: {
    kind: 'number',
    section: 'life',
    title: 'Answer Pings after',
    about: 'How long the answer to a Ping waits.',
    min: 0,
    max: LONGEST_TIMER_MS,
    unit: 'ms',
    default: 0,
  },
  reconnect: {
    kind: 'group',
    section: 'life',
    title: 'Reconnect',
    about:
      'New attempts of the same session after a connection failed or broke; never after a clean close, and never after a 4xx answer.',
    fields: {
      tries: {
        kind: 'number',
        title: 'Reconnect at most, times',
        about:
          'How many further attempts are made; 0 for none. Counted anew after a connection that stood for longer than the longest wait.',
        flag: 'reconnect',
        min: 0,
        max: 1000,
        unit: '',
        default: 0,
      },
      delay: {
        ...waitMs,
        title: 'First wait',
        about: 'The wait before the first of them; each later one is twice as long.',
        default: 1000,
      },
      maxDelay: {
        ...waitMs,
        title: 'Longest wait',
        about: 'No wait is longer.',
        default: 30_000,
      },
      jitter: {
        kind: 'number',
        title: 'Jitter',
        about:
          'The part of each wait, from 0 to 1, that is drawn by chance, so that many clients do not come back at once.',
        min: 0,
        max: 1,
        fraction: true,
        unit: '',
        default: 0.5,
      },
    },
  },
};

/** One option with its place: `path` is its keys joined by dots. */
export interface Option {
  readonly path: string;
  /** Its keys from the top: one, or two inside a group. */
  readonly keys: readonly [keyof ConnectionOptions, ...string[]];
  readonly spec: LeafSpec;
  readonly section: OptionSection | undefined;
}

/** Every option but the groups themselves, in the table's order. */
export const options: readonly Option[] = Object.entries(optionSpec as Readonly<Record<string, OptionSpec>>).flatMap(
  ([key, spec]): Option[] => {
    const top = key as keyof ConnectionOptions;
    if (spec.kind !== 'group') return [{ path: key, keys: [top], spec, section: spec.section }];
    return Object.entries(spec.fields as Readonly<Record<string, LeafSpec>>).map(([name, field]) => ({
      path: `${key}.${name}`,
      keys: [top, name],
      spec: field,
      section: spec.section,
    }));
  },
);
