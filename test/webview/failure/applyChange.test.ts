import { expect, test } from 'vitest';
import { emptyFields } from '../../../webview/connection/draftFields.ts';
import { applyChange } from '../../../webview/failure/applyChange.ts';

const fields = { ...emptyFields, headers: 'X-A: 1\nauthorization: old\n' };

test.each([
  [{ kind: 'url', url: 'wss://a' }, { url: 'wss://a' }],
  [{ kind: 'subprotocols', subprotocols: ['a', 'b'] }, { subprotocols: 'a, b' }],
  [{ kind: 'origin', origin: 'https://a' }, { origin: 'https://a' }],
  [{ kind: 'origin', origin: undefined }, { origin: '' }],
  [{ kind: 'deflate', on: false }, { deflate: false }],
  [{ kind: 'timeout', ms: 30000 }, { timeout: '30000' }],
  [{ kind: 'verify-tls', on: false }, { verifyTls: false }],
  [{ kind: 'follow-redirects', on: true }, { followRedirects: true }],
  [{ kind: 'header', name: 'X-B', value: '2' }, { headers: 'X-A: 1\nauthorization: old\nX-B: 2' }],
  [{ kind: 'header', name: 'Authorization', value: 'new' }, { headers: 'X-A: 1\nAuthorization: new' }],
] as const)('%o', (change, expected) => {
  expect(applyChange(fields, change)).toEqual(expected);
});

test('a first header stands alone', () => {
  expect(applyChange(emptyFields, { kind: 'header', name: 'A', value: '1' })).toEqual({ headers: 'A: 1' });
});
