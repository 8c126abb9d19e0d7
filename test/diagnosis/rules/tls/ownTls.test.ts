import { expect, test } from 'vitest';
import type { AskedFor, Phase } from '../../../../src/diagnosis/evidence.ts';
import { ownTls } from '../../../../src/diagnosis/rules/tls/ownTls.ts';
import { evidence, failure } from '../../../support/evidence.ts';

const pem = { clientCertificate: 'pem' } as const;
const pfx = { clientCertificate: 'pfx' } as const;

const attempt = (code: string, message: string, asked: Partial<AskedFor> = {}) =>
  ownTls(evidence({ asked: { url: 'wss://example.test/', ...asked }, failure: failure('tls', code, message) }));

const badDecrypt = 'error:1C800064:Provider routines::bad decrypt';

test.each([
  ['UNKNOWN', 'mac verify failure', { ...pfx, passphrase: true }, 'tls-passphrase-wrong', 'tls.pfx'],
  ['UNKNOWN', 'mac verify failure', pfx, 'tls-passphrase-missing', 'tls.pfx'],
  ['ERR_OSSL_BAD_DECRYPT', badDecrypt, { ...pem, passphrase: true }, 'tls-passphrase-wrong', 'tls.key'],
  ['ERR_OSSL_BAD_DECRYPT', badDecrypt, pem, 'tls-passphrase-missing', 'tls.key'],
  [
    'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
    'error:05800074:x509 certificate routines::key values mismatch',
    pem,
    'tls-key-mismatch',
    'tls.key',
  ],
  ['ERR_CRYPTO_UNSUPPORTED_OPERATION', 'Unsupported PKCS12 PFX data', pfx, 'tls-file-unusable', 'tls.pfx'],
  ['ERR_OSSL_PEM_NO_START_LINE', 'error:0480006C:PEM routines::no start line', pem, 'tls-file-unusable', 'tls.cert'],
  ['ERR_OSSL_UNSUPPORTED', 'error:1E08010C:DECODER routines::unsupported', pem, 'tls-file-unusable', 'tls.key'],
  ['UNKNOWN', 'not enough data', pfx, 'tls-file-unusable', 'tls.pfx'],
  ['ERR_SSL_EE_KEY_TOO_SMALL', 'error:0A00018F:SSL routines::ee key too small', pem, 'tls-certificate-too-weak', ''],
  ['ERR_SSL_NO_CIPHER_MATCH', 'error:0A0000B9:SSL routines::no cipher match', {}, 'tls-ciphers-unknown', 'tls.ciphers'],
  ['ERR_SSL_NO_PROTOCOLS_AVAILABLE', 'x', {}, 'tls-versions-unusable', 'tls.minVersion'],
  [
    'CERT_FILE_UNREADABLE',
    'The file named by tls.cert cannot be read (ENOENT).',
    pem,
    'tls-file-unreadable',
    'tls.cert',
  ],
  ['PFX_FILE_UNREADABLE', 'The file named by tls.pfx cannot be read (EACCES).', pfx, 'tls-file-unreadable', 'tls.pfx'],
  ['KEY_LOG_UNWRITABLE', 'The file cannot be written.', {}, 'tls-file-unwritable', 'tls.keyLogFile'],
])('%s: %s', (code, message, asked, cause, option) => {
  const diagnosis = attempt(code, message, asked);
  expect(diagnosis).toMatchObject({ stage: 'tls', cause });
  expect(diagnosis?.title).toContain(option);
  expect(JSON.stringify(diagnosis)).not.toMatch(/s_client|TCP to/);
});

test('the passphrase is the matter, and what OpenSSL says is quoted without its addresses', () => {
  expect(attempt('ERR_OSSL_BAD_DECRYPT', badDecrypt, pem)?.explanation).toContain('(ERR_OSSL_BAD_DECRYPT bad decrypt)');
  expect(attempt('UNKNOWN', 'mac verify failure', pfx)?.explanation).toContain('(mac verify failure)');
});

test('the authorities of a proxy are our own files too', () => {
  const phase: Phase = {
    name: 'tls',
    peer: 'proxy',
    servername: 'proxy.test',
    chain: [],
    verified: false,
    startMs: 3,
    durationMs: 1,
    ok: false,
  };
  const unread = failure('proxy', 'CA_FILE_UNREADABLE', 'The file named by tls.ca cannot be read (ENOENT).');
  expect(ownTls(evidence({ failure: unread, phases: [phase] }))).toMatchObject({ cause: 'tls-file-unreadable' });
  expect(ownTls(evidence({ failure: unread }))).toBeUndefined();
});

test.each([
  ['a certificate of the server that cannot be read', failure('tls', 'ERR_OSSL_ASN1_WRONG_TAG', 'wrong tag')],
  ['what the handshake itself says', failure('tls', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC')],
  ['another stage', failure('http', 'ERR_OSSL_BAD_DECRYPT')],
])('%s is another matter', (_, one) => expect(ownTls(evidence({ failure: one }))).toBeUndefined());
