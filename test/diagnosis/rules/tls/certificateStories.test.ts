import { expect, test } from 'vitest';
import type { CertificateSummary } from '../../../../src/diagnosis/evidence.ts';
import { certificateStory, nowOf } from '../../../../src/diagnosis/rules/tls/certificateStories.ts';
import { evidence } from '../../../support/evidence.ts';

const leaf: CertificateSummary = {
  subject: 'CN=example.test',
  issuer: 'CN=Stranger Root',
  altNames: ['DNS:other.test', 'DNS:*.other.test'],
  validFrom: '2020-01-01T00:00:00.000Z',
  validTo: '2030-01-01T00:00:00.000Z',
  fingerprint256: 'AA',
};
const attempt = evidence({ asked: { url: 'wss://example.test/' } });

test('the clock is the one of the attempt', () => expect(nowOf(attempt)).toBe(Date.UTC(2026, 0, 15, 12)));

test('expired: how long ago, and when', () => {
  const story = certificateStory('expired', 'CERT_HAS_EXPIRED', attempt, [
    { ...leaf, validTo: '2026-01-05T00:00:00.000Z' },
  ]);
  expect(story.title).toBe('The certificate of example.test expired 10 days ago (2026-01-05)');
  expect(story.remedies).toContainEqual({
    title: expect.stringContaining('without verifying') as string,
    change: { kind: 'verify-tls', on: false },
  });
});

test('the certificate that is outside of its dates is named, be it not the leaf', () => {
  const story = certificateStory('expired', 'CERT_HAS_EXPIRED', attempt, [
    leaf,
    { ...leaf, subject: 'CN=Old Intermediate', validTo: '2025-01-15T12:00:00.000Z' },
  ]);
  expect(story.explanation).toContain('"Old Intermediate" ended on 2025-01-15, 365 days before this attempt');
});

test('not yet valid', () => {
  const story = certificateStory('not-yet-valid', 'CERT_NOT_YET_VALID', attempt, [
    { ...leaf, validFrom: '2026-01-18T12:00:00.000Z' },
  ]);
  expect(story.explanation).toContain(
    'valid from 2026-01-18, in 3 days; by the clock of this machine it is 2026-01-15',
  );
});

test('unknown issuer: named, and a missing intermediate is suspected', () => {
  const story = certificateStory('unknown-issuer', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', attempt, [leaf]);
  expect(story.title).toContain('Stranger Root');
  expect(story.likelyCauses.map(({ cause }) => cause)).toContain(
    'The server does not send its intermediate certificate',
  );
});

test('wrong host: both names, and the certificate’s own is one click away', () => {
  const story = certificateStory('wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID', attempt, [leaf]);
  expect(story.title).toBe('The certificate is for other.test and *.other.test, you asked for example.test');
  expect(story.remedies[0]?.change).toEqual({ kind: 'url', url: 'wss://other.test/' });
});

test.each([
  ['self-signed', 'certificate-self-signed'],
  ['revoked', 'certificate-revoked'],
  ['other', 'certificate-not-usable'],
] as const)('%s', (fault, cause) => expect(certificateStory(fault, 'X', attempt, [leaf])).toMatchObject({ cause }));

test.each(['CN=example.test', 'CN=Somebody'])('no name but the common one: %s', (subject) => {
  const story = certificateStory('wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID', attempt, [
    { ...leaf, subject, altNames: [] },
  ]);
  expect(story).toMatchObject({
    cause: 'certificate-wrong-host',
    title: 'The certificate names no host: it has no subjectAltName, you asked for example.test',
    section: 'RFC 9525 §6.3',
  });
  expect(story.explanation).toContain('RFC 9525');
  expect(story.remedies[0]?.title).toContain('subjectAltName DNS:example.test');
  expect(story.remedies.some(({ change }) => change?.kind === 'url')).toBe(false);
});
