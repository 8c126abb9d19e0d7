import type { RequestHead, ResponseHead } from './httpHead.ts';
import type { Violation } from './violation.ts';

/** The parameters both endpoints agreed on (RFC 7692 §7.1); window bits 8–15. */
export interface DeflateParameters {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  readonly serverMaxWindowBits: number;
  readonly clientMaxWindowBits: number;
}

/** An opening handshake judged by RFC 6455 §4.1 and §9.1. */
export interface HandshakeResult {
  readonly request: RequestHead;
  readonly response: ResponseHead;
  /** True when a client may go on to frames. A 101 with violations is not accepted. */
  readonly accepted: boolean;
  readonly violations: readonly Violation[];
  /** The value Sec-WebSocket-Accept had to have; undefined when the request carried no key. */
  readonly expectedAccept: string | undefined;
  readonly subprotocol: string | undefined;
  /** Sec-WebSocket-Extensions of the response as one value, undefined when absent. */
  readonly extensions: string | undefined;
  /** Undefined when permessage-deflate is not in use. */
  readonly deflate: DeflateParameters | undefined;
}
