/** A header field to send: name in the letter case to be sent, and value. */
export type HeaderPair = readonly [name: string, value: string];

/**
 * Everything that one connection is asked to be. Only `url` has to be there; what an absent option means stands in
 * `optionSpec.ts`, with the words that a user reads about it. Times are milliseconds, sizes bytes.
 */
export interface ConnectionOptions {
  /** `ws:`, `wss:`, `http:` and `https:` (the same), or `ws+unix:/path/of/socket:/request/path`; absolute. */
  readonly url: string;
  /** Sent in this order and letter case, repeated names allowed. */
  readonly headers?: readonly HeaderPair[];
  /** Sent as one Cookie header (RFC 6265 §4.2.1), in this order. */
  readonly cookies?: readonly HeaderPair[];
  readonly auth?: AuthOptions;
  /** Offered in this order (RFC 6455 §4.1 item 10). */
  readonly subprotocols?: readonly string[];
  /** End the connection when the server selects none of the offered subprotocols, as browsers do. */
  readonly requireSubprotocol?: boolean;
  readonly origin?: string;
  /** Offer permessage-deflate (RFC 7692). */
  readonly deflate?: boolean;
  readonly compression?: CompressionOptions;
  /** Largest message taken, after inflation. */
  readonly maxMessageSize?: number;
  /** End the connection when a text message is not UTF-8 (RFC 6455 §8.1). */
  readonly checkUtf8?: boolean;
  readonly dnsTimeout?: number;
  /** For TCP to one of the addresses. */
  readonly connectTimeout?: number;
  readonly tlsTimeout?: number;
  /** For DNS, TCP, proxy, TLS and the opening handshake together. */
  readonly handshakeTimeout?: number;
  /** Closes an open connection on which the server was silent for so long. */
  readonly idleTimeout?: number;
  readonly followRedirects?: boolean;
  readonly maxRedirects?: number;
  /** `none`, `editor`, `environment`, or the URL of an HTTP, HTTPS or SOCKS proxy. */
  readonly proxy?: string;
  readonly tls?: TlsOptions;
  /** `host`, `host:port` or `:port` to dial instead of the URL's; Host, SNI and the certificate's name stay the URL's. */
  readonly connectTo?: string;
  readonly addressFamily?: AddressFamily;
  /** Name servers (`address` or `address:port`) to ask instead of the system's resolver. */
  readonly dnsServers?: readonly string[];
  readonly localAddress?: string;
  readonly localPort?: number;
  /** Send small segments at once (TCP_NODELAY). */
  readonly noDelay?: boolean;
  /** Idle time before TCP's own keep-alive probes; 0 for none. */
  readonly tcpKeepAlive?: number;
  /** Pings of ours (RFC 6455 §5.5.2). */
  readonly keepAlive?: KeepAliveOptions;
  /** Answer the server's Pings (RFC 6455 §5.5.3). */
  readonly autoPong?: boolean;
  /** How long to wait before answering. */
  readonly pongDelay?: number;
  readonly reconnect?: ReconnectOptions;
}

export type AddressFamily = 'any' | 'ipv4' | 'ipv6';

/** Credentials for the server. Which of the others count depends on `type`. */
export interface AuthOptions {
  readonly type?: 'basic' | 'bearer' | 'apiKey';
  /** For `basic` (RFC 7617). */
  readonly username?: string;
  readonly password?: string;
  /** For `bearer` (RFC 6750). */
  readonly token?: string;
  /** For `apiKey`: the name and value of a header or of a query parameter. */
  readonly name?: string;
  readonly value?: string;
  readonly in?: 'header' | 'query';
}

/** The offer of permessage-deflate (RFC 7692 §7.1) and how we compress ourselves. */
export interface CompressionOptions {
  readonly serverNoContextTakeover?: boolean;
  readonly clientNoContextTakeover?: boolean;
  /** 8 to 15 (RFC 7692 §7.1.2.1). */
  readonly serverMaxWindowBits?: number;
  /** 8 to 15; 0 leaves the parameter out of the offer. */
  readonly clientMaxWindowBits?: number;
  /** Shorter messages are sent uncompressed. */
  readonly threshold?: number;
  /** zlib's level, 0 to 9. */
  readonly level?: number;
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export interface TlsOptions {
  /** Refuse a certificate that does not verify. */
  readonly verify?: boolean;
  /** PEM files, or PEM texts, of certificates to trust besides the default ones and the system's. */
  readonly ca?: readonly string[];
  /** Client certificate and key: PEM files or PEM texts. */
  readonly cert?: string;
  readonly key?: string;
  /** Client certificate and key in one PKCS#12 file. */
  readonly pfx?: string;
  /** Of `key` or `pfx`. */
  readonly passphrase?: string;
  /** The name sent by SNI (RFC 6066 §3) instead of the URL's host. */
  readonly servername?: string;
  /** The name that the certificate must be for, instead of `servername`. */
  readonly verifyHost?: string;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
  /** OpenSSL's cipher list and TLS 1.3 suites, separated by colons. */
  readonly ciphers?: string;
  /** File that the session's keys are appended to, in the form of SSLKEYLOGFILE. */
  readonly keyLogFile?: string;
}

interface KeepAliveOptions {
  /** One Ping each so many milliseconds; 0 for none. */
  readonly interval?: number;
  /** Text of the Ping's payload, 125 bytes at most. */
  readonly payload?: string;
  /** Ends the connection when no Pong came for so long. */
  readonly timeout?: number;
}

export interface ReconnectOptions {
  /** Further attempts after a connection failed or broke; 0 for none. */
  readonly tries?: number;
  /** Wait before the first of them; each later one waits twice as long. */
  readonly delay?: number;
  readonly maxDelay?: number;
  /** Part of each wait, 0 to 1, that is drawn by chance, so that many clients do not come back at once. */
  readonly jitter?: number;
}

/** One thing wrong with the options, found before dialling. */
export interface OptionProblem {
  readonly field: keyof ConnectionOptions;
  /** Which of several (0-based), for headers, cookies, subprotocols and the like. */
  readonly index?: number;
  /** Which half of a header or cookie (`name`, `value`), or which option of a group such as `tls`. */
  readonly part?: string;
  /** 0-based character in the field's text where it goes wrong; for a header, in the text of its `part`. */
  readonly offset?: number;
  /** One or two plain sentences: what is wrong, where, and how to mend it. */
  readonly message: string;
}
