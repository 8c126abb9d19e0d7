import { expect, test } from 'vitest';
import { emptyFields } from '../../../webview/connection/draftFields.ts';
import { cleanUrl, unkeptText, withoutSecrets } from '../../../webview/connection/secretFields.ts';

test('secret header values are left out, and named', () => {
  const { fields, unkept } = withoutSecrets({
    ...emptyFields,
    headers: 'Authorization: Bearer x\nX-A: b\nX-Api-Key:k\nCookie:\nno header',
  });
  expect(fields['headers']).toBe('Authorization: \nX-A: b\nX-Api-Key: \nCookie:\nno header');
  expect(unkept).toEqual([
    { path: 'headers', name: 'Authorization' },
    { path: 'headers', name: 'X-Api-Key' },
  ]);
});

test('any cookie may carry the session', () => {
  const { fields, unkept } = withoutSecrets({ ...emptyFields, cookies: 'a=1\nb=' });
  expect(fields['cookies']).toBe('a=\nb=');
  expect(unkept).toEqual([{ path: 'cookies', name: 'a' }]);
});

test('secret texts, private keys and credentials in URLs are left out', () => {
  const secrets = {
    'auth.password': 'hunter2',
    'auth.token': 'hunter2',
    'auth.value': 'hunter2',
    'tls.passphrase': 'hunter2',
    'tls.key': '-----BEGIN EC PRIVATE KEY-----\nhunter2\n-----END EC PRIVATE KEY-----\n',
    'tls.ca': 'a.pem\n-----BEGIN PRIVATE KEY-----\nhunter2',
    proxy: 'socks5://ann:hunter2@proxy:1080',
  };
  const { fields, unkept } = withoutSecrets({
    ...emptyFields,
    url: 'wss://ann:hunter2@a/?access_token=hunter2',
    ...secrets,
  });
  expect(JSON.stringify(fields)).not.toContain('hunter2');
  expect(fields).toMatchObject({ url: 'wss://a/?access_token=', proxy: 'socks5://proxy:1080', 'tls.ca': 'a.pem\n' });
  expect(new Set(unkept.map(({ path }) => path))).toEqual(new Set(['url', ...Object.keys(secrets)]));
});

test('what holds a variable is no secret', () => {
  const fields = {
    ...emptyFields,
    url: 'wss://${env:USER}:${env:PASSWORD}@a',
    headers: 'Authorization: Bearer ${env:TOKEN}',
    'auth.password': '${env:PASSWORD}',
  };
  expect(withoutSecrets(fields)).toEqual({ fields, unkept: [] });
});

test.each([
  ['wss://a:b@host/p@q', 'wss://host/p@q'],
  ['user:pa@ss@host:1', 'host:1'],
  ['wss://host/?a=1&token=x&b=2', 'wss://host/?a=1&token=&b=2'],
  ['wss://host/?api%5Fkey=x', 'wss://host/?api%5Fkey='],
  ['ws+unix:/run/a@b.sock:/x', 'ws+unix:/run/a@b.sock:/x'],
  ['wss://host/?%zz=1', 'wss://host/?%zz=1'],
  ['wss://host/hook/9fQ2xLm47ZbTq81RkV0c?id=9fQ2xLm47ZbTq81RkV0c', 'wss://host/hook/?id='],
  ['none', 'none'],
  ['', ''],
])('%s is kept as %s', (url, kept) => {
  expect(cleanUrl(url).text).toBe(kept);
});

test('what is missing is said where it was', () => {
  const unkept = [
    { path: 'headers', name: 'Authorization' },
    { path: 'headers', name: 'Cookie' },
    { path: 'tls.passphrase', name: 'the passphrase' },
  ];
  expect(unkeptText(unkept, 'headers')).toBe(
    'For safety the panel did not keep what stood behind Authorization, Cookie. Type it again.',
  );
  expect(unkeptText(unkept, 'tls.passphrase')).toBe('For safety the panel did not keep the passphrase. Type it again.');
  expect(unkeptText(unkept, 'proxy')).toBe('');
});
