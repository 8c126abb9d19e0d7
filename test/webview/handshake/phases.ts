import type { Phase } from '../../../src/contract/sessionView.ts';

export const timing = { startMs: 0, durationMs: 1, ok: true };

export const tcp = { name: 'tcp', address: '127.0.0.1', port: 80, family: 'ipv4', ...timing } as const satisfies Phase;

export const certificate = {
  subject: 'CN=localhost',
  issuer: 'CN=Test CA',
  altNames: ['DNS:localhost'],
  validFrom: '2026-01-01T00:00:00Z',
  validTo: '2027-01-01T00:00:00Z',
  fingerprint256: 'AB:CD',
};

export const tls = {
  name: 'tls',
  peer: 'server',
  servername: 'localhost',
  chain: [certificate],
  verified: true,
  ...timing,
} as const satisfies Phase;

export const proxy = {
  name: 'proxy',
  proxy: 'http://proxy.test:3128',
  kind: 'http',
  from: 'options',
  ...timing,
} as const satisfies Phase;
