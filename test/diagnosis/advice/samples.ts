import type { CertificateSummary, Evidence, Phase } from '../../../src/diagnosis/evidence.ts';
import * as sample from '../../support/evidence.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
export const around = { now: NOW, sameHost: 1 };

/** An open connection to that URL. */
export const openTo = (url: string, more: Parameters<typeof sample.opened>[0] = {}): Evidence =>
  sample.opened({ ...more, asked: { url, ...more.asked } });

export const certificate = (validTo: string): CertificateSummary => ({
  subject: 'CN=a.test',
  issuer: 'CN=Root',
  altNames: ['DNS:a.test'],
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo,
  fingerprint256: 'AB',
});

export const tls = (more: Partial<Extract<Phase, { readonly name: 'tls' }>> = {}): Phase => ({
  name: 'tls',
  peer: 'server',
  servername: 'a.test',
  version: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  chain: [],
  verified: true,
  startMs: 1,
  durationMs: 1,
  ok: true,
  ...more,
});
