import { expect, test } from 'vitest';
import { MASK, hasSecrets, maskedRaw, maskedText, maskedValue } from '../../../webview/handshake/maskedHead.ts';

test('secret values are masked and everything else stays, byte for byte', () => {
  const raw = [
    'GET /?token=1&room=2 HTTP/1.1',
    'Host: a',
    'Authorization:  Bearer x y ',
    'Sec-WebSocket-Key: abc==',
    'Cookie:a=b; c=d',
    '\te=f',
    'X-Api-Key : 1\r2',
    'X: 1',
    ' folded?sig=1',
    'no header',
    '',
    '',
  ].join('\r\n');
  expect(maskedRaw(raw).split('\r\n')).toEqual([
    `GET /?token=${MASK}&room=2 HTTP/1.1`,
    'Host: a',
    `Authorization:  Bearer ${MASK} `,
    'Sec-WebSocket-Key: abc==',
    `Cookie:a=${MASK}; c=${MASK}`,
    `\t${MASK}`,
    `X-Api-Key : ${MASK}`,
    'X: 1',
    ` folded?sig=${MASK}`,
    'no header',
    '',
    '',
  ]);
  expect(hasSecrets(raw)).toBe(true);
  expect(hasSecrets('HTTP/1.1 101 OK\r\nServer: nginx\r\n\r\n')).toBe(false);
});

test.each([
  ['Authorization', 'justatoken', MASK],
  ['Proxy-Authorization', 'Basic YTpi', `Basic ${MASK}`],
  ['Cookie', 'nothing; ', `${MASK}; `],
  ['Set-Cookie', 'sid=1; Path=/; HttpOnly', `sid=${MASK}; Path=/; HttpOnly`],
  ['Set-Cookie', '', ''],
  ['Server', 'nginx', 'nginx'],
  [
    'Sec-WebSocket-Extensions',
    'permessage-deflate; server_max_window_bits=10',
    'permessage-deflate; server_max_window_bits=10',
  ],
  [
    'Sec-WebSocket-Protocol',
    'base64url.bearer.authorization.k8s.io.QUJD, v4',
    `base64url.bearer.authorization.k8s.io.${MASK}, v4`,
  ],
  ['Location', 'wss://u:p@a.test/?access%5Ftoken=1', `wss://${MASK}@a.test/?access%5Ftoken=${MASK}`],
])('%s: %s', (name, value, shown) => expect(maskedValue(name, value)).toBe(shown));

test.each([
  ['/?%zz=1', '/?%zz=1'],
  ['GET /hook/9fQ2xLm47ZbTq81RkV0c?id=9fQ2xLm47ZbTq81RkV0c HTTP/1.1', `GET /hook/${MASK}?id=${MASK} HTTP/1.1`],
  ['wss://h/9fQ2xLm47ZbTq81RkV0c/x', `wss://h/${MASK}/x`],
  ['text/9fQ2xLm47ZbTq81RkV0c', 'text/9fQ2xLm47ZbTq81RkV0c'],
  ['x eyJhbGciOiJI.eyJzdWIi.abc y', `x ${MASK} y`],
  ['http://a.test:80/@b', 'http://a.test:80/@b'],
])('text: %s', (text, shown) => expect(maskedText(text)).toBe(shown));

test('masks a URL with a password inside of a query', () => {
  expect(maskedText('GET /?to=wss%3A%2F%2Fuser%3Apw%40h%2F&a=1 HTTP/1.1')).toBe(`GET /?to=${MASK}&a=1 HTTP/1.1`);
  expect(maskedText('GET /?to=wss%3A%2F%2Fh%2F HTTP/1.1')).toBe('GET /?to=wss%3A%2F%2Fh%2F HTTP/1.1');
});

test('a parameter that is named as a secret is one whatever it is called', () => {
  const raw = 'GET /?acme=hunter2&b=1 HTTP/1.1\r\nReferer: http://a/?acme=hunter2\r\n\r\n';
  expect(hasSecrets(raw)).toBe(false);
  expect(hasSecrets(raw, ['acme'])).toBe(true);
  expect(maskedRaw(raw, ['acme'])).toBe(`GET /?acme=${MASK}&b=1 HTTP/1.1\r\nReferer: http://a/?acme=${MASK}\r\n\r\n`);
  expect(maskedText('GET /?acme=hunter2', ['acme'])).toBe(`GET /?acme=${MASK}`);
  expect(maskedValue('Location', '/?acme=hunter2', ['acme'])).toBe(`/?acme=${MASK}`);
});

test('a header that is named as a secret is one, with the lines it is folded over', () => {
  expect(maskedRaw('GET / HTTP/1.1\r\nX-Seat: hunter2\r\n more\r\nX-Row: 1\r\n\r\n', ['x-seat'])).toBe(
    `GET / HTTP/1.1\r\nX-Seat: ${MASK}\r\n ${MASK}\r\nX-Row: 1\r\n\r\n`,
  );
});
