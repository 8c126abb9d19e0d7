import { expect, test } from 'vitest';
import { protocolVersion, tlsAlert } from '../../../../src/diagnosis/rules/tls/tlsAlert.ts';
import { evidence, failure } from '../../../support/evidence.ts';

const asked = { url: 'wss://example.test/' };

test.each([
  [112, 'tls-unknown-server-name', 'does not know the host name example.test'],
  [116, 'client-certificate-required', 'The server wants a client certificate'],
  [40, 'tls-handshake-failure', 'no common way'],
  [70, 'tls-version-mismatch', 'too old'],
  [42, 'client-certificate-refused', 'client certificate'],
  [48, 'client-certificate-refused', 'client certificate'],
  [120, 'tls-no-common-protocol', 'HTTP/1.1'],
  [80, 'tls-alert', 'internal_error'],
])('alert %d', (number, cause, words) => {
  const diagnosis = tlsAlert(evidence({ asked, failure: failure('tls', 'EPROTO', `…:SSL alert number ${number}`) }));
  expect(diagnosis).toMatchObject({ stage: 'tls', cause });
  expect(diagnosis?.title).toContain(words);
  expect(diagnosis?.explanation).toContain(`TLS alert ${number} (`);
});

test('TLS 1.3 tells the lack of a client certificate only after the handshake', () => {
  const diagnosis = tlsAlert(
    evidence({ asked, failure: failure('http', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED') }),
  );
  expect(diagnosis).toMatchObject({ stage: 'tls', cause: 'client-certificate-required' });
});

test('a failure without an alert, and one without TLS, are other matters', () => {
  expect(tlsAlert(evidence({ asked, failure: failure('tls', 'ECONNRESET') }))).toBeUndefined();
  expect(tlsAlert(evidence({ failure: failure('tls', 'EPROTO', 'SSL alert number 40') }))).toBeUndefined();
});

test('old versions are called by name', () =>
  expect(protocolVersion('x', evidence().asked).explanation).toContain('TLS 1.0 or 1.1'));

test('a client certificate that was given is the one that was refused', () => {
  const refused = failure('tls', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'SSL alert number 48');
  const asked = { url: 'wss://example.test/' };
  const given = tlsAlert(evidence({ asked: { ...asked, clientCertificate: 'pem' }, failure: refused }));
  expect(given?.title).toBe('The server refused our client certificate');
  expect(given?.explanation).toContain('an authority that the server does not trust');
  expect(tlsAlert(evidence({ asked, failure: refused }))?.title).toContain('or the lack of one');
});

test('versions that the options leave out are told by what the options allow', () => {
  const asked = { ...evidence().asked, tlsVersions: { min: 'TLSv1.3' } } as const;
  const { title, explanation } = protocolVersion('TLS alert 70', asked);
  expect(title).toBe('The server does not speak TLS 1.3, and nothing else is allowed here');
  expect(explanation).toContain('allow TLS 1.3 only');
});
