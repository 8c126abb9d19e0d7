import { expect, test } from 'vitest';
import { redirected } from '../../../../src/diagnosis/rules/http/redirected.ts';
import { failure, refusal, response } from '../../../support/evidence.ts';

const to = (location: string, changes: Parameters<typeof refusal>[2] = {}) =>
  redirected(refusal(response('HTTP/1.1 302 Found', `Location: ${location}`), undefined, changes));

test('connect there in one click, the scheme mapped', () => {
  const diagnosis = to('https://other.test/ws?token=secret');
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'redirect',
    title: 'The server redirects to https://other.test/ws?token=•••',
  });
  expect(diagnosis?.explanation).toContain('The scheme https: stands for wss: here.');
  expect(diagnosis?.remedies.map(({ change }) => change)).toEqual([
    { kind: 'url', url: 'wss://other.test/ws?token=secret' },
    { kind: 'follow-redirects', on: true },
  ]);
  expect(JSON.stringify(diagnosis?.evidence)).not.toContain('secret');
});

test('a relative Location, and a slash at the end', () => {
  const diagnosis = to('/chat/');
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'url', url: 'ws://example.test/chat/' });
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('slash');
});

test.each([
  ['https://sso.example.test/start'],
  ['https://example.test/login?next=/chat'],
  ['/oauth2/authorize?x=1'],
  ['/users/sign_in'],
])('%s is a login page', (location) =>
  expect(to(location)).toMatchObject({
    cause: 'redirect-to-login',
    title: 'Redirected to a login page: the server does not know who we are',
  }),
);

test('refused and broken ones', () => {
  expect(to('file:///etc/passwd')).toMatchObject({
    cause: 'redirect-refused-scheme',
    title: 'A redirect to the scheme file: was refused',
  });
  expect(to('ws://[bad')?.explanation).toContain('"ws://[bad"');
  expect(to('ws://example.test/', { asked: { url: 'wss://example.test/' } })).toMatchObject({
    cause: 'redirect-downgrade',
  });
  expect(redirected(refusal(response('HTTP/1.1 300 Multiple Choices')))).toMatchObject({
    cause: 'redirect-without-location',
    title: 'Status 300 Multiple Choices without Location',
  });
});

test('too many: the hops are listed', () => {
  const redirects = [1, 2, 3].map((n) => ({ status: 302, from: `ws://example.test/${n}`, location: `/${n + 1}` }));
  const diagnosis = to('/5', {
    failure: failure('http', 'REDIRECT_LIMIT', 'Stopped after 10 redirects: a → b', { limit: 10 }),
    redirects,
  });
  expect(diagnosis).toMatchObject({ cause: 'too-many-redirects', title: 'Stopped after 10 redirects' });
  expect(diagnosis?.evidence.map(({ text }) => text)).toContain('hop 2: ws://example.test/2 → 302 → /3');
});

test('other statuses are other matters', () =>
  expect(redirected(refusal(response('HTTP/1.1 200 OK', 'Location: /x')))).toBeUndefined());
