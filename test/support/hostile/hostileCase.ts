import type { TlsOptions } from 'node:tls';
import type { Stage } from '../../../src/diagnosis/diagnosis.ts';
import type { ViolationRule } from '../../../src/protocol/violation.ts';
import type { Peer } from './peer.ts';

/** `violation`: the server broke a rule. `valid`: unusual but legal, so no alarm. `limit`: ours to set and to name. */
export type HostileKind = 'violation' | 'valid' | 'http' | 'transport' | 'limit';

export type HostileGroup = 'handshake' | 'frames' | 'transport';

/** How the client has to be set up for the case; what is absent is the default. */
export interface HostileClient {
  readonly noDeflate?: true;
  /** Sec-WebSocket-Extensions has to be exactly this. */
  readonly offer?: string;
  readonly subprotocols?: readonly string[];
  readonly followRedirects?: true;
  readonly wss?: true;
  /** Trusts the server's `ca`. */
  readonly trustsCa?: true;
  readonly proxy?: true;
  /** The case begins with this step of the client, after the opening handshake. */
  readonly does?: 'ping' | 'close';
}

/** How the bytes get to the client. `awaits`: what has to come before the script speaks; an HTTP request unless it says otherwise. */
export type Via =
  | { readonly kind: 'tcp'; readonly awaits?: 'bytes' }
  | {
      readonly kind: 'tls';
      readonly certificate: 'good' | 'stranger' | 'expired' | 'other-host';
      readonly settings?: TlsOptions;
      readonly awaits?: 'nothing';
      /** Also listens without TLS, as `peer.site.plainUrl`. */
      readonly alsoPlain?: true;
    }
  | { readonly kind: 'proxy'; readonly answer: (peer: Peer) => Promise<void> }
  | { readonly kind: 'refused' };

export interface HostileScript {
  readonly id: string;
  readonly kind: HostileKind;
  /**
   * What an ideal diagnosis says, all of them, anywhere in its words. For a `valid` case there is no diagnosis: these then
   * show in the log (a close code, a reason, both hops).
   */
  readonly says: readonly RegExp[];
  /** What the transcript has to tell, besides whatever else: judged by the bytes that the script writes. */
  readonly rules?: readonly ViolationRule[];
  /** Why a `violation` has no `rules`: one plain sentence. */
  readonly rulesBecause?: string;
  /** Stages that are right; left out where nothing fails. */
  readonly stages?: readonly Stage[];
  readonly client?: HostileClient;
  /** Nothing ends by itself. */
  readonly hang?: true;
  readonly via?: Via;
  readonly speak: (peer: Peer) => Promise<void>;
}

export interface HostileCase extends HostileScript {
  readonly group: HostileGroup;
}

export const inGroup = (group: HostileGroup, scripts: readonly HostileScript[]): HostileCase[] =>
  scripts.map((script) => ({ ...script, group }));
