import { respond } from './heads.ts';
import type { HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';

const refuses = (
  id: string,
  status: string,
  lines: readonly string[],
  body: string,
  says: readonly RegExp[],
  more: Partial<HostileScript> = {},
): HostileScript => ({
  id,
  kind: 'http',
  says,
  stages: ['http'],
  speak: (peer) => respond(peer, status, lines, body),
  ...more,
});

const json = 'Content-Type: application/json';
const html = 'Content-Type: text/html';

/** Answers other than 101 (RFC 6455 §4.1 item 1, RFC 9110 §15). */
export const statusCases = inGroup('handshake', [
  {
    id: '204-empty',
    kind: 'http',
    says: [/204/],
    stages: ['http'],
    speak: async (peer) => {
      // A 204 has no Content-Length (RFC 9110 §8.6).
      await peer.write('HTTP/1.1 204 No Content\r\n\r\n');
      await peer.untilClientEnds();
    },
  },
  refuses('206', '206 Partial Content', ['Content-Range: bytes 0-0/1'], 'x', [/206/]),
  refuses('300-no-location', '300 Multiple Choices', [], '', [/300/, /Location/]),
  refuses(
    '401-bearer',
    '401 Unauthorized',
    ['WWW-Authenticate: Bearer error="invalid_token", error_description="The token expired"', json],
    '{"message":"jwt expired"}',
    [/401/, /Bearer/, /expired/],
  ),
  refuses('401-no-challenge', '401 Unauthorized', [], 'no', [/401/, /WWW-Authenticate/], {
    kind: 'violation',
    rulesBecause:
      'The missing WWW-Authenticate is a rule of HTTP authentication; the transcript watches heads, bodies and upgrades.',
  }),
  refuses(
    '403-waf',
    '403 Forbidden',
    ['Server: cloudflare', 'CF-RAY: 8f', html],
    '<html><h1>You have been blocked</h1></html>\r\n\r\n',
    [/403/, /Cloudflare/i],
  ),
  refuses('404-html', '404 Not Found', [html], '<pre>Cannot GET /chat</pre>', [/404/, /Cannot GET \/chat/]),
  refuses('407', '407 Proxy Authentication Required', ['Proxy-Authenticate: Negotiate'], 'proxy', [
    /proxy/i,
    /Negotiate/,
  ]),
  refuses('408', '408 Request Timeout', ['Connection: close'], '', [/408|timed out/i]),
  refuses('410', '410 Gone', [], 'channel closed', [/410|gone/i, /channel closed/]),
  refuses('421', '421 Misdirected Request', [], 'wrong host', [/421/, /Host/i]),
  refuses('425', '425 Too Early', [], '', [/425/, /early|retry|0-RTT/i]),
  refuses(
    '426-version',
    '426 Upgrade Required',
    ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 8', 'Sec-WebSocket-Version: 7, 0'],
    'use v8 or 7',
    [/version/i, /8, 7, 0/],
  ),
  refuses('429-retry-after', '429 Too Many Requests', ['Retry-After: 17'], 'slow down', [/429|limit/i, /17/]),
  refuses('431', '431 Request Header Fields Too Large', [], '', [/431/, /header/i]),
  refuses('501', '501 Not Implemented', [], '', [/501/]),
  refuses(
    '502-nginx',
    '502 Bad Gateway',
    ['Server: nginx', html],
    '<html><head><title>502 Bad Gateway</title></head>\n<body>nginx</body>\n</html>\r\n\r\n',
    [/502/, /nginx/i, /backend|upstream/i],
  ),
  {
    id: '504-after-delay',
    kind: 'http',
    says: [/504/, /timeout|timed out/i],
    stages: ['http'],
    speak: async (peer) => {
      await peer.wait(1000);
      await respond(peer, '504 Gateway Timeout');
    },
  },
  refuses('505', '505 HTTP Version Not Supported', [], '', [/505/]),
]);
