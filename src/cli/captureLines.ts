import type { Capture, CapturedConnection } from '../capture/capture.ts';
import type { RecordedAttempt } from '../capture/recordedAttempt.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { HttpHead } from '../protocol/httpHead.ts';
import { changeFlags } from '../session/changeFlags.ts';
import { formatHex } from '../base/hex.ts';
import { readClosePayload } from '../protocol/closeFrame.ts';
import { OPCODE, opcodeName } from '../protocol/opcode.ts';
import { statusCodeName } from '../protocol/statusCode.ts';
import type { Violation } from '../protocol/violation.ts';

const violationLines = (violations: readonly Violation[]) =>
  violations.map(({ rule, section, by, sentence }) => ({ rule, section, by, sentence }));

const headLine = (head: HttpHead) => ({
  raw: Buffer.from(head.raw).toString('latin1'),
  headers: head.headers.map(({ name, value }) => [name, value]),
});

export function handshakeLine(attempt: RecordedAttempt): object {
  const { request, response, handshake, body } = attempt;
  return {
    event: 'handshake',
    attempt: attempt.number,
    request: request === undefined ? null : headLine(request),
    response:
      response === undefined
        ? null
        : {
            raw: headLine(response).raw,
            status: response.status,
            headers: headLine(response).headers,
            body: body === undefined ? null : (body.text ?? formatHex(body.bytes)),
            bodyTruncated: body?.end === 'cap',
          },
    accepted: handshake?.accepted ?? false,
    violations: violationLines(handshake?.violations ?? response?.violations ?? []),
  };
}

/** One frame, its payload cut at `maxPayload` bytes; a compressed message's last frame carries the inflated payload too. */
export async function frameLine(capture: Capture, frame: number, maxPayload: number): Promise<object> {
  const facts = await capture.frame(frame);
  const piece = await capture.payload(frame, 'frame', 0, maxPayload);
  const { message } = facts;
  const compressed = message?.compressed === true;
  const asText = message === undefined ? facts.opcode === OPCODE.text : message.opcode === OPCODE.text;
  const lastOfCompressed = compressed && message.lastFrame === facts.number;
  const inflated = lastOfCompressed ? await capture.payload(frame, 'message', 0, maxPayload) : undefined;
  return {
    event: 'frame',
    n: facts.number,
    from: facts.from,
    atMs: facts.atMs,
    fin: facts.fin,
    rsv: facts.rsv,
    opcode: facts.opcode,
    opcodeName: opcodeName(facts.opcode),
    masked: facts.masked,
    ...(facts.maskingKey === undefined ? {} : { maskingKey: facts.maskingKey }),
    payloadLength: facts.payloadLength,
    wireLength: facts.wireLength,
    ...(facts.payloadReceived < facts.payloadLength ? { complete: false, payloadReceived: facts.payloadReceived } : {}),
    payload: payloadValue(piece.bytes, piece.bytes.length < piece.total, asText && !compressed),
    ...(piece.bytes.length < piece.total ? { truncated: true } : {}),
    ...(facts.opcode === OPCODE.close ? closeFacts(piece.bytes) : {}),
    ...(message === undefined ? {} : { message: message.number }),
    ...(inflated === undefined
      ? {}
      : {
          inflated: {
            ...payloadValue(inflated.bytes, inflated.bytes.length < inflated.total, asText),
            length: message?.length ?? inflated.total,
            ...(inflated.problem === undefined ? {} : { problem: inflated.problem }),
          },
        }),
    violations: violationLines(facts.violations),
  };
}

/** What a Close frame says (RFC 6455 §5.5.1), when it says anything. */
function closeFacts(payload: Uint8Array): object {
  const { code, reason } = readClosePayload(payload);
  return code === undefined ? {} : { close: { code, name: statusCodeName(code), reason } };
}

/** Text when it is UTF-8 to the last byte (or was cut within its last character), else hex: no byte is ever replaced. */
function payloadValue(bytes: Uint8Array, cut: boolean, asText: boolean): { text: string } | { hex: string } {
  if (asText) {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    try {
      return { text: decoder.decode(bytes, { stream: cut }) };
    } catch {
      // Not UTF-8: the bytes themselves are the truth.
    }
  }
  return { hex: formatHex(bytes).replaceAll(' ', '') };
}

/** One of several connections in another program's file. */
export function connectionLine({ startedAt: _startedAt, ...connection }: CapturedConnection): object {
  return { event: 'connection', ...connection };
}

export function closeLine(attempt: RecordedAttempt): object | undefined {
  const { closing } = attempt;
  if (attempt.handshake?.accepted !== true || closing === undefined) return undefined;
  const { code, reason, clean, first, ended } = closing;
  return { event: 'close', code, reason, by: first?.from ?? ended?.by ?? 'network', clean };
}

export function diagnosisLine(diagnosis: Diagnosis): object {
  const { stage, cause, title, explanation, evidence, likelyCauses, remedies, section } = diagnosis;
  return {
    event: 'diagnosis',
    stage,
    cause,
    title,
    explanation,
    evidence: evidence.map(({ text }) => text),
    likelyCauses,
    remedies: remedies.map(({ title, change, options }) => ({
      title,
      ...(change === undefined ? (options === undefined ? {} : { options }) : { options: changeFlags(change) }),
    })),
    section,
  };
}

/** Totals of a session; lengths in bytes. */
export function summaryLine(capture: Capture, durationMs: number): object {
  const { client, server } = capture.counters;
  const both = (key: keyof typeof client) => ({ client: client[key], server: server[key] });
  return {
    event: 'summary',
    frames: both('frames'),
    messages: both('messages'),
    wireBytes: both('wireBytes'),
    payloadBytes: both('payloadBytes'),
    violations: capture.violationCount,
    durationMs,
  };
}
