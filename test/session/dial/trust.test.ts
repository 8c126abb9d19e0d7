import { expect, test } from 'vitest';
import { secureContext } from '../../../src/session/dial/trust.ts';
import { temporaryFile } from '../../support/temporaryFile.ts';
import { loopbackIdentity, pemFile, rootCertificate, signed } from '../tlsLoopback.ts';

test('the same wishes share a context, other ones do not', async () => {
  const plain = await secureContext({}, {});
  expect(await secureContext({}, {})).toBe(plain);
  expect(await secureContext({ ca: [rootCertificate] }, {})).not.toBe(plain);
  expect(await secureContext({}, { systemCertificates: false })).not.toBe(plain);
  expect(await secureContext({ minVersion: 'TLSv1.3' }, {})).not.toBe(plain);
});

test('a PEM text stands for itself and equals its file', async () => {
  const text = await secureContext({ ca: [rootCertificate] }, {});
  expect(await secureContext({ ca: [pemFile('ca.pem', rootCertificate)] }, {})).toBe(text);
  expect(await secureContext({}, { ca: [rootCertificate] })).toBe(text);
});

test.each(['ca', 'cert', 'key', 'pfx'] as const)('says that the file of %s cannot be read', async (option) => {
  const file = temporaryFile('absent.pem');
  const making = secureContext({ [option]: option === 'ca' ? [file] : file }, {});
  await expect(making).rejects.toMatchObject({
    failure: { stage: 'tls', code: `${option.toUpperCase()}_FILE_UNREADABLE` },
  });
  await expect(making).rejects.toThrow(`tls.${option}`);
  await expect(making).rejects.toThrow(file);
});

test('says what OpenSSL has against a key, a passphrase or a list of ciphers', async () => {
  const mine = signed({ commonName: 'a client' });
  const other = { cert: mine.certificate, key: loopbackIdentity.key };
  await expect(secureContext(other, {})).rejects.toMatchObject({
    failure: { stage: 'tls', code: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH' },
  });
  await expect(secureContext({ ciphers: 'NO-SUCH-CIPHER' }, {})).rejects.toMatchObject({
    failure: { stage: 'tls', code: 'ERR_SSL_NO_CIPHER_MATCH' },
  });
});
