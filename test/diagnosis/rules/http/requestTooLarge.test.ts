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
