import { expect, test } from 'vitest';
import { allowedVersions, versionWords } from '../../src/diagnosis/tlsVersions.ts';

test.each([
  [{}, 'TLS 1.2 and 1.3'],
  [{ min: 'TLSv1.3' }, 'TLS 1.3'],
  [{ max: 'TLSv1.2' }, 'TLS 1.2'],
  [{ min: 'TLSv1' }, 'TLS 1.0, 1.1, 1.2 and 1.3'],
] as const)('%o', (tlsVersions, words) => {
  expect(versionWords(allowedVersions({ tlsVersions }))).toBe(words);
});
