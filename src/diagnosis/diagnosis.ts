import type { FrameId } from '../base/branded.ts';

/** Where a connection stopped, in the order in which a connection is made. */
export type Stage =
  | 'url'
  | 'dns'
  | 'tcp'
  | 'proxy'
  | 'tls'
  | 'http'
  | 'upgrade'
  | 'subprotocol'
  | 'extensions'
  | 'timeout'
  | 'framing'
  | 'closing';

/** A quote from what was recorded, and where to look it up. */
export interface EvidenceQuote {
  readonly text: string;
  readonly source:
    | { readonly kind: 'phase'; readonly name: string }
    | { readonly kind: 'request' }
    | { readonly kind: 'response'; readonly header?: string }
    | { readonly kind: 'body' }
    | { readonly kind: 'frame'; readonly frame: FrameId }
    | { readonly kind: 'options' };
}

/** A change to the connection's options that the panel can apply with one click and retry at once. */
export type Change =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'subprotocols'; readonly subprotocols: readonly string[] }
  | { readonly kind: 'origin'; readonly origin: string | undefined }
  | { readonly kind: 'deflate'; readonly on: boolean }
  | { readonly kind: 'timeout'; readonly ms: number }
  | { readonly kind: 'verify-tls'; readonly on: boolean }
  | { readonly kind: 'follow-redirects'; readonly on: boolean }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  /** One more certificate to trust for this connection alone, as a PEM text. */
  | { readonly kind: 'trust'; readonly certificate: string }
  /** Leads to the fields for them: only the user knows what to put there. */
  | { readonly kind: 'credentials'; readonly type: 'basic' | 'bearer' }
  /** Any other option by its path, such as `requireSubprotocol` or `tls.minVersion`. */
  | { readonly kind: 'option'; readonly path: string; readonly value: string | number | boolean };

/** What to try. Without `change` it is advice to carry out elsewhere, on the server say. */
export interface Remedy {
  readonly title: string;
  readonly change?: Change;
  /** The change as options of the command line, secrets masked: what a capture keeps of it. */
  readonly options?: string;
}

export interface LikelyCause {
  readonly cause: string;
  /** What speaks for it in this case. */
  readonly because: string;
}

/** One explained failure. `cause` is kebab-case and stable: scripts rely on it. */
export interface Diagnosis {
  readonly stage: Stage;
  readonly cause: string;
  readonly title: string;
  readonly explanation: string;
  readonly evidence: readonly EvidenceQuote[];
  readonly likelyCauses: readonly LikelyCause[];
  readonly remedies: readonly Remedy[];
  /** Such as `RFC 6455 §4.2.2`. */
  readonly section: string;
}
