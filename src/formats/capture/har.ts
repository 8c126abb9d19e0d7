import type { ExportedAttempt, ExportedCapture, ExportedHead, ExportedMessage } from './exported.ts';

export interface HarCreator {
  readonly name: string;
  readonly version: string;
}

/**
 * HAR 1.2 as Chrome writes it: an attempt is an entry, its messages are `_webSocketMessages`, text as text and bytes as base64.
 * What HAR has no place for stands in fields that begin with an underscore. Gives the file's text piece by piece.
 */
export async function* harText(capture: ExportedCapture, creator: HarCreator): AsyncGenerator<string, void, undefined> {
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"pages":[],"entries":[`;
  let first = true;
  for (const attempt of capture.attempts) {
    const entry = JSON.stringify(entryOf(attempt));
    yield `${first ? '' : ','}\n${entry.slice(0, -1)},"_webSocketMessages":[`;
    first = false;
    let firstMessage = true;
    for await (const message of capture.messagesOf(attempt)) {
      yield `${firstMessage ? '' : ','}\n${JSON.stringify(messageOf(message))}`;
      firstMessage = false;
    }
    yield ']}';
  }
  yield '\n]}}\n';
}

function entryOf(attempt: ExportedAttempt): object {
  const { request, response, body, timings } = attempt;
  const { dns = -1, connect = -1, ssl = -1, wait = 0 } = timings;
  const time = [dns, connect, wait].reduce((sum, part) => sum + Math.max(0, part), 0);
  return {
    startedDateTime: new Date(attempt.startedAtMs).toISOString(),
    time,
    request: {
      method: request?.method ?? 'GET',
      url: attempt.url,
      httpVersion: request?.version ?? 'HTTP/1.1',
      cookies: [],
      headers: headersOf(request),
      queryString: queryOf(attempt.url),
      headersSize: request?.bytes ?? -1,
      bodySize: 0,
    },
    response: {
      status: response?.status ?? 0,
      statusText: response?.reason ?? '',
      httpVersion: response?.version ?? '',
      cookies: [],
      headers: headersOf(response),
      content: {
        size: body?.bytes ?? 0,
        mimeType: body?.mimeType ?? 'x-unknown',
        ...(body?.text === undefined ? {} : { text: body.text }),
      },
      redirectURL: response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '',
      headersSize: response?.bytes ?? -1,
      bodySize: body?.bytes ?? 0,
    },
    cache: {},
    timings: { blocked: -1, dns, connect, ssl, send: 0, wait, receive: 0 },
    _resourceType: 'websocket',
    _attempt: attempt.number,
    _accepted: attempt.accepted,
    ...(attempt.close === undefined ? {} : { _close: attempt.close }),
  };
}

const headersOf = (head: ExportedHead | undefined): object[] =>
  (head?.headers ?? []).map(([name, value]) => ({ name, value }));

function queryOf(url: string): object[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

function messageOf(message: ExportedMessage): object {
  const { payload, frames, violations } = message;
  const [first, last] = frames;
  return {
    type: message.from === 'client' ? 'send' : 'receive',
    time: message.atMs / 1000,
    opcode: message.opcode,
    data: 'text' in payload ? payload.text : Buffer.from(payload.bytes).toString('base64'),
    ...('text' in payload || message.opcode !== 1 ? {} : { _encoding: 'base64' }),
    _frames: [first, last],
    _length: message.length,
    _wireLength: message.wireLength,
    ...(message.compressed ? { _compressed: true } : {}),
    ...(message.whole ? {} : { _whole: false }),
    ...(message.masked ? { _masked: true } : {}),
    ...(violations.length === 0 ? {} : { _violations: violations }),
    ...(message.problem === undefined ? {} : { _problem: message.problem }),
  };
}
