// Kept apart from the rest of the evidence: the panel's page shows phases, and must not need what the evidence is made of.
/** One certificate of the peer's chain, leaf first. Names are as OpenSSL prints them (`CN=…, O=…`). */
export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  /** DNS and IP names of subjectAltName, such as `DNS:localhost`. */
  readonly altNames: readonly string[];
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly fingerprint256: string;
}

interface PhaseTiming {
  /** Milliseconds since the attempt began, exact to the microsecond, as is the duration. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly ok: boolean;
  /** The system's or OpenSSL's code when not ok: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` … */
  readonly code?: string;
  /** What the system said, in its own words. */
  readonly message?: string;
}

/** What kind of proxy it was: told by the scheme of its URL. */
export type ProxyKind = 'http' | 'https' | 'socks4' | 'socks5';

/** Who named the proxy: the connection's own option, VS Code's settings, or the environment. */
export type ProxySource = 'options' | 'editor' | 'environment';

/** One timed step of an attempt. A step that was not needed (DNS of an address, TLS of `ws:`) is not there. */
export type Phase =
  | ({
      readonly name: 'url';
      /** As it is dialled: `http:` mapped to `ws:`; secrets masked. */
      readonly url: string;
    } & PhaseTiming)
  | ({
      readonly name: 'dns';
      readonly host: string;
      /** All that the resolver gave, in its order. */
      readonly addresses: readonly string[];
      /** The name servers that were asked; absent for the system's resolver. */
      readonly servers?: readonly string[];
    } & PhaseTiming)
  | ({
      readonly name: 'tcp';
      /** An IP address, or the path of a Unix socket, whose port is 0. */
      readonly address: string;
      readonly port: number;
      readonly family: 'ipv4' | 'ipv6' | 'unix';
      readonly localAddress?: string;
      readonly localPort?: number;
    } & PhaseTiming)
  | ({
      readonly name: 'proxy';
      /** Its URL without user name and password. */
      readonly proxy: string;
      readonly kind: ProxyKind;
      readonly from: ProxySource;
      /** The status of its answer to CONNECT. */
      readonly status?: number;
      /** The exact CONNECT request and what came back, as text with one character a byte; credentials masked. */
      readonly request?: string;
      readonly response?: string;
    } & PhaseTiming)
  | ({
      readonly name: 'tls';
      /** Whose certificate it is: a proxy that is spoken to by TLS has one of its own. */
      readonly peer: 'server' | 'proxy';
      readonly servername: string;
      /** The name that the certificate has to be for. */
      readonly verifiedName?: string;
      readonly version?: string;
      readonly cipher?: string;
      readonly alpn?: string;
      /** An earlier session was taken up again (RFC 8446 §2.2). */
      readonly resumed?: boolean;
      readonly chain: readonly CertificateSummary[];
      /** The stapled OCSP answer (RFC 6066 §8); absent when the server sent none. */
      readonly ocsp?: { readonly status: 'good' | 'revoked' | 'unknown' | 'unreadable'; readonly bytes: number };
      /** Verification's verdict, also when the profile goes on regardless. */
      readonly verified: boolean;
      readonly verifyCode?: string;
    } & PhaseTiming)
  | ({ readonly name: 'request'; readonly bytes: number } & PhaseTiming)
  | ({
      readonly name: 'response';
      readonly bytes: number;
      /** Since the attempt began, as `startMs`. */
      readonly firstByteMs?: number;
    } & PhaseTiming)
  | ({
      /** From the accepted handshake to the first frame of either side. */
      readonly name: 'frame';
      readonly from: 'client' | 'server';
    } & PhaseTiming);

export type PhaseName = Phase['name'];
