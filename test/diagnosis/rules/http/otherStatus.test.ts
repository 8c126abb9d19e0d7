import { expect, test } from 'vitest';
import { otherStatus } from '../../../../src/diagnosis/rules/http/otherStatus.ts';
import { refusal, refusedSwitch, response, switching } from '../../../support/evidence.ts';

test.each([
  ['405 Method Not Allowed', 'method-not-allowed', 'RFC 9110 §15.5.6, RFC 6455 §4.1'],
  ['407 Proxy Authentication Required', 'proxy-authentication-required', 'RFC 9110 §15.5.8, §11.7.1'],
  ['408 Request Timeout', 'request-timeout', 'RFC 9110 §15.5.9'],
  ['410 Gone', 'gone', 'RFC 9110 §15.5.11'],
  ['421 Misdirected Request', 'misdirected-request', 'RFC 9110 §15.5.20'],
  ['425 Too Early', 'too-early', 'RFC 8470 §5.2'],
  ['500 Internal Server Error', 'server-error', 'RFC 9110 §15.6.1'],
  ['501 Not Implemented', 'not-implemented', 'RFC 9110 §15.6.2'],
  ['505 HTTP Version Not Supported', 'http-version-not-supported', 'RFC 9110 §15.6.6, RFC 6455 §4.1'],
  ['511 Network Authentication Required', 'network-authentication-required', 'RFC 6585 §6'],
  ['999 Request denied', 'status-out-of-range', 'RFC 9110 §15'],
  ['418 I am a teapot', 'status-418', 'RFC 9110 §15.5.19'],
  ['507 Insufficient Storage', 'status-507', 'RFC 4918 §11.5'],
])('%s', (status, cause, section) => {
  const diagnosis = otherStatus(refusal(response(`HTTP/1.1 ${status}`)));
  expect(diagnosis).toMatchObject({ stage: 'http', cause, section });
  expect(diagnosis?.title).toContain(status.slice(0, 3));
});

test('what is peculiar to each is quoted', () => {
  expect(otherStatus(refusal(response('HTTP/1.1 405 X', 'Allow: POST')))?.explanation).toContain('only POST');
  expect(otherStatus(refusal(response('HTTP/1.1 407 X', 'Proxy-Authenticate: Negotiate')))?.title).toContain(
    '(Negotiate)',
  );
  expect(otherStatus(refusal(response('HTTP/1.1 421 X')))?.evidence.at(-1)?.text).toBe(
    'our request: Host: example.test',
  );
  expect(otherStatus(refusal(response('HTTP/1.1 410 Gone'), 'channel closed'))?.explanation).toContain(
    '"channel closed"',
  );
});

test('a 101 is another matter', () => expect(otherStatus(refusedSwitch(switching()))).toBeUndefined());
