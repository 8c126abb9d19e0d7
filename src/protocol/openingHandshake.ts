/** The opening handshake judged by RFC 6455 §4.1, §4.2 and §9.1. Heads in, one result out; nothing is refused here. */
import { computeAccept } from './acceptValue.ts';
import type { DeflateParameters } from './deflateNegotiation.ts';
import { judgeExtensions } from './extensionsAgreed.ts';
import { headerValue, type HttpHead, type RequestHead, type ResponseHead } from './httpHead.ts';
import { judgeRequest } from './requestRules.ts';
import { judgeResponse, judgeSubprotocol } from './responseRules.ts';
import type { Violation, ViolationRule } from './violation.ts';

export { computeAccept } from './acceptValue.ts';
export type { DeflateParameters } from './deflateNegotiation.ts';

/** An opening handshake judged by RFC 6455 §4.1 and §9.1. */
export interface HandshakeResult {
  readonly request: RequestHead;
  readonly response: ResponseHead;
  /** True when a client may go on to frames: a 101 that breaks no rule for which the client has to fail the connection. */
  readonly accepted: boolean;
  /** Those of both heads, then those of the handshake. */
  readonly violations: readonly Violation[];
  /** The value Sec-WebSocket-Accept had to have; undefined when the request carried no key. */
  readonly expectedAccept: string | undefined;
  readonly subprotocol: string | undefined;
  /** Sec-WebSocket-Extensions of the response as one value, undefined when absent. */
  readonly extensions: string | undefined;
  /** Undefined when permessage-deflate is not in use. */
  readonly deflate: DeflateParameters | undefined;
}

/** Broken rules of the server's head that a client may overlook and still go on (RFC 9112 §2.2, §5.2; RFC 9110 §5.5). */
const FORGIVABLE: ReadonlySet<ViolationRule> = new Set([
  'head-bare-lf',
  'head-empty-line-first',
  'head-line-folded',
  'head-value-control',
  'switching-content-length',
  'switching-transfer-encoding',
]);

const UNFINISHED: ReadonlySet<ViolationRule> = new Set(['head-truncated', 'head-too-large', 'head-too-many-lines']);

/** Of a head whose end was not seen it cannot be said what it lacks. */
const isWhole = (head: HttpHead): boolean => !head.violations.some(({ rule }) => UNFINISHED.has(rule));

/**
 * Judges both heads as far as they came whole; for a response other than 101 only the request is judged, for then HTTP's own rules
 * apply (§4.1).
 */
export function checkOpeningHandshake(request: RequestHead, response: ResponseHead): HandshakeResult {
  const keys = headerValue(request, 'Sec-WebSocket-Key');
  const extensions = headerValue(response, 'Sec-WebSocket-Extensions');
  const asked = isWhole(request) ? judgeRequest(request) : [];
  const own = [...request.violations, ...response.violations, ...asked];
  if (response.status !== 101 || !isWhole(response)) {
    return {
      request,
      response,
      accepted: false,
      violations: own,
      expectedAccept: keys === undefined ? undefined : computeAccept(keys),
      subprotocol: undefined,
      extensions,
      deflate: undefined,
    };
  }
  const subprotocol = judgeSubprotocol(request, response);
  const agreed = judgeExtensions(request, response);
  const violations = [...own, ...judgeResponse(request, response), ...subprotocol.violations, ...agreed.violations];
  return {
    request,
    response,
    accepted: !violations.some(({ by, rule }) => by === 'server' && !FORGIVABLE.has(rule)),
    violations,
    expectedAccept: keys === undefined ? undefined : computeAccept(keys),
    subprotocol: subprotocol.chosen,
    extensions,
    deflate: agreed.deflate,
  };
}
