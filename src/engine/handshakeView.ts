import type { RecordedAttempt } from '../capture/recordedAttempt.ts';
import type { HandshakeView, HeadView } from '../contract/sessionView.ts';
import { formatHex } from '../base/hex.ts';
import type { HttpHead } from '../protocol/httpHead.ts';
import type { ResponseBody } from '../protocol/responseBody.ts';
import type { SessionAttempt } from '../session/session.ts';
import type { Violation } from '../protocol/violation.ts';

/** Bytes of a body that is no text, shown as hex. */
const HEX_SHOWN_BYTES = 4096;

/** What the Handshake tab shows of one attempt. */
export function handshakeView(
  { url, reason, way, evidence: { phases } }: SessionAttempt,
  attempt: RecordedAttempt,
): HandshakeView {
  const { request, response, handshake, body } = attempt;
  const { secretParameters } = attempt.facts;
  return {
    attempt: attempt.number,
    url,
    reason,
    ...(way === undefined ? {} : { way }),
    ...(secretParameters === undefined ? {} : { secretParameters }),
    phases,
    request: request && headView(request, `${request.method} ${request.target} ${request.version}`),
    response: response && {
      ...headView(response, `${response.version} ${response.status} ${response.reason}`),
      status: response.status,
      reason: response.reason,
    },
    accepted: handshake?.accepted ?? false,
    body: body && bodyView(body),
    violations: (handshake?.violations ?? []).map(sentenceOf),
  };
}

function headView(head: HttpHead, startLine: string): HeadView {
  return {
    raw: Buffer.from(head.raw).toString('latin1'),
    startLine,
    headers: head.headers.map(({ name, value }) => [name, value]),
    violations: head.violations.map(sentenceOf),
  };
}

function bodyView(body: ResponseBody): HandshakeView['body'] {
  return {
    text: body.text,
    hex: body.text === undefined ? formatHex(body.bytes.subarray(0, HEX_SHOWN_BYTES)) : undefined,
    contentType: body.contentType,
    wireLength: body.wireLength,
    truncated: body.end === 'cap',
  };
}

const sentenceOf = ({ sentence, section }: Violation): { sentence: string; section: string } => ({ sentence, section });
