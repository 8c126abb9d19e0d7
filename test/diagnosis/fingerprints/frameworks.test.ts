import { expect, test } from 'vitest';
import { fingerprints } from '../../../src/diagnosis/fingerprints.ts';
import { frameworks } from '../../../src/diagnosis/fingerprints/frameworks.ts';
import { body, response } from '../../support/evidence.ts';

test.each([
  ['express', 404, '', '<pre>Cannot GET /chat</pre>', 'no WebSocket server is attached'],
  [
    'fastify',
    404,
    '',
    '{"message":"Route GET:/chat not found","error":"Not Found","statusCode":404}',
    '@fastify/websocket',
  ],
  ['vite', 403, '', 'Blocked request. This host ("a.test") is not allowed.', 'allowedHosts'],
  ['webpack', 200, '', 'Invalid Host header', 'allowedHosts'],
  ['django', 404, '', 'Using the URLconf defined in <code>mysite.urls</code>', 'Channels'],
  ['spring', 403, '', 'Invalid CORS request', 'setAllowedOrigins'],
  ['spring', 404, '', '<h1>Whitelabel Error Page</h1>', 'no handler'],
  ['spring', 404, '', '{"timestamp":"2024-01-01T00:00:00","status":404,"error":"Not Found","path":"/x"}', ''],
  ['rails', 403, '', '<h1>Blocked hosts: a.test</h1>', 'config.hosts'],
  ['rails', 404, '', 'No route matches [GET] "/cable"', 'allowed_request_origins'],
  ['go-gorilla', 403, '', 'websocket: request origin not allowed by Upgrader.CheckOrigin', 'CheckOrigin'],
  ['php', 200, 'X-Powered-By: PHP/8.2', '', 'PHP'],
  ['kubernetes', 403, '', '{"kind":"Status","apiVersion":"v1"}', ''],
] as const)('%s by %s %s', (id, status, header, text, says) => {
  const answer = header === '' ? response(`HTTP/1.1 ${status} X`) : response(`HTTP/1.1 ${status} X`, header);
  const found = fingerprints(answer, text === '' ? undefined : body(text))[0];
  expect(found?.id).toBe(id);
  expect(found?.says ?? '').toContain(says);
});

test('each pattern has a condition', () => {
  for (const pattern of frameworks) expect(pattern.header ?? pattern.body).toBeDefined();
});
