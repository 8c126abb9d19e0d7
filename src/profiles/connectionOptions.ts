/** A header field to send: name in the letter case to be sent, and value. */
export type HeaderPair = readonly [name: string, value: string];

/** Everything that one connection is asked to be. Only `url` has to be there; an absent option has the default that its comment names. */
export interface ConnectionOptions {
  /** `ws:` or `wss:`; absolute. */
  readonly url: string;
  /** Sent in this order and letter case, repeated names allowed; none. */
  readonly headers?: readonly HeaderPair[];
  /** Offered in this order (RFC 6455 §4.1 item 10); none. */
  readonly subprotocols?: readonly string[];
  /** The Origin header; not sent. */
  readonly origin?: string;
  /** Offer permessage-deflate; true. */
  readonly deflate?: boolean;
  /** Milliseconds for DNS, TCP, TLS and the opening handshake together; 10,000. */
  readonly handshakeTimeout?: number;
  /** Follow 3xx answers, at most 10; false. */
  readonly followRedirects?: boolean;
  /** `http://` URL of a proxy that is asked for a tunnel (CONNECT); dialled directly. */
  readonly proxy?: string;
  readonly tls?: TlsOptions;
}

export interface TlsOptions {
  /** Refuse a certificate that does not verify; true. */
  readonly verify?: boolean;
  /** File of PEM certificates to trust besides the default ones. */
  readonly ca?: string;
  /** Client certificate and key, PEM files. */
  readonly cert?: string;
  readonly key?: string;
}

/** One thing wrong with the options, found before dialling. */
export interface OptionProblem {
  readonly field:
    | 'url'
    | 'headers'
    | 'subprotocols'
    | 'origin'
    | 'handshakeTimeout'
    | 'tls'
    | 'deflate'
    | 'followRedirects'
    | 'proxy';
  /** Which of several (0-based), for headers and subprotocols. */
  readonly index?: number;
  /** Which half of a header, or which of the TLS options. */
  readonly part?: 'name' | 'value' | keyof TlsOptions;
  /** 0-based character in the field's text where it goes wrong; for a header, in the text of its `part`. */
  readonly offset?: number;
  /** One or two plain sentences: what is wrong, where, and how to mend it. */
  readonly message: string;
}
