import type { FrameId, Micros } from '../base/branded.ts';
import type { ClosingHandshake } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import type { FrameHeader } from '../protocol/frame.ts';
import type { RequestHead, ResponseHead } from '../protocol/httpHead.ts';
import type { HandshakeResult } from '../protocol/openingHandshake.ts';
import type { ResponseBody } from '../protocol/responseBody.ts';
import type { Violation } from '../protocol/violation.ts';
import type { Phase, PhaseName, ProxySource } from './phase.ts';

export type { CertificateSummary, Phase, PhaseName, ProxyKind, ProxySource } from './phase.ts';

/** The world failed, as opposed to a broken rule: what we tried, and what the system answered. */
export interface Failure {
  readonly stage:
    'url' | 'dns' | 'tcp' | 'proxy' | 'tls' | 'http' | 'upgrade' | 'timeout' | 'framing' | 'closing' | 'cancelled';
  /**
   * `ECONNREFUSED`, `ENOTFOUND`, `ETIMEDOUT`, `HPE_INVALID_CONSTANT`, `WS_ERR_…`, or ours: `HANDSHAKE_TIMEOUT`, `CANCELLED`,
   * `DNS_TIMEOUT`, `CONNECT_TIMEOUT`, `TLS_TIMEOUT` (the step's own limit), `IDLE_TIMEOUT` (the server was silent for as long as
   * the options allow), `PONG_TIMEOUT` (no Pong to our keep-alive's Ping),
   * `CLOSE_TIMEOUT` (our Close, or the end of TCP after both Close frames, waited for in vain), `REDIRECT_LIMIT`,
   * `REDIRECT_LOCATION_INVALID`, `REDIRECT_SCHEME_REFUSED`, `REDIRECT_DOWNGRADE` (wss to ws).
   */
  readonly code: string;
  readonly message: string;
  /** For a time-out: what was being waited for. */
  readonly waitingFor?: PhaseName;
  readonly timeoutMs?: number;
  /** For a limit of ours: how much was allowed and how much came, in bytes or in pieces as the code says. */
  readonly limit?: number;
  readonly received?: number;
}

/** What we asked for. Header values are not here: they may be secrets. */
type TlsVersionName = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export interface AskedFor {
  readonly url: string;
  /** Names of query parameters and headers that are secrets whatever they are called; what the server says may hold them again. */
  readonly secretParameters?: readonly string[];
  readonly headerNames: readonly string[];
  readonly origin: string | undefined;
  readonly subprotocols: readonly string[];
  readonly deflate: boolean;
  readonly verifyTls: boolean;
  readonly handshakeTimeoutMs: number;
  /** False when absent. */
  readonly followRedirects?: boolean;
  /** The proxy asked, without user name and password; absent when we dialled directly. */
  readonly proxy?: string;
  /** The options say to go without a proxy, whatever is set elsewhere; false when absent. */
  readonly proxyOff?: boolean;
  /** Who named it. */
  readonly proxyFrom?: ProxySource;
  /** Milliseconds of the time-outs that were set beside `handshakeTimeoutMs`. */
  readonly dnsTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly tlsTimeoutMs?: number;
  /** Where the options say so. */
  readonly tlsVersions?: { readonly min?: TlsVersionName; readonly max?: TlsVersionName };
  readonly idleTimeoutMs?: number;
  /** Pings of ours: how often, and how long a Pong may take. */
  readonly keepAlive?: { readonly intervalMs: number; readonly timeoutMs?: number };
  /** False when the server's Pings stay unanswered by the user's wish; true when absent. */
  readonly autoPong?: boolean;
  /** The largest message taken, in bytes. */
  readonly maxMessageBytes?: number;
  /** Addresses of this kind only were wanted; absent for both. */
  readonly addressFamily?: 'ipv4' | 'ipv6';
  /** In which form a client certificate was given; absent without one. */
  readonly clientCertificate?: 'pem' | 'pfx';
  /** A passphrase for its key was given; false when absent. */
  readonly passphrase?: boolean;
  /** User name and password, or a whole Proxy-Authorization, were there for the proxy; false when absent. */
  readonly proxyCredentials?: boolean;
}

export interface FrameViolation {
  readonly violation: Violation;
  readonly frame: FrameId | undefined;
  /** A copy of that frame's header. */
  readonly header?: FrameHeader;
  /** The frame's first bytes as they crossed the wire, header included; 64 are plenty. */
  readonly bytes?: Uint8Array;
}

/** What a proxy answered to CONNECT (RFC 9110 §9.3.6). */
export interface ProxyAnswer {
  /** Undefined when its answer was no HTTP, or none at all. */
  readonly head: ResponseHead | undefined;
  /** Its first bytes, at most 256, when they were no HTTP. */
  readonly unrecognised?: Uint8Array;
}

/** One redirect that was followed, or refused when it is the last and `failure` says so. */
export interface Redirect {
  readonly status: number;
  readonly from: string;
  readonly location: string;
  /** What was left behind because the redirect leads to another origin: names of headers and the like, never values. */
  readonly dropped?: readonly string[];
}

/** The connection's life after the handshake, in numbers. Milliseconds since the attempt began. */
export interface Traffic {
  readonly frames: Readonly<Record<Endpoint, number>>;
  readonly openedMs: number | undefined;
  readonly endedMs: number | undefined;
  /** Set when a connection that still lasts is to be judged: the present moment. What stands still is told then. */
  readonly nowMs?: number;
  readonly lastFrameMs: Readonly<Record<Endpoint, number | undefined>>;
  readonly lastFrame: Readonly<Record<Endpoint, FrameId | undefined>>;
  readonly unansweredPings: number;
  /** When the oldest of them was sent. */
  readonly oldestUnansweredPingMs?: number;
  /**
   * The server's frame that had begun when its stream ended, or that is still coming in; undefined between frames. `received` counts payload
   * bytes, or the header's bytes while the header itself is incomplete, which `declared` undefined tells.
   */
  readonly unfinished:
    | { readonly frame: FrameId | undefined; readonly received: number; readonly declared: number | undefined }
    | undefined;
  /** The server's message that lacks its last fragment; undefined between messages. */
  readonly unfinishedMessage?: { readonly opcode: number; readonly fragments: number; readonly bytes: number };
  /** Payload bytes of the largest frame from each. */
  readonly largestFrame?: Readonly<Record<Endpoint, number>>;
  /** What we wrote and the system does not take, and for how long it has taken nothing. */
  readonly unsent?: { readonly bytes: number; readonly forMs: number };
  /** The first bytes the server wrote that no parser understood (at most 256), for recognising other protocols. */
  readonly unrecognised: Uint8Array | undefined;
  /** The first bytes the server wrote after its 101 (at most 256), be they frames or not. */
  readonly afterSwitching?: Uint8Array;
}

/** Everything recorded of one attempt; a rule reads it and never changes it. */
export interface Evidence {
  readonly asked: AskedFor;
  readonly phases: readonly Phase[];
  readonly failure: Failure | undefined;
  readonly request: RequestHead | undefined;
  readonly interim: readonly ResponseHead[];
  readonly response: ResponseHead | undefined;
  readonly handshake: HandshakeResult | undefined;
  readonly body: ResponseBody | undefined;
  /** The first violations after the handshake; the rest only counts. */
  readonly violations: readonly FrameViolation[];
  readonly violationCount: number;
  readonly closing: ClosingHandshake | undefined;
  readonly traffic: Traffic;
  /** When the attempt began; certificate dates are told relative to it. */
  readonly startedAt?: Micros;
  readonly proxyAnswer?: ProxyAnswer;
  /** The certificates that the server showed and that did not verify, leaf first, as PEM texts. */
  readonly presented?: readonly string[];
  readonly redirects?: readonly Redirect[];
}
