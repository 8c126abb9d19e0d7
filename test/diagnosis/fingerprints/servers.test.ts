import { expect, test } from 'vitest';
import { fingerprints } from '../../../src/diagnosis/fingerprints.ts';
import { servers } from '../../../src/diagnosis/fingerprints/servers.ts';
import { body, response } from '../../support/evidence.ts';

test.each([
  ['nginx', 502, 'Server: nginx', '', 'could not reach'],
  ['nginx', 504, 'Server: nginx/1.18.0', '', 'proxy_read_timeout'],
  ['nginx', 404, '', '<hr><center>nginx/1.18.0 (Ubuntu)</center>', 'answered itself'],
  ['openresty', 400, 'Server: openresty/1.21', '', ''],
  ['apache', 503, 'Server: Apache/2.4.57', '', 'ProxyPass'],
  ['apache', 404, '', '<address>Apache/2.4.57 (Debian) Server at x Port 80</address>', 'upgrade=websocket'],
  ['iis', 404, 'Server: Microsoft-IIS/10.0', '', 'WebSocket Protocol feature'],
  ['caddy', 502, 'Server: Caddy', '', 'reverse_proxy'],
  ['kestrel', 404, 'Server: Kestrel', '', 'UseWebSockets'],
  ['uvicorn', 403, 'Server: uvicorn', '', 'before accepting'],
  ['daphne', 403, 'Server: daphne', '', 'AllowedHostsOriginValidator'],
  ['tornado', 403, '', 'Cross origin websockets not allowed', 'check_origin'],
  ['gunicorn', 400, 'Server: gunicorn', '', 'ASGI'],
  ['python-websockets', 403, 'Server: Python/3.12 websockets/12.0', '', ''],
] as const)('%s by %s %s', (id, status, header, text, says) => {
  const answer = header === '' ? response(`HTTP/1.1 ${status} X`) : response(`HTTP/1.1 ${status} X`, header);
  const found = fingerprints(answer, text === '' ? undefined : body(text))[0];
  expect(found?.id).toBe(id);
  expect(found?.says ?? '').toContain(says);
});

test('each pattern has a condition', () => {
  for (const pattern of servers) expect(pattern.header ?? pattern.body).toBeDefined();
});
