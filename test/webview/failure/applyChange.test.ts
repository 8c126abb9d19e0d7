import { expect, test } from 'vitest';
import { emptyFields } from '../../../webview/connection/draftFields.ts';
import { applyChange, wanted } from '../../../webview/failure/applyChange.ts';

const fields = { ...emptyFields, headers: 'X-A: 1\nauthorization: old\n' };

test.each([
  [{ kind: 'url', url: 'wss://a' }, { url: 'wss://a' }],
  [{ kind: 'subprotocols', subprotocols: ['a', 'b'] }, { subprotocols: 'a, b' }],
  [{ kind: 'origin', origin: 'https://a' }, { origin: 'https://a' }],
  [{ kind: 'origin', origin: undefined }, { origin: '' }],
  [{ kind: 'deflate', on: false }, { deflate: false }],
  [{ kind: 'timeout', ms: 30000 }, { handshakeTimeout: '30000' }],
  [{ kind: 'verify-tls', on: false }, { 'tls.verify': false }],
  [{ kind: 'follow-redirects', on: true }, { followRedirects: true }],
  [{ kind: 'header', name: 'X-B', value: '2' }, { headers: 'X-A: 1\nauthorization: old\nX-B: 2' }],
  [{ kind: 'header', name: 'Authorization', value: 'new' }, { headers: 'X-A: 1\nAuthorization: new' }],
  [{ kind: 'option', path: 'requireSubprotocol', value: false }, { requireSubprotocol: false }],
  [{ kind: 'option', path: 'tls.minVersion', value: 'TLSv1' }, { 'tls.minVersion': 'TLSv1' }],
  [{ kind: 'option', path: 'maxRedirects', value: 20 }, { maxRedirects: '20' }],
  [{ kind: 'option', path: 'tls.ca', value: 'ca.pem' }, { 'tls.ca': 'ca.pem' }],
  [{ kind: 'option', path: 'no.such', value: 1 }, {}],
  [{ kind: 'trust', certificate: 'PEM\n' }, { 'tls.ca': 'PEM\n' }],
  [{ kind: 'credentials', type: 'bearer' }, { 'auth.type': 'bearer' }],
] as const)('%o', (change, expected) => {
  expect(applyChange(fields, change)).toEqual(expected);
});

test('one more certificate stands below those that are trusted already', () => {
  const trusting = { ...emptyFields, 'tls.ca': 'ca.pem\n' };
  expect(applyChange(trusting, { kind: 'trust', certificate: 'PEM' })).toEqual({ 'tls.ca': 'ca.pem\nPEM' });
});

test('what only the user knows is asked for in its field', () => {
  expect(wanted({ kind: 'credentials', type: 'basic' })).toMatchObject({ field: 'auth', part: 'username' });
  expect(wanted({ kind: 'credentials', type: 'bearer' })).toMatchObject({ field: 'auth', part: 'token' });
  expect(wanted({ kind: 'deflate', on: false })).toBeUndefined();
});

test('a first header stands alone', () => {
  expect(applyChange(emptyFields, { kind: 'header', name: 'A', value: '1' })).toEqual({ headers: 'A: 1' });
});
