import { expect, test } from 'vitest';
import { tlsFailed } from '../../../../src/diagnosis/rules/tls/tlsFailed.ts';
import { evidence, failure } from '../../../support/evidence.ts';

const asked = { url: 'wss://example.test/' };

test.each([
  ['TLS_CLOSED', 'tls-closed', 'without an alert'],
  ['ECONNRESET', 'tls-closed', 'ECONNRESET'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-version-mismatch', 'TLS 1.0'],
  ['ERR_SSL_DH_KEY_TOO_SMALL', 'tls-too-weak', 'DH_KEY_TOO_SMALL'],
  ['ERR_SSL_SOMETHING', 'tls-failed', 'ERR_SSL_SOMETHING'],
  ['CERT_FILE_UNREADABLE', 'tls-file-unreadable', 'cannot be read'],
])('%s', (code, cause, words) => {
  const message = code === 'CERT_FILE_UNREADABLE' ? 'The file named by tls.cert cannot be read (ENOENT).' : code;
  const diagnosis = tlsFailed(evidence({ asked, failure: failure('tls', code, message) }));
  expect(diagnosis).toMatchObject({ stage: 'tls', cause });
  expect(diagnosis?.explanation).toContain(words);
});

test('another stage is not its matter', () =>
  expect(tlsFailed(evidence({ failure: failure('http', 'X') }))).toBeUndefined());
