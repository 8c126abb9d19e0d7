import { expect, test } from 'vitest';
import { requestText } from '../../../src/diagnosis/report/requestText.ts';
import { handshake, head } from './handshakes.ts';

test('the request as it was sent, without its secrets', () => {
  const request = head('GET /?key=1 HTTP/1.1', [['Cookie', 'a=b']]);
  expect(requestText(handshake({ request }))).toBe('GET /?key=••• HTTP/1.1\r\nCookie: a=•••\r\n\r\n');
  expect(requestText(handshake({ request: undefined }))).toBeUndefined();
});
