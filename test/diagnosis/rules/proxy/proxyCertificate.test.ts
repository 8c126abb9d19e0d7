import { expect, test } from 'vitest';
import type { CertificateSummary, Phase } from '../../../../src/diagnosis/evidence.ts';
import { proxyCertificate } from '../../../../src/diagnosis/rules/proxy/proxyCertificate.ts';
import { withoutProxy } from '../../../../src/diagnosis/rules/proxy/withoutProxy.ts';
import { evidence, failure } from '../../../support/evidence.ts';

const leaf: CertificateSummary = {
  subject: 'CN=proxy.test',
  issuer: 'CN=Office Root, O=Office',
  altNames: ['DNS:proxy.test'],
  validFrom: '2025-01-01T00:00:00.000Z',
  validTo: '2030-01-01T00:00:00.000Z',
  fingerprint256: 'AA:BB',
};

const tls = (peer: 'server' | 'proxy', code: string, ok = false): Phase => ({
  name: 'tls',
  peer,
  servername: 'proxy.test',
  chain: ok || code.startsWith('ERR_SSL') ? [] : [leaf],
  verified: ok,
  code,
  message: 'unable to verify the first certificate',
  startMs: 3,
  durationMs: 20,
  ok,
});

const asked = { url: 'wss://example.test/', proxy: 'https://proxy.test:443' };

function attempt(code: string, phase: Phase = tls('proxy', code)) {
  const message = 'unable to verify the first certificate';
  return proxyCertificate(evidence({ asked, failure: failure('proxy', code, message), phases: [phase] }));
}

test.each(['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN'])(
  'the certificate of the proxy was refused: %s',
  (code) => {
    const diagnosis = attempt(code);
    expect(diagnosis).toMatchObject({
      stage: 'proxy',
      cause: 'proxy-certificate-refused',
      title: `The certificate of the proxy proxy.test does not verify (${code})`,
      section: 'RFC 8446 §4.4.2, RFC 9110 §9.3.6',
    });
    expect(diagnosis?.explanation).toContain('The WebSocket server was not asked.');
    expect(diagnosis?.evidence.map(({ text }) => text)).toEqual([
      expect.stringContaining(code),
      expect.stringContaining('certificate 1: proxy.test, issued by Office Root'),
    ]);
    expect(diagnosis?.remedies[0]?.title).toContain('websocketInspector.tls.ca');
    expect(diagnosis?.remedies).toContainEqual(withoutProxy);
  },
);

test('TLS with the proxy failed before there was a certificate', () => {
  const diagnosis = attempt('ERR_SSL_WRONG_VERSION_NUMBER');
  expect(diagnosis).toMatchObject({ cause: 'proxy-tls-failed', title: 'The TLS handshake with the proxy failed' });
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('does not speak TLS');
  expect(diagnosis?.remedies.map(({ title }) => title)).toEqual([
    'Write the proxy as http:// instead of https://',
    withoutProxy.title,
  ]);
});

test('the server’s TLS, TLS that worked, and another stage, are not its matter', () => {
  const code = 'CERT_HAS_EXPIRED';
  expect(attempt(code, tls('server', code))).toBeUndefined();
  expect(attempt('PROXY_REFUSED', tls('proxy', code, true))).toBeUndefined();
  expect(
    proxyCertificate(evidence({ asked, failure: failure('tls', code), phases: [tls('proxy', code)] })),
  ).toBeUndefined();
  expect(proxyCertificate(evidence({ asked, failure: failure('proxy', 'PROXY_CLOSED') }))).toBeUndefined();
  expect(proxyCertificate(evidence())).toBeUndefined();
});
