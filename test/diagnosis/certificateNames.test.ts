import { expect, test } from 'vitest';
import { commonName, covers, daysBetween, namesOf } from '../../src/diagnosis/certificateNames.ts';
import type { CertificateSummary } from '../../src/diagnosis/evidence.ts';

const certificate = (subject: string, ...altNames: string[]): CertificateSummary => ({
  subject,
  issuer: 'CN=Root',
  altNames,
  validFrom: '2020-01-01T00:00:00.000Z',
  validTo: '2021-01-01T00:00:00.000Z',
  fingerprint256: 'AA',
});

test('the common name is what people call a certificate', () => {
  expect([commonName('C=DE, O=Firm, CN=example.test'), commonName('CN=a\nO=b'), commonName('O=No Name')]).toEqual([
    'example.test',
    'a',
    'O=No Name',
  ]);
});

test('alternative names replace the common one', () => {
  expect(namesOf(certificate('CN=a.test', 'DNS:b.test', 'IP Address:127.0.0.1'))).toEqual(['b.test', '127.0.0.1']);
  expect(namesOf(certificate('CN=a.test'))).toEqual(['a.test']);
});

test.each([
  ['*.example.test', 'a.example.test', true],
  ['*.example.test', 'a.b.example.test', false],
  ['*.example.test', 'example.test', false],
  ['Example.test', 'EXAMPLE.test', true],
  ['other.test', 'example.test', false],
])('%s covers %s: %s', (name, host, does) => expect(covers(certificate('CN=x', `DNS:${name}`), host)).toBe(does));

test('whole days', () => {
  expect([daysBetween(0, 86_400_000 * 2.9), daysBetween(5, 0)]).toEqual([2, 0]);
});
