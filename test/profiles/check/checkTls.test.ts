import { describe, expect, it } from 'vitest';
import { checkTls } from '../../../src/profiles/check/checkTls.ts';
import type { TlsOptions } from '../../../src/profiles/connectionOptions.ts';

describe('checkTls', () => {
  it.each<TlsOptions>([
    {},
    { verify: false, ca: [] },
    { ca: ['a.pem', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'] },
    { cert: 'c.pem', key: 'k.pem', passphrase: '' },
    { pfx: 'both.p12', passphrase: 'p' },
    { servername: 'a_b.test', verifyHost: '192.0.2.1' },
    { verifyHost: '::1' },
    { minVersion: 'TLSv1', maxVersion: 'TLSv1' },
    { minVersion: 'TLSv1.3' },
    { maxVersion: 'TLSv1.2' },
    { ciphers: '', keyLogFile: 'keys.log' },
  ])('takes %j', (tls) => {
    expect(checkTls(tls)).toEqual([]);
  });

  it.each<[TlsOptions, object, string]>([
    [{ cert: 'c.pem' }, { part: 'cert' }, 'needs its private key. Set "key"'],
    [{ key: 'k.pem' }, { part: 'key' }, 'needs its client certificate. Set "cert"'],
    [{ ca: [' '] }, { part: 'ca', index: 0 }, 'The path of "ca" is empty. Name a PEM file'],
    [{ ca: ['a.pem', 'a\0b'] }, { part: 'ca', index: 1, offset: 1 }, 'Character 2 of the path of "ca" is a NUL'],
    [{ pfx: '' }, { part: 'pfx' }, 'Name a PKCS#12 file'],
    [{ keyLogFile: ' ' }, { part: 'keyLogFile' }, 'Name a file'],
    [{ pfx: 'b.p12', cert: 'c', key: 'k' }, { part: 'pfx' }, 'Set either "pfx", or "cert" and "key"'],
    [{ passphrase: 'p' }, { part: 'passphrase' }, 'nothing that the passphrase opens'],
    [{ servername: '' }, { part: 'servername' }, '"servername" is empty'],
    [{ servername: '192.0.2.1' }, { part: 'servername' }, 'host names only'],
    [{ servername: '::1' }, { part: 'servername' }, 'host names only'],
    [{ servername: 'a.test:443' }, { part: 'servername', offset: 6 }, 'Character 7 of "servername"'],
    [{ verifyHost: 'https://a.test' }, { part: 'verifyHost', offset: 5 }, 'without scheme and port'],
    [{ verifyHost: 'bücher.example' }, { part: 'verifyHost', offset: 1 }, 'cannot stand in a host name'],
    [{ minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' }, { part: 'minVersion' }, 'Raise the newest, or lower the oldest'],
    [{ maxVersion: 'TLSv1.1' }, { part: 'maxVersion' }, 'Set "minVersion" to it as well'],
  ])('refuses %j', (tls, place, words) => {
    const problems = checkTls(tls);
    expect(problems).toMatchObject([{ field: 'tls', ...place }]);
    expect(problems[0]?.message).toContain(words);
    if (!('offset' in place)) expect(problems[0]).not.toHaveProperty('offset');
  });

  it('lists several at once', () => {
    expect(checkTls({ cert: '', passphrase: 'p', servername: '' }).map(({ part }) => part)).toEqual([
      ...['cert', 'cert', 'passphrase', 'servername'],
    ]);
  });
});
