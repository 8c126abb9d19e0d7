import { expect, test } from 'vitest';
import type { CertificateSummary, Phase } from '../../../../src/diagnosis/evidence.ts';
import { certificateRefused } from '../../../../src/diagnosis/rules/tls/certificateRefused.ts';
import { evidence, failure } from '../../../support/evidence.ts';

const leaf: CertificateSummary = {
  subject: 'CN=example.test',
  issuer: 'CN=Stranger Root, O=Strangers',
  altNames: ['DNS:example.test'],
  validFrom: '2020-01-01T00:00:00.000Z',
  validTo: '2030-01-01T00:00:00.000Z',
  fingerprint256: 'AA:BB',
};

function attempt(code: string, chain: readonly CertificateSummary[], url = 'wss://example.test/') {
  const phase: Phase = {
    name: 'tls',
    peer: 'server',
    servername: 'example.test',
    version: 'TLSv1.3',
    chain,
    verified: false,
    verifyCode: code,
    code,
    startMs: 3,
    durationMs: 20,
    ok: false,
  };
  return certificateRefused(evidence({ asked: { url }, failure: failure('tls', code), phases: [phase] }));
}

test('the chain is quoted with names and dates', () => {
  expect(attempt('UNABLE_TO_VERIFY_LEAF_SIGNATURE', [leaf])?.evidence.map(({ text }) => text)).toContain(
    'certificate 1: example.test, issued by Stranger Root, valid 2020-01-01 to 2030-01-01, SHA-256 AA:BB',
  );
});

test('what else is wrong is told at once', () => {
  const diagnosis = attempt(
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    [{ ...leaf, validTo: '2021-01-01T00:00:00.000Z' }],
    'wss://other.test/',
  );
  expect(diagnosis).toMatchObject({ stage: 'tls', cause: 'certificate-self-signed' });
  expect(diagnosis?.explanation).toContain(
    'Besides, it is for example.test, not for other.test and it expired on 2021-01-01.',
  );
});

test('the verdict of the phase counts when the failure has another code', () => {
  const phase: Phase = {
    name: 'tls',
    peer: 'server',
    servername: 'x',
    chain: [leaf],
    verified: false,
    verifyCode: 'CERT_HAS_EXPIRED',
    startMs: 0,
    durationMs: 1,
    ok: false,
  };
  expect(certificateRefused(evidence({ failure: failure('tls', 'REFUSED'), phases: [phase] }))?.cause).toBe(
    'certificate-expired',
  );
});

test('no chain at hand still gives a diagnosis', () => {
  expect(
    certificateRefused(evidence({ asked: { url: 'wss://example.test/' }, failure: failure('tls', 'CERT_HAS_EXPIRED') }))
      ?.title,
  ).toBe('The certificate of example.test expired');
});

test('an alert is another matter', () => expect(attempt('EPROTO', [])).toBeUndefined());
