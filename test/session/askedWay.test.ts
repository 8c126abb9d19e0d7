import { expect, test } from 'vitest';
import { askedWay } from '../../src/session/askedWay.ts';

test('files by their paths, and no text of a key or passphrase', () => {
  const text = '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----';
  const way = askedWay({
    url: 'wss://a/',
    addressFamily: 'ipv4',
    localAddress: '127.0.0.2',
    localPort: 5000,
    tls: { ca: ['/a.pem', text], cert: '/c.pem', key: text, passphrase: 'secret', minVersion: 'TLSv1.3', ciphers: 'X' },
  });
  expect(way).toEqual({
    addressFamily: 'ipv4',
    localAddress: '127.0.0.2',
    localPort: 5000,
    tls: {
      verify: true,
      ca: ['/a.pem', 'ca2.pem'],
      cert: '/c.pem',
      key: 'client-key.pem',
      passphrase: true,
      minVersion: 'TLSv1.3',
      ciphers: 'X',
    },
  });
  expect(JSON.stringify(way)).not.toContain('secret');
});

test('nothing where nothing was asked for', () => {
  expect(askedWay({ url: 'ws://a/', addressFamily: 'any' })).toEqual({});
  expect(askedWay({ url: 'wss://a/', tls: { verify: false, pfx: '/c.p12' } })).toEqual({
    tls: { verify: false, pfx: '/c.p12' },
  });
});
