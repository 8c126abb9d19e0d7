/** What RFC 6455 §4.1 asks of a 101, in its order: Upgrade, Connection, Sec-WebSocket-Accept, subprotocol. */
import { computeAccept, explainWrongAccept } from './acceptValue.ts';
import { listElements } from './extensionsHeader.ts';
import { headerViolation, startLineViolation } from './headViolation.ts';
import { headerValue, headerValues, type RequestHead, type ResponseHead } from './httpHead.ts';
import type { Violation } from './violation.ts';

function judgeUpgrade(response: ResponseHead): Violation[] {
  const value = headerValue(response, 'Upgrade');
  if (value === undefined) {
    const sentence = 'The 101 has no Upgrade header; a proxy that takes hop-by-hop headers away may have dropped it.';
    return [headerViolation(response, 'Upgrade', 'upgrade-missing', sentence)];
  }
  if (value.toLowerCase() === 'websocket') return [];
  const several = listElements(value).some((element) => element.toLowerCase() === 'websocket');
  const sentence = several
    ? `Upgrade lists several protocols, "${value}"; it has to be "websocket" alone.`
    : `The server switched to "${value}", not to "websocket".`;
  return [headerViolation(response, 'Upgrade', 'upgrade-wrong', sentence)];
}

function judgeConnection(response: ResponseHead): Violation[] {
  const values = headerValues(response, 'Connection');
  if (values.length === 0) {
    const sentence =
      'The 101 has no Connection header; a proxy that takes hop-by-hop headers away may have dropped it.';
    return [headerViolation(response, 'Connection', 'connection-missing', sentence)];
  }
  if (values.flatMap(listElements).some((element) => element.toLowerCase() === 'upgrade')) return [];
  const sentence = `Connection is "${values.join(', ')}"; it has to name "Upgrade".`;
  return [headerViolation(response, 'Connection', 'connection-wrong', sentence)];
}

function judgeAccept(request: RequestHead, response: ResponseHead): Violation[] {
  const name = 'Sec-WebSocket-Accept';
  const key = headerValue(request, 'Sec-WebSocket-Key') ?? '';
  const expected = computeAccept(key);
  const values = headerValues(response, name);
  if (values.length === 0) {
    const sentence = `The server answered 101 without ${name}; expected "${expected}".`;
    return [headerViolation(response, name, 'accept-missing', sentence)];
  }
  const found: Violation[] = [];
  if (values.length > 1) {
    const same = values.every((value) => value === values[0]) ? ', each time the same' : ', with different values';
    const sentence = `${name} stands ${values.length} times${same}; it must stand once.`;
    found.push(headerViolation(response, name, 'accept-duplicate', sentence));
  }
  const wrong = values.find((value) => value !== expected);
  if (wrong !== undefined) {
    const sentence = `${name} is "${wrong}", expected "${expected}": ${explainWrongAccept(wrong, key)}.`;
    found.push(headerViolation(response, name, 'accept-wrong', sentence));
  }
  return found;
}

/** Every broken rule of a 101 but those of subprotocol and extensions. */
export function judgeResponse(request: RequestHead, response: ResponseHead): Violation[] {
  const found: Violation[] = [];
  if (/^HTTP\/1\.0$/.test(response.version)) {
    const sentence = 'The 101 is of HTTP/1.0, which cannot switch protocols; it has to be HTTP/1.1.';
    found.push(startLineViolation(response, 'head-version', sentence));
  }
  found.push(...judgeUpgrade(response), ...judgeConnection(response), ...judgeAccept(request, response));
  const coding = headerValue(response, 'Transfer-Encoding');
  if (coding !== undefined) {
    const sentence = `The 101 has "Transfer-Encoding: ${coding}"; a 1xx response has no body to encode.`;
    found.push(headerViolation(response, 'Transfer-Encoding', 'switching-transfer-encoding', sentence));
  }
  const length = headerValue(response, 'Content-Length');
  if (length !== undefined) {
    const sentence = `The 101 has "Content-Length: ${length}"; a 1xx response has no body.`;
    found.push(headerViolation(response, 'Content-Length', 'switching-content-length', sentence));
  }
  return found;
}

/** The subprotocol the server chose, and what is wrong with it (RFC 6455 §4.1 item 6). Choosing none is always legal. */
export function judgeSubprotocol(
  request: RequestHead,
  response: ResponseHead,
): { readonly chosen: string | undefined; readonly violations: readonly Violation[] } {
  const name = 'Sec-WebSocket-Protocol';
  const value = headerValue(response, name);
  if (value === undefined) return { chosen: undefined, violations: [] };
  const offered = headerValues(request, name).flatMap(listElements);
  const list = offered.map((each) => `"${each}"`).join(', ');
  if (offered.length === 0) {
    const sentence = `The server chose the subprotocol "${value}", but the client offered none.`;
    return { chosen: value, violations: [headerViolation(response, name, 'subprotocol-unasked', sentence)] };
  }
  if (headerValues(response, name).length > 1 || listElements(value).length > 1) {
    const sentence = `The server named several subprotocols, "${value}"; it has to choose one of ${list}.`;
    return { chosen: value, violations: [headerViolation(response, name, 'subprotocol-several', sentence)] };
  }
  if (offered.includes(value)) return { chosen: value, violations: [] };
  const near = offered.find((each) => each.toLowerCase() === value.toLowerCase());
  const hint = near === undefined ? '' : ` It differs from "${near}" in letter case only, and case counts.`;
  const sentence = `The server chose the subprotocol "${value}", which was not offered (offered: ${list}).${hint}`;
  return { chosen: value, violations: [headerViolation(response, name, 'subprotocol-not-offered', sentence)] };
}
