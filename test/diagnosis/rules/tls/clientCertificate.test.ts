import { expect, test } from 'vitest';
import {
  askAuthority,
  giveCertificate,
  noneGiven,
  refusedQuietly,
} from '../../../../src/diagnosis/rules/tls/clientCertificate.ts';

test('one that was given is told from one that is missing', () => {
  expect(refusedQuietly.because).toContain('We gave one');
  expect(noneGiven.because).toContain('We gave none');
  expect([askAuthority.title, giveCertificate.title].every((title) => title.includes('client certificate'))).toBe(true);
});
