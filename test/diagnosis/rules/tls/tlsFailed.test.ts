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
])('%s', (code, cause, words) => {
  const diagnosis = tlsFailed(evidence({ asked, failure: failure('tls', code, code) }));
  expect(diagnosis).toMatchObject({ stage: 'tls', cause });
  expect(diagnosis?.explanation).toContain(words);
});

test('a client certificate may be what a server drops without a word, given or not', () => {
  const closed = (clientCertificate?: 'pem') =>
    tlsFailed(
      evidence({
        asked: { ...asked, ...(clientCertificate === undefined ? {} : { clientCertificate }) },
        failure: failure('tls', 'TLS_CLOSED', 'closed'),
      }),
    );
  expect(closed('pem')?.likelyCauses[0]?.because).toContain('We gave one');
  expect(closed()?.likelyCauses.at(-1)?.because).toContain('We gave none');
});

test('another stage is not its matter', () =>
  expect(tlsFailed(evidence({ failure: failure('http', 'X') }))).toBeUndefined());

test('a server that closes without a word may not like our client certificate', () => {
  const closed = failure('tls', 'TLS_CLOSED');
  const given = tlsFailed(evidence({ asked: { ...asked, clientCertificate: 'pem' }, failure: closed }));
  expect(given?.likelyCauses[0]?.cause).toContain('does not accept our client certificate');
  expect(given?.remedies[0]?.title).toContain('which authority the server expects');
  const none = tlsFailed(evidence({ asked, failure: closed }));
  expect(none?.likelyCauses.at(-1)?.cause).toBe('The server wants a client certificate');
  // Whether records of TLS came is not on record.
  expect(JSON.stringify([given, none])).not.toContain('No TLS record');
});
