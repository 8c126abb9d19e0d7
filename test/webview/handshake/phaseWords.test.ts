import { expect, test } from 'vitest';
import { phaseDetail, phaseName, phaseResult, tlsVerdict } from '../../../webview/handshake/phaseWords.ts';

const time = { startMs: 0, durationMs: 1, ok: true };
const tls = { name: 'tls', servername: 'a', chain: [], verified: true, ...time } as const;
const certificate = { subject: 'CN=a', issuer: 'CN=b', altNames: [], validFrom: '', validTo: '', fingerprint256: '' };

test('what each phase dealt with', () => {
  expect(phaseDetail({ name: 'dns', host: 'a.test', addresses: ['1.2.3.4', '::1'], ...time })).toBe(
    'a.test: 1.2.3.4, ::1',
  );
  expect(phaseDetail({ name: 'tcp', address: '::1', port: 80, localPort: 5, ...time })).toBe('[::1]:80, from port 5');
  expect(phaseDetail({ name: 'proxy', proxy: 'http://p', status: 407, ...time })).toBe('http://p, answered 407');
  expect(phaseDetail({ ...tls, version: 'TLSv1.3', cipher: 'X' })).toBe('TLSv1.3, X, certificate verified');
  expect(phaseDetail({ name: 'request', bytes: 1, ...time })).toBe('1 byte');
  expect(phaseDetail({ name: 'response', bytes: 1200, firstByteMs: 2, ...time })).toBe(
    '1,200 bytes, first byte at 2.00 ms',
  );
  expect(phaseName('tls')).toBe('TLS handshake');
});

test('a certificate that did not verify', () => {
  const bad = { ...tls, chain: [certificate], verified: false, verifyCode: 'CERT_HAS_EXPIRED' };
  expect(tlsVerdict(bad)).toBe('certificate not verified: CERT_HAS_EXPIRED');
});

test('results', () => {
  expect(phaseResult({ name: 'request', bytes: 1, ...time })).toBe('ok');
  const refused = { name: 'tcp', address: 'a', port: 1, ...time, ok: false } as const;
  expect(phaseResult({ ...refused, code: 'ECONNREFUSED', message: 'connect refused' })).toBe(
    'ECONNREFUSED: connect refused',
  );
  expect(phaseResult(refused)).toBe('failed');
});
