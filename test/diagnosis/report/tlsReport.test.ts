import { expect, test } from 'vitest';
import { tlsReport } from '../../../src/diagnosis/report/tlsReport.ts';
import { tlsPhase } from './handshakes.ts';

const certificate = {
  subject: 'CN=a.test',
  issuer: 'CN=`CA`',
  altNames: ['DNS:a.test', 'DNS:b.test'],
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-01-01T00:00:00.000Z',
  fingerprint256: 'AB:CD',
};

test('what was agreed, and every certificate', () => {
  const report = tlsReport({
    ...tlsPhase,
    version: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    alpn: 'http/1.1',
    verifiedName: 'a.test',
    resumed: false,
    ocsp: { status: 'good', bytes: 471 },
    verified: false,
    verifyCode: 'CERT_HAS_EXPIRED',
    chain: [certificate, { ...certificate, altNames: [] }],
  });
  expect(report.split('\n')).toEqual([
    '### TLS with the server',
    '',
    '- Version: `TLSv1.3`',
    '- Cipher: `TLS_AES_128_GCM_SHA256`',
    '- ALPN: `http/1.1`',
    '- Name sent (SNI): `a.test`',
    '- Name the certificate has to be for: `a.test`',
    '- Session: new',
    '- OCSP staple: good, 471 bytes',
    '- Certificate: not verified, `CERT_HAS_EXPIRED`',
    '',
    '#### Certificate 1 of 2',
    '',
    '- Subject: `CN=a.test`',
    '- Issuer: `` CN=`CA` ``',
    '- Names: `DNS:a.test`, `DNS:b.test`',
    '- Valid: from `2026-01-01T00:00:00.000Z` to `2027-01-01T00:00:00.000Z`',
    '- SHA-256: `AB:CD`',
    '',
    '#### Certificate 2 of 2',
    '',
    '- Subject: `CN=a.test`',
    '- Issuer: `` CN=`CA` ``',
    '- Names: none',
    '- Valid: from `2026-01-01T00:00:00.000Z` to `2027-01-01T00:00:00.000Z`',
    '- SHA-256: `AB:CD`',
  ]);
});

test('what was not agreed is said', () => {
  const report = tlsReport({ ...tlsPhase, peer: 'proxy', servername: '', verified: false, resumed: true });
  expect(report).toContain('### TLS with the proxy');
  for (const line of [
    'Version: none agreed',
    'Name sent (SNI): none',
    'Session: taken up again',
    'OCSP staple: none',
    'Certificate: none shown',
  ])
    expect(report).toContain(`- ${line}`);
});
