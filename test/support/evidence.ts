import { frameId, micros, wireOffset } from '../../src/base/branded.ts';
import type { AskedFor, Evidence, Failure, FrameViolation, Phase, Traffic } from '../../src/diagnosis/evidence.ts';
import type { ClosingHandshake, CloseFrame } from '../../src/protocol/closingHandshake.ts';
import type { FrameHeader } from '../../src/protocol/frame.ts';
import type { HeaderLine, RequestHead, ResponseHead } from '../../src/protocol/httpHead.ts';
import type { HandshakeResult } from '../../src/protocol/openingHandshake.ts';
import type { ResponseBody } from '../../src/protocol/responseBody.ts';
import type { Violation, ViolationRule } from '../../src/protocol/violation.ts';

/** The key and its answer of RFC 6455 §1.3. */
export const sampleKey = 'dGhlIHNhbXBsZSBub25jZQ==';
export const sampleAccept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

const encoder = new TextEncoder();

function headerLines(lines: readonly string[]): HeaderLine[] {
  return lines.map((line, index) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim(), line: index + 2 };
  });
}

/** A response head from its lines: `response('HTTP/1.1 404 Not Found', 'Server: nginx')`. */
export function response(statusLine: string, ...headers: readonly string[]): ResponseHead {
  const parts = /^(\S+) (\d{3})(?: (.*))?$/.exec(statusLine);
  return {
    kind: 'response',
    version: parts?.[1] ?? '',
    status: Number(parts?.[2] ?? 0),
    reason: parts?.[3] ?? '',
    headers: headerLines(headers),
    raw: encoder.encode(`${[statusLine, ...headers].join('\r\n')}\r\n\r\n`),
    startOffset: wireOffset(0),
    violations: [],
  };
}

export function request(...headers: readonly string[]): RequestHead {
  const all = [
    'Host: example.test',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${sampleKey}`,
    'Sec-WebSocket-Version: 13',
    ...headers,
  ];
  return {
    kind: 'request',
    method: 'GET',
    target: '/chat',
    version: 'HTTP/1.1',
    headers: headerLines(all),
    raw: encoder.encode(`${['GET /chat HTTP/1.1', ...all].join('\r\n')}\r\n\r\n`),
    startOffset: wireOffset(0),
    violations: [],
  };
}

/** The answer that a good server gives to `request()`. */
export function switching(...headers: readonly string[]): ResponseHead {
  return response(
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${sampleAccept}`,
    ...headers,
  );
}

export function body(text: string, contentType?: string): ResponseBody {
  const bytes = encoder.encode(text);
  return { bytes, text, contentType, wireLength: bytes.length, end: 'complete' };
}

export function violation(rule: ViolationRule, sentence: string, more: Partial<Violation> = {}): Violation {
  return { rule, sentence, section: 'RFC 6455 §5.2', by: 'server', offset: wireOffset(0), length: 1, ...more };
}

export function frameViolation(
  rule: ViolationRule,
  sentence: string,
  frame: number | undefined,
  more: Partial<FrameViolation> = {},
): FrameViolation {
  return {
    violation: violation(rule, sentence),
    frame: frame === undefined ? undefined : frameId(frame),
    ...more,
  };
}

/** The header of an unmasked frame from the server with five bytes of payload. */
export function frameHeader(more: Partial<FrameHeader> = {}): FrameHeader {
  return {
    from: 'server',
    wireOffset: wireOffset(0),
    fin: true,
    rsv1: false,
    rsv2: false,
    rsv3: false,
    opcode: 1,
    masked: false,
    maskingKey: 0,
    lengthForm: 7,
    payloadLength: 5,
    headerLength: 2,
    ...more,
  };
}

export function handshake(answer: ResponseHead, more: Partial<HandshakeResult> = {}): HandshakeResult {
  return {
    request: request(),
    response: answer,
    accepted: false,
    violations: [],
    expectedAccept: sampleAccept,
    subprotocol: undefined,
    extensions: undefined,
    deflate: undefined,
    ...more,
  };
}

/** 2026-01-15T12:00:00Z: when every attempt of the tests began. */
export const startedAt = micros(Date.UTC(2026, 0, 15, 12) * 1000);

const after = (ms: number) => micros(startedAt + ms * 1000);

export function closeFrame(from: 'client' | 'server', ms: number, code?: number, reason = '', frame = 3): CloseFrame {
  return { from, frame: frameId(frame), at: after(ms), code, reason };
}

export function ended(by: 'client' | 'server' | 'network', how: 'fin' | 'reset' | 'abandoned', ms: number) {
  return { by, how, at: after(ms) };
}

export function closing(more: Partial<ClosingHandshake> = {}): ClosingHandshake {
  return {
    first: undefined,
    answer: undefined,
    ended: undefined,
    code: 1006,
    reason: '',
    clean: false,
    ...more,
  };
}

export function traffic(more: Partial<Traffic> = {}): Traffic {
  return {
    frames: { client: 0, server: 0 },
    openedMs: undefined,
    endedMs: undefined,
    lastFrameMs: { client: undefined, server: undefined },
    lastFrame: { client: undefined, server: undefined },
    unansweredPings: 0,
    unfinished: undefined,
    unrecognised: undefined,
    ...more,
  };
}

export function failure(stage: Failure['stage'], code: string, message = code, more: Partial<Failure> = {}): Failure {
  return { stage, code, message, ...more };
}

export const dnsOk: Phase = {
  name: 'dns',
  host: 'example.test',
  addresses: ['192.0.2.7'],
  startMs: 0,
  durationMs: 2,
  ok: true,
};

export const tcpOk: Phase = {
  name: 'tcp',
  address: '192.0.2.7',
  port: 80,
  family: 'ipv4',
  startMs: 2,
  durationMs: 12,
  ok: true,
};

/** A try of one address that failed. */
export function tcpFailed(address: string, port: number, code: string, durationMs = 1): Phase {
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  const message = `connect ${code} ${address}`;
  return { name: 'tcp', address, port, family, startMs: 2, durationMs, ok: false, code, message };
}

export const requestSent: Phase = { name: 'request', bytes: 180, startMs: 14, durationMs: 1, ok: true };

interface EvidenceChanges extends Omit<Partial<Evidence>, 'asked'> {
  readonly asked?: Partial<AskedFor>;
}

/** An attempt on `ws://example.test/chat` about which nothing is known but what the test says. */
export function evidence(changes: EvidenceChanges = {}): Evidence {
  const { asked, ...more } = changes;
  return {
    phases: [],
    failure: undefined,
    request: undefined,
    interim: [],
    response: undefined,
    handshake: undefined,
    body: undefined,
    violations: [],
    violationCount: more.violations?.length ?? 0,
    closing: undefined,
    traffic: traffic(),
    startedAt,
    ...more,
    asked: {
      url: 'ws://example.test/chat',
      headerNames: [],
      origin: undefined,
      subprotocols: [],
      deflate: true,
      verifyTls: true,
      handshakeTimeoutMs: 10_000,
      ...asked,
    },
  };
}

/** An attempt that got as far as an HTTP answer other than 101. */
export function refusal(answer: ResponseHead, text?: string, changes: EvidenceChanges = {}): Evidence {
  return evidence({
    phases: [dnsOk, tcpOk, requestSent],
    request: request(),
    response: answer,
    handshake: handshake(answer),
    body: text === undefined ? undefined : body(text),
    failure: failure('upgrade', 'UNEXPECTED_STATUS', `Unexpected server response: ${answer.status}`),
    ...changes,
  });
}

/** An attempt whose 101 was not accepted. */
export function refusedSwitch(answer: ResponseHead, changes: EvidenceChanges = {}): Evidence {
  return refusal(answer, undefined, { failure: failure('upgrade', 'HANDSHAKE_REFUSED'), ...changes });
}

/** A connection that opened after 20 ms, with what happened then. */
export function opened(changes: EvidenceChanges = {}): Evidence {
  const answer = switching();
  return evidence({
    phases: [dnsOk, tcpOk, requestSent],
    request: request(),
    response: answer,
    handshake: handshake(answer, { accepted: true }),
    ...changes,
    traffic: { ...traffic({ openedMs: 20 }), ...changes.traffic },
  });
}
