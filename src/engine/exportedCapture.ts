import type { Capture, RecordedAttempt } from '../capture/capture.ts';
import { type SecretParameters, maskUrl } from '../diagnosis/redact.ts';
import { safeBody } from '../diagnosis/report/safeBody.ts';
import { safeValue } from '../diagnosis/report/safeHead.ts';
import type { ExportedAttempt, ExportedCapture, ExportedHead, ExportedMessage } from '../formats/capture/exported.ts';
import { headerValue, type HttpHead } from '../protocol/httpHead.ts';
import { isControl, OPCODE } from '../protocol/opcode.ts';

/** Longer payloads are exported up to here; the length says how long they are. */
const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;

export interface ExportChoice {
  /** Frames (0-based, rising) that are exported with the messages they belong to; undefined: all. */
  readonly frames: Uint32Array | undefined;
  /** Secrets go out as they are, by the user's wish. */
  readonly keepSecrets: boolean;
}

/** A capture as it may leave the machine: in handshakes and texts, what their names call secret is masked. */
export function exportedCapture(capture: Capture, { frames, keepSecrets }: ExportChoice): ExportedCapture {
  const attempts = new Map(capture.attempts.map((attempt) => [attempt.number, attempt]));
  return {
    attempts: capture.attempts.map((attempt) => exportedAttempt(attempt, keepSecrets)),
    messagesOf: ({ number }) => messagesOf(capture, attempts.get(number), frames, keepSecrets),
  };
}

function exportedAttempt(attempt: RecordedAttempt, keepSecrets: boolean): ExportedAttempt {
  const { facts, request, response, body, handshake, closing } = attempt;
  const { secretParameters } = facts;
  return {
    number: attempt.number,
    url: keepSecrets ? urlOf(attempt) : maskUrl(urlOf(attempt), secretParameters),
    startedAtMs: facts.startedAt / 1000,
    request: request && {
      ...headOf(request, `${request.method} ${request.target} ${request.version}`, keepSecrets, secretParameters),
      method: request.method,
      version: request.version,
    },
    response: response && {
      ...headOf(response, `${response.version} ${response.status} ${response.reason}`, keepSecrets, secretParameters),
      version: response.version,
      status: response.status,
      reason: response.reason,
    },
    body: body && {
      text: body.text === undefined || keepSecrets ? body.text : safeBody(body.text, secretParameters),
      mimeType: body.contentType ?? '',
      bytes: body.wireLength,
    },
    accepted: handshake?.accepted === true,
    timings: timingsOf(attempt.finished),
    close:
      handshake?.accepted === true && closing !== undefined
        ? {
            code: closing.code,
            reason: keepSecrets ? closing.reason : safeBody(closing.reason),
            by: closing.first?.from ?? closing.ended?.by ?? 'network',
            clean: closing.clean,
          }
        : undefined,
  };
}

/** A capture of another program knows no URL; its request tells host and target. */
function urlOf({ facts, request }: RecordedAttempt): string {
  if (facts.url !== '' || request === undefined) return facts.url;
  return `ws://${headerValue(request, 'host') ?? ''}${request.target}`;
}

function headOf(
  head: HttpHead,
  startLine: string,
  keepSecrets: boolean,
  secretParameters?: SecretParameters,
): ExportedHead {
  return {
    startLine: keepSecrets ? startLine : maskUrl(startLine, secretParameters),
    headers: head.headers.map(({ name, value }) => [
      name,
      keepSecrets ? value : safeValue(name, value, secretParameters),
    ]),
    bytes: head.raw.length,
  };
}

/** What the session noted of its steps; a file may have been written by anybody. */
function timingsOf(finished: unknown): ExportedAttempt['timings'] {
  const phases: unknown =
    typeof finished === 'object' && finished !== null ? Reflect.get(finished, 'phases') : undefined;
  if (!Array.isArray(phases)) return {};
  const durationOf = (name: string): number | undefined => {
    const durations = phases.flatMap((phase: unknown) => {
      if (typeof phase !== 'object' || phase === null || Reflect.get(phase, 'name') !== name) return [];
      const duration: unknown = Reflect.get(phase, 'durationMs');
      return typeof duration === 'number' ? [duration] : [];
    });
    return durations.length === 0 ? undefined : durations.reduce((sum, part) => sum + part, 0);
  };
  const [dns, tcp, ssl, wait] = [durationOf('dns'), durationOf('tcp'), durationOf('tls'), durationOf('response')];
  return {
    ...(dns === undefined ? {} : { dns }),
    // HAR counts TLS as a part of connecting.
    ...(tcp === undefined ? {} : { connect: tcp + (ssl ?? 0) }),
    ...(ssl === undefined ? {} : { ssl }),
    ...(wait === undefined ? {} : { wait }),
  };
}

async function* messagesOf(
  capture: Capture,
  attempt: RecordedAttempt | undefined,
  frames: Uint32Array | undefined,
  keepSecrets: boolean,
): AsyncGenerator<ExportedMessage, void, undefined> {
  if (attempt === undefined) return;
  const end = attempt.firstFrame + attempt.frames;
  const fragmented = new Set<number>();
  for (const frame of frames ?? numbers(attempt.firstFrame, end)) {
    if (frame < attempt.firstFrame || frame >= end) continue;
    const message = capture.messageOf(frame);
    if (message !== undefined && message.frames > 1) {
      if (fragmented.has(message.number)) continue;
      fragmented.add(message.number);
    }
    yield exportedMessage(capture, attempt.number, frame, keepSecrets);
  }
}

function* numbers(first: number, end: number): Iterable<number> {
  for (let number = first; number < end; number++) yield number;
}

async function exportedMessage(
  capture: Capture,
  attempt: number,
  frame: number,
  keepSecrets: boolean,
): Promise<ExportedMessage> {
  const facts = await capture.frame(frame);
  const { message } = facts;
  const of = message === undefined ? 'frame' : 'message';
  const { bytes, total, problem } = await capture.payload(frame, of, 0, MAX_PAYLOAD_BYTES);
  const opcode = message?.opcode ?? facts.opcode;
  const first = message?.firstFrame ?? facts.number;
  const last = message?.lastFrame ?? facts.number;
  const text = opcode === OPCODE.text || isControl(opcode) ? readText(bytes, bytes.length < total) : undefined;
  const safe = text === undefined || keepSecrets ? text : safeBody(text);
  const cut = bytes.length < total && problem === undefined;
  return {
    attempt,
    from: facts.from,
    atMs: (capture.startedAt + Math.round((await startOf(capture, first, facts)) * 1000)) / 1000,
    opcode,
    frames: [first, last],
    whole: message !== undefined,
    payload: safe === undefined ? { bytes } : { text: safe },
    length: total,
    wireLength: message?.wireLength ?? facts.payloadReceived,
    compressed: message?.compressed ?? false,
    masked: safe !== text,
    violations: facts.violations.map(({ rule, section, sentence }) => ({ rule, section, sentence })),
    problem: cut ? `Only the first ${bytes.length} of ${total} bytes are exported.` : problem,
  };
}

/** When its first frame came, in milliseconds since the capture began. */
async function startOf(
  capture: Capture,
  first: number,
  facts: { readonly number: number; readonly atMs: number },
): Promise<number> {
  return first === facts.number ? facts.atMs : (await capture.frame(first - 1)).atMs;
}

/** Undefined when the bytes are no text: UTF-8, and for control frames without anything that cannot be read. */
function readText(bytes: Uint8Array, cut: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut });
  } catch {
    // Not UTF-8: the bytes themselves are the truth.
    return undefined;
  }
}
