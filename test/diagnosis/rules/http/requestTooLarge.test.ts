import { expect, test } from 'vitest';
import { requestTooLarge } from '../../../../src/diagnosis/rules/http/requestTooLarge.ts';
import { refusal, request, response } from '../../../support/evidence.ts';

test('the size of our head, and the largest header', () => {
  const diagnosis = requestTooLarge(
    refusal(response('HTTP/1.1 431 Request Header Fields Too Large'), undefined, {
      request: request(`Cookie: sid=${'a'.repeat(20_000)}`),
    }),
  );
  expect(diagnosis).toMatchObject({ stage: 'http', cause: 'request-headers-too-large', section: 'RFC 6585 §5' });
  expect(diagnosis?.title).toMatch(/^Our headers are too large for the server \(20,\d\d\d bytes\)$/);
  expect(diagnosis?.explanation).toContain('The largest header is Cookie with 20,004 bytes.');
  expect(JSON.stringify(diagnosis)).not.toContain('aaaa');
});

test('a small head of ours is not to blame', () => {
  const attempt = refusal(response('HTTP/1.1 431 X'));
  expect(requestTooLarge(attempt)?.explanation).not.toContain('largest');
  expect(requestTooLarge(attempt)?.likelyCauses[0]?.cause).toContain('A proxy on the way');
});

test('a URL that is too long', () =>
  expect(requestTooLarge(refusal(response('HTTP/1.1 414 URI Too Long')))).toMatchObject({ cause: 'url-too-long' }));

test('other statuses are other matters', () =>
  expect(requestTooLarge(refusal(response('HTTP/1.1 400 X')))).toBeUndefined());

test.each([
  ['400 Bad Request', '<center><h1>400 Bad Request</h1></center><center>Request Header Or Cookie Too Large</center>'],
  ['400 Bad Request', 'Size of a request header field exceeds server limit.'],
  ['400 Bad Request', 'Request header is too large'],
  ['400 Bad Request', '<p>HTTP Error 400. The size of the request headers is too long.</p>'],
])('%s, whose body says that the head is too large: %s', (status, text) => {
  const diagnosis = requestTooLarge(
    refusal(response(`HTTP/1.1 ${status}`), text, {
      request: request(`Cookie: theme=dark; session=${'a'.repeat(40_000)}`),
    }),
  );
  expect(diagnosis).toMatchObject({ cause: 'request-headers-too-large' });
  expect(diagnosis?.explanation).toContain('Of its 2 cookies the largest is "session", with 39.1 KiB (40,008 bytes).');
  expect(diagnosis?.likelyCauses.at(-1)?.because).toBe('Cookie alone has 39.1 KiB (40,020 bytes).');
  expect(diagnosis?.remedies[1]?.title).toContain('large_client_header_buffers');
});

test.each(['Request Line is too large (8191 > 4094)', 'The URI is too long', 'the query string is too long'])(
  '400, whose body says that the URL is too long: %s',
  (text) => expect(requestTooLarge(refusal(response('HTTP/1.1 400 X'), text))).toMatchObject({ cause: 'url-too-long' }),
);

test('a body that speaks of headers otherwise is another matter', () =>
  expect(requestTooLarge(refusal(response('HTTP/1.1 400 X'), 'Missing header: X-Token'))).toBeUndefined());
