// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { certificates } from '../../../webview/handshake/certificates.ts';

const certificate = {
  subject: 'CN=localhost',
  issuer: 'CN=Test CA',
  altNames: ['DNS:localhost'],
  validFrom: '2026-01-01T00:00:00Z',
  validTo: '2027-01-01T00:00:00Z',
  fingerprint256: 'AB:CD',
};
const tls = {
  name: 'tls',
  servername: 'localhost',
  chain: [certificate],
  startMs: 0,
  durationMs: 1,
  ok: true,
} as const;

test('the chain with its verdict', () => {
  const view = certificates([{ ...tls, verified: false, verifyCode: 'SELF_SIGNED_CERT_IN_CHAIN' }]);
  if (view === false) throw new Error('nothing');
  expect(view.querySelector('.verdict')?.textContent).toBe(
    'Certificate not verified: SELF_SIGNED_CERT_IN_CHAIN for localhost',
  );
  expect(view.textContent).toContain('2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z');
  expect(view.querySelectorAll('.certificate')).toHaveLength(1);
});

test('nothing without TLS', () => {
  expect(certificates([])).toBe(false);
  expect(certificates([{ ...tls, chain: [], verified: true }])).toBe(false);
});
