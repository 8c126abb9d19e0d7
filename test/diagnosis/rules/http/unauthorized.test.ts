import { expect, test } from 'vitest';
import { unauthorized } from '../../../../src/diagnosis/rules/http/unauthorized.ts';
import { refusal, request, response } from '../../../support/evidence.ts';

const withToken = { headerNames: ['Authorization'] };
const denied = (headers: string[], text?: string, asked = {}) =>
  unauthorized(refusal(response('HTTP/1.1 401 Unauthorized', ...headers), text, { asked }));

test('a Bearer token that has expired', () => {
  const diagnosis = denied(
    ['WWW-Authenticate: Bearer error="invalid_token", error_description="expired"'],
    '{"message":"jwt expired"}',
    withToken,
  );
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'bearer-token-refused',
    title: 'The Bearer token was rejected: expired',
    section: 'RFC 6750 §3, RFC 9110 §11.6.1',
  });
  expect(diagnosis?.explanation).toContain('jwt expired');
  expect(diagnosis?.likelyCauses[0]?.cause).toBe('The token has expired');
});

test('a token that was never sent is not blamed', () => {
  const challenge = 'WWW-Authenticate: Bearer error="invalid_token", error_description="The access token expired"';
  const diagnosis = denied([challenge]);
  expect(diagnosis).toMatchObject({
    cause: 'bearer-token-missing',
    title: 'We sent no Authorization header; the server says "The access token expired" (401)',
    likelyCauses: [{ cause: 'The credentials are missing', because: 'The request had no Authorization header.' }],
  });
  const elsewhere = denied([challenge], undefined, { url: 'ws://a.test/?token=x', headerNames: ['Cookie'] });
  expect(elsewhere?.likelyCauses[0]?.cause).toBe('The credentials are missing');
  expect(elsewhere?.likelyCauses[1]?.because).toBe('We sent a query in the URL and Cookie.');
});

test('an Authorization that the URL brought counts as sent', () => {
  const answer = response('HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Basic realm="a"');
  const diagnosis = unauthorized(refusal(answer, undefined, { request: request('Authorization: Basic eDp5') }));
  expect(diagnosis?.explanation).toContain('The request carried Authorization, which was not accepted.');
});

test('a scope that is lacking', () => {
  expect(denied(['WWW-Authenticate: Bearer error="insufficient_scope"'], undefined, withToken)?.explanation).toContain(
    'does not allow this',
  );
});

test('Basic names its realm, and what was sent', () => {
  const diagnosis = denied(['WWW-Authenticate: Basic realm="staging"']);
  expect(diagnosis).toMatchObject({
    cause: 'unauthorized',
    title: 'The server wants credentials: Basic, realm "staging"',
  });
  expect(diagnosis?.explanation).toContain('no Authorization header');
  expect(
    denied(['WWW-Authenticate: Basic realm="x"'], undefined, { headerNames: ['Authorization'] })?.likelyCauses[0]
      ?.cause,
  ).toContain('wrong or have expired');
  expect(denied([], undefined, { url: 'ws://a.test/?token=x' })?.likelyCauses[0]?.because).toContain(
    'The URL has a query',
  );
});

test('without a challenge', () =>
  expect(denied([])).toMatchObject({
    cause: 'unauthorized-without-challenge',
    title: expect.stringContaining('401 without WWW-Authenticate') as string,
  }));

test.each([
  ['Digest realm="a"', 'Digest'],
  ['Negotiate', 'operating system'],
])('%s', (challenge, words) =>
  expect(denied([`WWW-Authenticate: ${challenge}`])?.remedies.some(({ title }) => title.includes(words))).toBe(true),
);

test('other statuses are other matters', () =>
  expect(unauthorized(refusal(response('HTTP/1.1 403 X')))).toBeUndefined());
