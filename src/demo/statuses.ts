import { STATUS_CODES } from 'node:http';
import type { HttpAnswer } from './httpAnswer.ts';
import { textAnswer } from './httpAnswer.ts';
import type { HttpRoute } from './route.ts';

const json = (value: unknown, headers: HttpAnswer['headers'] = []): Omit<HttpAnswer, 'status'> => ({
  headers: [...headers, ['Content-Type', 'application/json; charset=utf-8']],
  body: JSON.stringify(value),
});

const html = (body: string, headers: HttpAnswer['headers'] = []): Omit<HttpAnswer, 'status'> => ({
  headers: [...headers, ['Content-Type', 'text/html; charset=utf-8']],
  body,
});

const gatewayPage = (title: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;

/** Answers as real servers and gateways give them. */
const known: Readonly<Record<number, Omit<HttpAnswer, 'status'>>> = {
  200: html('<!doctype html>\n<title>Welcome</title>\n<h1>Welcome</h1>\n<p>This page is no WebSocket.</p>\n'),
  400: json({ error: 'bad_request', message: 'Missing query parameter "room".' }),
  401: json({ error: 'invalid_token', error_description: 'The access token expired' }, [
    ['WWW-Authenticate', 'Bearer realm="demo", error="invalid_token", error_description="The access token expired"'],
  ]),
  403: json({ error: 'origin_not_allowed', message: 'This origin may not open a WebSocket here.' }),
  404: html('<!DOCTYPE html>\n<html lang="en">\n<title>Error</title>\n<pre>Cannot GET /status/404</pre>\n</html>\n'),
  405: textAnswer(405, ['Method not allowed'], [['Allow', 'POST']]),
  407: textAnswer(407, ['Proxy authentication required'], [['Proxy-Authenticate', 'Basic realm="corp"']]),
  410: json({ error: 'gone', message: 'This channel was closed.' }),
  426: textAnswer(
    426,
    ['This server speaks WebSocket version 13 only.'],
    [
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
    ],
  ),
  429: json({ error: 'rate_limited', message: 'Too many connections from your address.' }, [['Retry-After', '17']]),
  431: html(gatewayPage('431 Request Header Fields Too Large'), [['Server', 'nginx']]),
  500: json({ error: 'internal', message: 'TypeError: cannot read properties of undefined', requestId: '4bf92f35' }),
  502: html(gatewayPage('502 Bad Gateway'), [['Server', 'nginx']]),
  503: textAnswer(
    503,
    ['upstream connect error or disconnect/reset before headers. reset reason: connection failure'],
    [
      ['Server', 'envoy'],
      ['Retry-After', '5'],
    ],
  ),
  504: html(gatewayPage('504 Gateway Time-out'), [['Server', 'nginx']]),
};

export const statuses: HttpRoute = {
  kind: 'http',
  path: '/status/<code>',
  example: '/status/403',
  shows: 'Refuses the upgrade with that status, 200 to 599, with the headers and body that real servers send.',
  answer: ({ parameter }) => {
    const status = /^[2-5]\d\d$/.test(parameter) ? Number(parameter) : undefined;
    if (status === undefined) {
      return textAnswer(404, [`"${parameter}" is no status to answer with. Give 200 to 599, such as /status/403.`]);
    }
    return { ...(known[status] ?? textAnswer(status, [STATUS_CODES[status] ?? `Status ${status}`])), status };
  },
};
