import { expect, test } from 'vitest';
import { DEFAULT_HANDSHAKE_TIMEOUT_MS, askedFor } from '../../src/session/askedFor.ts';

test('fills in the defaults', () => {
  expect(askedFor('ws://example.test/', { url: 'ws://example.test/' })).toMatchObject({
    url: 'ws://example.test/',
    headerNames: [],
    origin: undefined,
    subprotocols: [],
    deflate: true,
    verifyTls: true,
    handshakeTimeoutMs: DEFAULT_HANDSHAKE_TIMEOUT_MS,
    followRedirects: false,
  });
});

test('tells what was asked, but no header value', () => {
  const asked = askedFor('wss://example.test/', {
    url: 'wss://example.test/',
    headers: [
      ['Authorization', 'Bearer hush'],
      ['X-Room', 'secret room'],
    ],
    subprotocols: ['chat'],
    origin: 'https://example.test',
    deflate: false,
    handshakeTimeout: 1234,
    followRedirects: true,
    tls: { verify: false },
  });
  expect(asked).toMatchObject({
    headerNames: ['Authorization', 'X-Room', 'Origin'],
    origin: 'https://example.test',
    subprotocols: ['chat'],
    deflate: false,
    verifyTls: false,
    handshakeTimeoutMs: 1234,
    followRedirects: true,
  });
  expect(JSON.stringify(asked)).not.toMatch(/hush|secret room/);
});

test('finds an origin among the headers, whatever its letter case', () => {
  const url = 'ws://example.test/';
  expect(askedFor(url, { url, headers: [['oRiGiN', 'https://a.test']] }).origin).toBe('https://a.test');
  const both = { url, origin: 'https://b.test', headers: [['Origin', 'https://a.test']] } as const;
  expect(askedFor(url, both).origin).toBe('https://b.test');
});

test('says that there is a certificate, a passphrase or a password, and not what it is', () => {
  const url = 'wss://example.test/';
  const proxy = {
    kind: 'http',
    from: 'options',
    host: 'proxy.test',
    port: 3128,
    shown: 'http://proxy.test:3128',
    userinfo: { username: 'ada', password: 'hush' },
    resolvesNames: true,
    verify: true,
  } as const;
  const tls = { cert: 'own.pem', key: 'own.key', passphrase: 'hush' };
  const asked = askedFor(url, { url, tls, addressFamily: 'ipv4' }, proxy);
  expect(asked).toMatchObject({
    clientCertificate: 'pem',
    passphrase: true,
    addressFamily: 'ipv4',
    proxyCredentials: true,
  });
  expect(JSON.stringify(asked)).not.toMatch(/hush|ada/);
  expect(askedFor(url, { url, tls: { pfx: 'own.p12' } }).clientCertificate).toBe('pfx');
  const { userinfo: _, ...nobody } = proxy;
  const none = askedFor(url, { url, addressFamily: 'any' }, { ...nobody, kind: 'socks5', authorization: 'Basic x' });
  expect(none).not.toHaveProperty('clientCertificate');
  expect(none).not.toHaveProperty('addressFamily');
  expect(none).not.toHaveProperty('proxyCredentials');
});
