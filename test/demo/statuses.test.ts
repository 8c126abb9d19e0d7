import { expect, test } from 'vitest';
import { rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

const answerTo = async (request: string) =>
  withDemo(async ({ port }) => (await rawExchange(port, request)).bytes.toString());

test.each([
  [400, 'application/json', 'Missing query parameter'],
  [401, 'WWW-Authenticate: Bearer realm="demo", error="invalid_token"', 'expired'],
  [403, 'application/json', 'origin_not_allowed'],
  [404, 'text/html', 'Cannot GET'],
  [426, 'Sec-WebSocket-Version: 13\r\n', 'version 13 only'],
  [429, 'Retry-After: 17\r\n', 'rate_limited'],
  [500, 'application/json', 'requestId'],
  [502, 'Server: nginx\r\n', '<center><h1>502 Bad Gateway</h1></center>'],
  [503, 'Retry-After: 5\r\n', 'upstream connect error'],
  [418, 'text/plain', 'Teapot'],
  [200, 'text/html', 'Welcome'],
])('/status/%i refuses the upgrade with its headers and body.', async (status, header, body) => {
  const answer = await answerTo(upgradeRequest(`/status/${status}`));
  const [head, ...rest] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(`${head}\r\n`).toContain(header);
  expect(rest.join('\r\n\r\n')).toContain(body);
});

test('A plain GET gets the same answer.', async () => {
  expect(await answerTo('GET /status/503 HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 503 Service Unavailable/);
});

test.each(['/status', '/status/101', '/status/600', '/status/abc'])(
  '%s says which statuses there are.',
  async (path) => {
    expect(await answerTo(upgradeRequest(path))).toMatch(/^HTTP\/1\.1 404 [^]*Give 200 to 599/);
  },
);
