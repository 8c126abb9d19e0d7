import { opcodeName } from '../../protocol/opcode.ts';
import type { ExportedAttempt, ExportedCapture, ExportedMessage } from './exported.ts';

/** One JSON object a line: `handshake`, then its `message` lines, then `close`; for every attempt in order. Gives line by line. */
export async function* ndjsonText(capture: ExportedCapture): AsyncGenerator<string, void, undefined> {
  for (const attempt of capture.attempts) {
    yield line(handshakeOf(attempt));
    for await (const message of capture.messagesOf(attempt)) yield line(messageOf(message));
    if (attempt.close !== undefined) yield line({ event: 'close', attempt: attempt.number, ...attempt.close });
  }
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;

function handshakeOf({ number, url, startedAtMs, request, response, body, accepted }: ExportedAttempt): object {
  return {
    event: 'handshake',
    attempt: number,
    time: isoTime(startedAtMs),
    url,
    request: request === undefined ? null : { startLine: request.startLine, headers: request.headers },
    response:
      response === undefined
        ? null
        : {
            startLine: response.startLine,
            status: response.status,
            headers: response.headers,
            body: body?.text ?? null,
          },
    accepted,
  };
}

function messageOf(message: ExportedMessage): object {
  const { payload, violations, frames, problem, atMs, opcode } = message;
  return {
    event: 'message',
    attempt: message.attempt,
    from: message.from,
    time: isoTime(atMs),
    opcode,
    opcodeName: opcodeName(opcode),
    frames,
    ...('text' in payload ? payload : { base64: Buffer.from(payload.bytes).toString('base64') }),
    length: message.length,
    wireLength: message.wireLength,
    compressed: message.compressed,
    ...(message.whole ? {} : { whole: false }),
    ...(message.masked ? { masked: true } : {}),
    violations,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** ISO 8601 to the microsecond. */
function isoTime(ms: number): string {
  const micros = Math.round(ms * 1000);
  const second = Math.floor(micros / 1e6);
  const fraction = String(micros - second * 1e6).padStart(6, '0');
  return new Date(second * 1000).toISOString().replace('.000Z', `.${fraction}Z`);
}
