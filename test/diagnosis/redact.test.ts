import { expect, test } from 'vitest';
import { nameSecrets } from '../../src/base/secretNames.ts';
import { mask, maskHeaderValue, maskText, maskUrl, replaceUrlSecrets } from '../../src/diagnosis/redact.ts';

test.each([
  ['Authorization', 'Bearer abc.def.ghi', `Bearer ${mask}`],
  ['proxy-authorization', 'Basic dXNlcjpwYXNz', `Basic ${mask}`],
  ['Authorization', 'justatoken', mask],
  ['Cookie', 'sid=1; theme=dark', `sid=${mask}; theme=${mask}`],
  ['Set-Cookie', 'sid=secret; Path=/; HttpOnly', `sid=${mask}; Path=/; HttpOnly`],
  ['X-Api-Key', '12345', mask],
  ['X-Access-Token', '12345', mask],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ['Sec-WebSocket-Protocol', 'chat.v1, chat.v2', 'chat.v1, chat.v2'],
  ['Location', 'https://a.test/x?token=1', `https://a.test/x?token=${mask}`],
  ['Server', 'nginx', 'nginx'],
  ['X-From', 'eyJhbGciOiJ9.eyJzdWIiOiIx.sig', mask],
  ['X-Request-Id', '9fQ2xLm47ZbTq81RkV0c', '9fQ2xLm47ZbTq81RkV0c'],
])('%s: %s', (name, value, shown) => expect(maskHeaderValue(name, value)).toBe(shown));

test('a bearer token carried as a subprotocol is masked', () => {
  const value = 'base64url.bearer.authorization.k8s.io.QUJDREVGR0g, v4.channel.k8s.io';
  expect(maskHeaderValue('Sec-WebSocket-Protocol', value)).not.toContain('QUJDREVGR0g');
});

test.each([
  ['wss://user:pass@host.test/x', `wss://${mask}@host.test/x`],
  ['wss://user:p@ss@host.test/x', `wss://${mask}@host.test/x`],
  ['ws://h/?token=abc&room=1', `ws://h/?token=${mask}&room=1`],
  ['ws://h/?access_token=abc#id_token=def', `ws://h/?access_token=${mask}#id_token=${mask}`],
  [
    'ws://h/?apiKey=1&api_key=2&X-Amz-Signature=3&key=4',
    `ws://h/?apiKey=${mask}&api_key=${mask}&X-Amz-Signature=${mask}&key=${mask}`,
  ],
  ['ws://h/?q=a%20b&keyboard=de', 'ws://h/?q=a%20b&keyboard=de'],
  ['ws://h/?token=', 'ws://h/?token='],
  ['ws://h/hook/9fQ2xLm47ZbTq81RkV0c?id=9fQ2xLm47ZbTq81RkV0c&room=1', `ws://h/hook/${mask}?id=${mask}&room=1`],
  ['GET /hook/9fQ2xLm47ZbTq81RkV0c HTTP/1.1', `GET /hook/${mask} HTTP/1.1`],
  ['ws://h/?%zz=1', 'ws://h/?%zz=1'],
  ['not a url', 'not a url'],
])('%s', (url, shown) => expect(maskUrl(url)).toBe(shown));

test('the secrets of a URL are handed over as they stand in it', () => {
  const found: string[] = [];
  const url = replaceUrlSecrets('wss://u:p%40@h.test/9fQ2xLm47ZbTq81RkV0c/x?access%5Ftoken=a%20b&room=1&sig=', {
    userinfo: (userinfo) => `<${userinfo}>`,
    parameter: (name, value) => {
      found.push(name, value);
      return 'T';
    },
    part: () => 'P',
  });
  expect(url).toBe('wss://<u:p%40>@h.test/P/x?access%5Ftoken=T&room=1&sig=');
  expect(found).toEqual(['access_token', 'a%20b']);
});

test('secrets in running text are masked', () => {
  const text =
    'Authorization: Bearer abcdefghij\nsee wss://u:p@h/?token=t now, sent Bearer 0123456789abc and eyJhbGciOiJ9.eyJzdWIiOiIx.sig';
  const shown = maskText(text);
  for (const secret of ['abcdefghij', 'u:p', 'token=t', '0123456789abc', 'eyJzdWIiOiIx'])
    expect(shown).not.toContain(secret);
  expect(shown).toContain('see wss://');
});

test.each([
  ['ws://h/?to=wss%3A%2F%2Fuser%3Apw%40h%2F', 'ws://h/?to=•••'],
  ['ws://h/?a=1&to=wss%3A%2F%2Fh%2F%3Ftoken%3Dabc&b=2', 'ws://h/?a=1&to=•••&b=2'],
  ['ws://h/?to=wss%3A%2F%2Fh%2Fpath', 'ws://h/?to=wss%3A%2F%2Fh%2Fpath'],
  ['ws://h/?to=50%', 'ws://h/?to=50%'],
])('masks a URL inside of a URL: %s', (url, shown) => {
  expect(maskUrl(url)).toBe(shown);
  expect(maskUrl(maskUrl(url))).toBe(shown);
});

test('what the user names is masked wherever names are looked at', () => {
  nameSecrets(['x-tenant', 'seat']);
  try {
    expect(maskHeaderValue('X-Tenant', 'blue')).toBe(mask);
    expect(maskText('see ws://h/?seat=12&row=1')).toBe(`see ws://h/?seat=${mask}&row=1`);
  } finally {
    nameSecrets([]);
  }
});

test('a parameter that is named as a secret is one whatever it is called', () => {
  const named = ['acme id'];
  expect(maskUrl('/x?acme%20id=hunter2&acme=1', named)).toBe(`/x?acme%20id=${mask}&acme=1`);
  expect(maskUrl('/x?to=ws%3A%2F%2Fh%2F%3Facme%2520id%3Dhunter2', named)).toBe(`/x?to=${mask}`);
  expect(maskText('see ws://h/?acme%20id=hunter2 there', named)).toBe(`see ws://h/?acme%20id=${mask} there`);
  expect(maskHeaderValue('Location', '/y?acme%20id=hunter2', named)).toBe(`/y?acme%20id=${mask}`);
});

test('a header that is named as a secret is one whatever it is called, in any letter case', () => {
  expect(maskHeaderValue('X-Seat', 'hunter2')).toBe('hunter2');
  expect(maskHeaderValue('X-Seat', 'hunter2', ['x-seat'])).toBe(mask);
  expect(maskHeaderValue('X-Row', 'hunter2', ['x-seat'])).toBe('hunter2');
});
