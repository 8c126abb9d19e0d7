import { expect, test } from 'vitest';
import { starredHead } from '../../../src/diagnosis/report/starredHead.ts';

const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

test('stars for secrets, byte by byte, and everything else as it was', () => {
  const raw = head(
    'GET /chat?room=1&token=s3cr3t&x=2 HTTP/1.1',
    'Host: 127.0.0.1',
    'Authorization: Bearer abc.def',
    'Cookie: sid=123; theme=dark',
    'X-Api-Key:  k3y ',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Referer: https://ann:pw@h/x',
  );
  const starred = starredHead(raw);
  expect(starred.length).toBe(raw.length);
  expect(starred).toBe(
    head(
      'GET /chat?room=1&token=******&x=2 HTTP/1.1',
      'Host: 127.0.0.1',
      'Authorization: Bearer *******',
      'Cookie: sid=***; theme=****',
      'X-Api-Key:  *** ',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Referer: https://******@h/x',
    ),
  );
});

test('a parameter whose name is known to be secret, and a token in the path', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln';
  expect(starredHead(head(`GET /ws/${token}?apikeyname=v HTTP/1.1`), ['apikeyname'])).toBe(
    head(`GET /ws/${'*'.repeat(token.length)}?apikeyname=* HTTP/1.1`),
  );
  expect(starredHead(head(`GET /${token}/${token} HTTP/1.1`))).toBe(
    head(`GET /${'*'.repeat(token.length)}/${'*'.repeat(token.length)} HTTP/1.1`),
  );
  expect(starredHead(head(`HTTP/1.1 302 ${token} ${token}`))).toBe(
    head(`HTTP/1.1 302 ${'*'.repeat(2 * token.length + 1)}`),
  );
});

test('folded lines go with their header, and lines that are no headers are looked into', () => {
  const raw = head(
    'HTTP/1.1 101 Switching Protocols',
    'Set-Cookie: sid=123;',
    '\tPath=/',
    'X-Plain: a',
    ' b',
    'Bearer abcdefghij',
  );
  expect(starredHead(raw)).toBe(
    head(
      'HTTP/1.1 101 Switching Protocols',
      'Set-Cookie: sid=***;',
      '*******',
      'X-Plain: a',
      ' b',
      'Bearer **********',
    ),
  );
});

test('several secrets in one value that cannot be told apart take all of it', () => {
  const value = 'https://h/?token=a&password=b';
  expect(starredHead(head('HTTP/1.1 302 Found', `Location: ${value}`))).toBe(
    head('HTTP/1.1 302 Found', `Location: ${'*'.repeat(value.length)}`),
  );
});
