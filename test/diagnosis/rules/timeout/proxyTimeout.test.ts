import { expect, test } from 'vitest';
import { proxyTimeout, proxyTlsTimeout } from '../../../../src/diagnosis/rules/timeout/proxyTimeout.ts';
import { evidence } from '../../../support/evidence.ts';

const patience = { title: 'Wait longer' };
const at = (proxy: string) => evidence({ asked: { url: 'wss://example.test/', proxy } });

test('an HTTP proxy was asked by CONNECT', () => {
  const told = proxyTimeout(at('http://proxy.test:3128'), '1 s', patience);
  expect(told).toMatchObject({ cause: 'proxy-timeout', section: 'RFC 9110 §9.3.6' });
  expect(told.title).toContain('CONNECT');
  expect(told.explanation).toContain('example.test:443');
});

test('a SOCKS proxy was not', () => {
  const told = proxyTimeout(at('socks5://proxy.test:1080'), '1 s', patience);
  expect(JSON.stringify(told)).not.toMatch(/CONNECT|9110/);
  expect(told.title).toContain('SOCKS');
  expect(told.remedies[0]?.title).toContain('http://proxy.test:1080');
});

test('TLS with the proxy names the proxy, and not the target', () => {
  const told = proxyTlsTimeout(at('https://proxy.test:9'), '1 s', patience);
  expect(told.title).toContain('proxy proxy.test:9');
  expect(JSON.stringify(told)).not.toContain('example.test');
});
