import type { Phase } from '../phase.ts';

export interface BrokenRule {
  readonly sentence: string;
  readonly section: string;
}

export interface ReportedHead {
  /** The exact bytes as text: Latin-1, one character a byte. */
  readonly raw: string;
  readonly startLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly violations: readonly BrokenRule[];
}

export interface ReportedBody {
  readonly text: string | undefined;
  /** Set when the body is not text: its first bytes. */
  readonly hex: string | undefined;
  readonly contentType: string | undefined;
  readonly wireLength: number;
  readonly truncated: boolean;
}

/** What was asked for of the way to the server, as far as it is no secret: files by their paths. */
export interface AskedWay {
  readonly addressFamily?: 'ipv4' | 'ipv6';
  readonly localAddress?: string;
  readonly localPort?: number;
  readonly tls?: {
    readonly verify: boolean;
    /** PEM files. One that was given as a text has a name of our own, such as `ca.pem`: it is to be saved under it first. */
    readonly ca?: readonly string[];
    readonly cert?: string;
    readonly key?: string;
    readonly pfx?: string;
    /** There is one. */
    readonly passphrase?: boolean;
    readonly minVersion?: string;
    readonly maxVersion?: string;
    /** OpenSSL's names, separated by colons. */
    readonly ciphers?: string;
  };
}

/** Why there was an attempt at all. */
export type AttemptReason =
  | { readonly kind: 'first' }
  | {
      readonly kind: 'redirect';
      readonly status: number;
      /** Masked. */
      readonly from: string;
      /** Names of what was left behind because the redirect led to another origin. */
      readonly dropped: readonly string[];
    }
  | {
      readonly kind: 'reconnect';
      /** What had happened, as the leading diagnosis has it. */
      readonly after: string;
      readonly waitedMs: number;
    };

/** One attempt's opening handshake, as far as it came: all that is to be put on the clipboard is made of this. */
export interface ReportedHandshake {
  readonly attempt: number;
  readonly url: string;
  readonly reason: AttemptReason;
  /** Undefined where it is not known: in a capture that was opened. */
  readonly way?: AskedWay;
  /** Names of query parameters and headers that are secrets whatever they are called. */
  readonly secretParameters?: readonly string[];
  readonly phases: readonly Phase[];
  readonly request: ReportedHead | undefined;
  readonly response: (ReportedHead & { readonly status: number; readonly reason: string }) | undefined;
  readonly accepted: boolean;
  readonly body: ReportedBody | undefined;
  readonly violations: readonly BrokenRule[];
}
