import { expect, test } from 'vitest';
import { clientCertificate } from '../../../../src/diagnosis/rules/http/clientCertificate.ts';
import { refusal, response } from '../../../support/evidence.ts';

const answer = (status: string, text: string | undefined, given: boolean, url = 'wss://example.test/') =>
  clientCertificate(
    refusal(response(`HTTP/1.1 ${status}`), text, {
      asked: { url, ...(given ? { clientCertificate: 'pem' as const } : {}) },
    }),
  );

test.each([
  ['400 Bad Request', '<h1>400 Bad Request</h1><center>No required SSL certificate was sent</center>'],
  ['403 Forbidden', 'HTTP Error 403.7 - Forbidden: SSL client certificate is required.'],
  ['401 Unauthorized', '{"error":"client certificate required"}'],
  ['403 Forbidden', 'This site requires a valid client certificate'],
  ['496 SSL Certificate Required', undefined],
])('%s: %s', (status, text) => {
  const diagnosis = answer(status, text, false);
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'client-certificate-required',
    title: `The server wants a client certificate (${status.slice(0, 3)})`,
  });
  expect(diagnosis?.explanation).toContain('we gave none');
  expect(diagnosis?.remedies[0]?.title).toContain('Give this connection a client certificate');
});

test.each([
  ['400 Bad Request', '<center><h1>400 Bad Request</h1></center><center>The SSL certificate error</center>'],
  ['403 Forbidden', 'Your client certificate is untrusted or invalid.'],
  ['403 Forbidden', 'Client certificate has expired or is not yet valid.'],
  ['495 SSL Certificate Error', undefined],
])('one that does not verify, %s: %s', (status, text) => {
  expect(answer(status, text, true)).toMatchObject({
    cause: 'client-certificate-refused',
    title: `The server refused our client certificate (${status.slice(0, 3)})`,
  });
});

test('one that was given and did not arrive, and a URL without TLS', () => {
  const text = 'No required SSL certificate was sent';
  const given = answer('400 X', text, true);
  expect(given?.likelyCauses.at(-1)?.cause).toContain('does not pass our certificate on');
  expect(given?.evidence.at(-1)?.text).toBe('client certificate: given (tls.cert)');
  expect(answer('400 X', text, false, 'ws://example.test/')?.likelyCauses.at(-1)?.because).toContain('ws://');
});

test.each([
  ['400 X', 'The plain HTTP request was sent to HTTPS port'],
  ['403 X', 'Forbidden'],
  ['502 X', 'SSL certificate error'],
])('%s: %s is another matter', (status, text) => expect(answer(status, text, false)).toBeUndefined());
