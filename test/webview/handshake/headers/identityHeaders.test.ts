import { expect, test } from 'vitest';
import { explainHeader } from '../../../../webview/handshake/headers/explainHeader.ts';
import { identityHeaders } from '../../../../webview/handshake/headers/identityHeaders.ts';

const parts = (name: string, value: string): readonly string[] | undefined =>
  explainHeader(name, value, { side: 'response', request: [], accepted: false })?.parts;

test('they name who asks', () => expect(Object.keys(identityHeaders)).toContain('proxy-authorization'));

test.each([
  ['Authorization', 'Bearer ••••••', 'Bearer'],
  ['WWW-Authenticate', 'Digest realm="x"', 'Digest'],
  ['Proxy-Authenticate', 'Negotiate', 'Negotiate'],
  ['Proxy-Authorization', 'basic ••••••', 'Basic'],
])('%s names the scheme of %s', (name, value, scheme) => expect(parts(name, value)?.[0]).toMatch(`${scheme}: `));

test('a scheme that we do not know is left alone', () => expect(parts('Authorization', '••••••')).toEqual([]));

test('cookies are counted, and the attributes of a new one explained', () => {
  const cookie = explainHeader('Cookie', 'a=1; b=2', { side: 'request', request: [], accepted: true });
  expect(cookie?.words).toContain('2 cookies here');
  expect(parts('Set-Cookie', 'a=1; Secure; HttpOnly; SameSite=None')).toHaveLength(3);
  expect(parts('Set-Cookie', 'a=1; SameSite=Lax')?.[0]).toContain('goes without it');
});
