import { expect, test } from 'vitest';
import { hostRefused } from '../../../../src/diagnosis/rules/http/hostRefused.ts';
import { refusal, response } from '../../../support/evidence.ts';

test.each([
  ['400 Bad Request', '<title>Bad Request (400)</title><h1>Bad Request (400)</h1>', 'ALLOWED_HOSTS'],
  ['400 Bad Request', '<h2>Bad Request - Invalid Hostname</h2><p>The request hostname is invalid.</p>', 'binding'],
  ['403 Forbidden', 'Blocked request. This host ("a.test") is not allowed.', 'server.allowedHosts'],
  ['403 Forbidden', 'Invalid Host header', 'allowedHosts'],
  ['403 Forbidden', 'Blocked hosts: a.test', 'config.hosts'],
])('%s %s', (status, text, remedy) => {
  const diagnosis = hostRefused(refusal(response(`HTTP/1.1 ${status}`), text));
  expect(diagnosis).toMatchObject({ stage: 'http', cause: 'host-refused', section: 'RFC 9110 §7.2, §15.5.1' });
  expect(diagnosis?.title).toContain('"example.test"');
  expect(diagnosis?.remedies[0]?.title).toContain(remedy);
  expect(diagnosis?.evidence.map(({ text: quote }) => quote)).toContain('our request: Host: example.test');
});

test('words about something else, and statuses of another kind, are other matters', () => {
  expect(hostRefused(refusal(response('HTTP/1.1 400 Bad Request'), 'no such room'))).toBeUndefined();
  expect(hostRefused(refusal(response('HTTP/1.1 503 X'), 'Invalid Host header'))).toBeUndefined();
});

test('where no product is known, the host is to be allowed', () => {
  const diagnosis = hostRefused(refusal(response('HTTP/1.1 421 Misdirected Request'), 'unknown host'));
  expect(diagnosis?.remedies.map(({ title }) => title).join()).toContain('Add example.test to the hosts');
});
