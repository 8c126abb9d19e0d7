/** What RFC 6455 §4.1 asks of the client's handshake, requirements 1 to 11 in its order. */
import { DEFLATE, parameterFaults } from './deflateNegotiation.ts';
import { isToken, listElements, parseExtensions } from './extensionsHeader.ts';
import { headerViolation, startLineViolation } from './headViolation.ts';
import { headerValue, headerValues, type RequestHead } from './httpHead.ts';
import type { Violation } from './violation.ts';

/** A nonce of 16 bytes in base64: 22 characters and "==". */
const KEY = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

function judgeStartLine(request: RequestHead): Violation[] {
  const found: Violation[] = [];
  if (request.method !== 'GET') {
    found.push(startLineViolation(request, 'request-method', `The method is ${request.method}; a handshake uses GET.`));
  }
  if (/^HTTP\/(?:0\.\d|1\.0)$/.test(request.version)) {
    found.push(
      startLineViolation(
        request,
        'request-version',
        `The version is ${request.version}; it has to be at least HTTP/1.1.`,
      ),
    );
  }
  if (!/^(?:\/|https?:\/\/)[^#]*$/i.test(request.target)) {
    const why = request.target.includes('#') ? 'holds a fragment' : 'is neither a path nor an http address';
    found.push(startLineViolation(request, 'request-target', `The target "${request.target}" ${why}.`));
  }
  return found;
}

function judgeKey(request: RequestHead): Violation[] {
  const name = 'Sec-WebSocket-Key';
  const [key, ...more] = headerValues(request, name);
  if (key === undefined) return [headerViolation(request, name, 'request-key-missing', `The request has no ${name}.`)];
  const found: Violation[] = [];
  if (more.length > 0) {
    const sentence = `${name} stands ${more.length + 1} times; it must stand once.`;
    found.push(headerViolation(request, name, 'request-key-duplicate', sentence));
  }
  if (!KEY.test(key)) {
    const sentence = `${name} is "${key}"; it has to be 16 bytes in base64, which is 24 characters.`;
    found.push(headerViolation(request, name, 'request-key-invalid', sentence));
  }
  return found;
}

function judgeOffers(request: RequestHead): Violation[] {
  const found: Violation[] = [];
  const subprotocols = headerValues(request, 'Sec-WebSocket-Protocol').flatMap(listElements);
  const invalid = subprotocols.find((each) => !isToken(each));
  if (invalid !== undefined) {
    const sentence = `The subprotocol "${invalid}" is no token: letters, digits and !#$%&'*+-.^_\`|~ only.`;
    found.push(headerViolation(request, 'Sec-WebSocket-Protocol', 'request-subprotocol', sentence));
  }
  const twice = subprotocols.find((each, index) => subprotocols.indexOf(each) !== index);
  if (twice !== undefined) {
    const sentence = `The subprotocol "${twice}" is offered more than once.`;
    found.push(headerViolation(request, 'Sec-WebSocket-Protocol', 'request-subprotocol', sentence));
  }
  const name = 'Sec-WebSocket-Extensions';
  const value = headerValue(request, name);
  if (value === undefined) return found;
  const parsed = parseExtensions(value);
  if (!parsed.ok) {
    const sentence = `${name} is malformed at character ${parsed.at + 1} of "${value}": ${parsed.message}.`;
    found.push(headerViolation(request, name, 'request-extensions', sentence));
  }
  for (const offer of parsed.extensions.filter((each) => each.name === DEFLATE)) {
    for (const fault of parameterFaults(offer, true)) {
      found.push(headerViolation(request, name, 'request-extensions', fault.sentence));
    }
  }
  return found;
}

const names = (values: readonly string[], token: string): boolean =>
  values.flatMap(listElements).some((element) => element.toLowerCase() === token);

/** Every broken rule of the client's handshake. */
export function judgeRequest(request: RequestHead): Violation[] {
  const found = judgeStartLine(request);
  const hosts = headerValues(request, 'Host').length;
  if (hosts !== 1) {
    const sentence =
      hosts === 0 ? 'The request has no Host header.' : `Host stands ${hosts} times; it must stand once.`;
    found.push(headerViolation(request, 'Host', 'request-host', sentence));
  }
  if (!names(headerValues(request, 'Upgrade'), 'websocket')) {
    const sentence = 'The request has no Upgrade header that names "websocket".';
    found.push(headerViolation(request, 'Upgrade', 'request-upgrade', sentence));
  }
  if (!names(headerValues(request, 'Connection'), 'upgrade')) {
    const sentence = 'The request has no Connection header that names "Upgrade".';
    found.push(headerViolation(request, 'Connection', 'request-connection', sentence));
  }
  found.push(...judgeKey(request));
  const versions = headerValues(request, 'Sec-WebSocket-Version');
  if (versions.length !== 1 || versions[0] !== '13') {
    const what = versions.length === 0 ? 'missing' : `"${versions.join(', ')}"`;
    const sentence = `Sec-WebSocket-Version is ${what}; it has to be 13.`;
    found.push(headerViolation(request, 'Sec-WebSocket-Version', 'request-version-header', sentence));
  }
  return [...found, ...judgeOffers(request)];
}
