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
  /** Milliseconds since the attempt began. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly ok: boolean;
  /** The system's or OpenSSL's code when not ok: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` … */
  readonly code?: string;
  /** What the system said, in its own words. */
  readonly message?: string;
}

/** One timed step of an attempt. A step that was not needed (DNS of an address, TLS of `ws:`) is not there. */
export type Phase =
  | ({ readonly name: 'dns'; readonly host: string; readonly addresses: readonly string[] } & PhaseTiming)
  | ({
      readonly name: 'tcp';
      readonly address: string;
      readonly port: number;
      readonly localPort?: number;
    } & PhaseTiming)
  | ({ readonly name: 'proxy'; readonly proxy: string; readonly status?: number } & PhaseTiming)
  | ({
      readonly name: 'tls';
      readonly servername: string;
      readonly version?: string;
      readonly cipher?: string;
      readonly alpn?: string;
      readonly chain: readonly CertificateSummary[];
      /** Verification's verdict, also when the profile goes on regardless. */
      readonly verified: boolean;
      readonly verifyCode?: string;
    } & PhaseTiming)
  | ({ readonly name: 'request'; readonly bytes: number } & PhaseTiming)
  | ({ readonly name: 'response'; readonly bytes: number; readonly firstByteMs?: number } & PhaseTiming);

export type PhaseName = Phase['name'];
