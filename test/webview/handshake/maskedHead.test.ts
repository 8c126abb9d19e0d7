import { expect, test } from 'vitest';
import { MASK, hasSecrets, maskedRaw, maskedValue } from '../../../webview/handshake/maskedHead.ts';

test('secret values are masked and everything else stays, byte for byte', () => {
  const raw =
    'GET /?token=1 HTTP/1.1\r\nHost: a\r\nAuthorization:  Bearer x y\r\nSec-WebSocket-Key: abc==\r\nCookie:a=b\r\n\tc=d\r\nX: 1\r\n\r\n';
  expect(maskedRaw(raw)).toBe(
    `GET /?token=1 HTTP/1.1\r\nHost: a\r\nAuthorization:  ${MASK}\r\nSec-WebSocket-Key: abc==\r\nCookie:${MASK}\r\n\t${MASK}\r\nX: 1\r\n\r\n`,
  );
});

test('single values', () => {
  expect(maskedValue('Set-Cookie', 'sid=1')).toBe(MASK);
  expect(maskedValue('Set-Cookie', '')).toBe('');
  expect(maskedValue('Server', 'nginx')).toBe('nginx');
  expect(hasSecrets([['Server', 'nginx']])).toBe(false);
  expect(hasSecrets([['cookie', 'a']])).toBe(true);
});
