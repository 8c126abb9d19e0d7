import { STATUS_CODES } from 'node:http';

/** A whole HTTP/1.1 response with a text body; header fields in wire order. */
export interface HttpAnswer {
  readonly status: number;
  /** Left out, the registered phrase of the status is used. */
  readonly reason?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export function textAnswer(status: number, lines: readonly string[], headers: HttpAnswer['headers'] = []): HttpAnswer {
  return {
    status,
    headers: [...headers, ['Content-Type', 'text/plain; charset=utf-8']],
    body: `${lines.join('\n')}\n`,
  };
}

/** Statuses that never have a body (RFC 9110 §6.4.1). */
const hasBody = (status: number): boolean => status !== 204 && status !== 304;

/** The response as it goes on the wire; the connection ends after it. A HEAD gets the same head and no body. */
export function answerBytes(answer: HttpAnswer, method = 'GET'): Uint8Array {
  const body = Buffer.from(answer.body);
  const lines = [
    `HTTP/1.1 ${answer.status} ${answer.reason ?? STATUS_CODES[answer.status] ?? 'Unassigned'}`,
    `Date: ${new Date().toUTCString()}`,
    ...(answer.headers ?? []).map(([name, value]) => `${name}: ${value}`),
    ...(hasBody(answer.status) ? [`Content-Length: ${body.length}`] : []),
    'Connection: close',
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  return hasBody(answer.status) && method !== 'HEAD' ? Buffer.concat([head, body]) : head;
}
