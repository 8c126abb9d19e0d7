import { expect, test } from 'vitest';
import { plainTextOnTlsPort } from '../../../../src/diagnosis/rules/tls/plainTextOnTlsPort.ts';
import { evidence, failure, traffic } from '../../../support/evidence.ts';

const asked = { url: 'wss://localhost:8080/x' };

test.each([['ERR_SSL_WRONG_VERSION_NUMBER'], ['ERR_SSL_PACKET_LENGTH_TOO_LONG'], ['ERR_SSL_HTTP_REQUEST']])(
  '%s',
  (code) => {
    const diagnosis = plainTextOnTlsPort(evidence({ asked, failure: failure('tls', code) }));
    expect(diagnosis).toMatchObject({
      stage: 'tls',
      cause: 'plain-text-on-tls-port',
      title: 'Port 8080 does not speak TLS: use ws:// instead of wss://',
    });
    expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'url', url: 'ws://localhost:8080/x' });
  },
);

test('an EPROTO whose words say it, with the bytes that came', () => {
  const unrecognised = new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n');
  const diagnosis = plainTextOnTlsPort(
    evidence({
      asked,
      failure: failure('tls', 'EPROTO', 'write EPROTO …wrong version number…'),
      traffic: traffic({ unrecognised }),
    }),
  );
  expect(diagnosis?.explanation).toContain('HTTP/1.1 400 Bad Request');
});

test('a port that the scheme chose is kept', () => {
  const diagnosis = plainTextOnTlsPort(
    evidence({ asked: { url: 'wss://example.test/' }, failure: failure('tls', 'ERR_SSL_WRONG_VERSION_NUMBER') }),
  );
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'url', url: 'ws://example.test:443/' });
});

test('another protocol is named', () => {
  const unrecognised = new TextEncoder().encode('SSH-2.0-OpenSSH_9.6\r\n');
  const diagnosis = plainTextOnTlsPort(
    evidence({ asked, failure: failure('tls', 'ERR_SSL_WRONG_VERSION_NUMBER'), traffic: traffic({ unrecognised }) }),
  );
  expect(diagnosis?.explanation).toContain('this port belongs to SSH');
});

test.each([['CERT_HAS_EXPIRED'], ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'], ['ECONNRESET']])(
  '%s is another matter',
  (code) => expect(plainTextOnTlsPort(evidence({ asked, failure: failure('tls', code) }))).toBeUndefined(),
);
