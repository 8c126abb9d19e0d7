import { expect, test } from 'vitest';
import { tlsOptions, wayOptions } from '../../../src/diagnosis/report/curlOptions.ts';
import type { AskedWay } from '../../../src/diagnosis/report/reportedHandshake.ts';
import { shellQuote } from '../../../src/diagnosis/report/shellQuote.ts';

const tls = (more: Partial<NonNullable<AskedWay['tls']>>) => tlsOptions({ tls: { verify: true, ...more } }, shellQuote);

test.each([
  ['nothing', tls({}), []],
  ['no verification', tls({ verify: false }), [['--insecure']]],
  ['one authority', tls({ ca: ['a b.pem'] }), [['--cacert', 'a b.pem']]],
  ['two authorities', tls({ ca: ['a b.pem', 'c.pem'] }), [['--cacert', { bash: "<(cat -- 'a b.pem' c.pem)" }]]],
  [
    'a certificate and its key',
    tls({ cert: 'c.pem', key: 'k.pem' }),
    [
      ['--cert', 'c.pem'],
      ['--key', 'k.pem'],
    ],
  ],
  ['a colon in its path', tls({ cert: 'C:\\c.pem' }), [['--cert', 'C\\:\\\\c.pem']]],
  [
    'PKCS#12',
    tls({ pfx: 'c.p12', passphrase: true }),
    [
      ['--cert', 'c.p12'],
      ['--cert-type', 'P12'],
      ['--pass', '•••'],
    ],
  ],
  ['versions', tls({ minVersion: 'TLSv1', maxVersion: 'TLSv1.2' }), [['--tlsv1.0'], ['--tls-max', '1.2']]],
  [
    'ciphers of both kinds',
    tls({ ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256:!aNULL' }),
    [
      ['--ciphers', 'ECDHE-RSA-AES128-GCM-SHA256:!aNULL'],
      ['--tls13-ciphers', 'TLS_AES_128_GCM_SHA256'],
    ],
  ],
])('%s', (_, options, expected) => expect(options).toEqual(expected));

test('where from', () => {
  expect(wayOptions({ addressFamily: 'ipv4', localAddress: '127.0.0.2', localPort: 5000 })).toEqual([
    ['-4'],
    ['--interface', '127.0.0.2'],
    ['--local-port', '5000'],
  ]);
  expect(wayOptions({})).toEqual([]);
});
