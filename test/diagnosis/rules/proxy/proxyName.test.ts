import { expect, test } from 'vitest';
import type { Phase } from '../../../../src/diagnosis/evidence.ts';
import {
  beforeTunnel,
  credentialsSent,
  proxyAs,
  proxyAuthority,
  proxyName,
} from '../../../../src/diagnosis/rules/proxy/proxyName.ts';
import { evidence } from '../../../support/evidence.ts';

const proxy = 'http://proxy.test:3128';
const phase = (more: Partial<Extract<Phase, { readonly name: 'proxy' }>> = {}): Phase => ({
  name: 'proxy',
  kind: 'http',
  from: 'options',
  proxy,
  startMs: 1,
  durationMs: 1,
  ok: false,
  ...more,
});

test('is named without user name and password, with and without its scheme', () => {
  const named = evidence({ asked: { proxy: 'http://ann:hush@proxy.test:3128' } });
  expect(proxyName(named)).not.toContain('hush');
  expect(proxyAuthority(evidence({ asked: { proxy } }))).toBe('proxy.test:3128');
  expect(proxyName(evidence())).toBe('the proxy');
});

test('knows credentials by what was asked for and by the request on record', () => {
  expect(credentialsSent(evidence({ asked: { proxy } }))).toBe(false);
  expect(credentialsSent(evidence({ asked: { proxy, proxyCredentials: true } }))).toBe(true);
  const request = 'CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: •••\r\n\r\n';
  expect(credentialsSent(evidence({ asked: { proxy }, phases: [phase({ request })] }))).toBe(true);
});

test('a tunnel that does not stand yet', () => {
  expect(beforeTunnel(evidence({ asked: { proxy }, phases: [phase()] }))).toBe(true);
  expect(beforeTunnel(evidence({ asked: { proxy }, phases: [phase({ ok: true })] }))).toBe(false);
  expect(beforeTunnel(evidence())).toBe(false);
});

test('the same proxy in another way, by a click only where no password would be lost', () => {
  expect(proxyAs(evidence({ asked: { proxy } }), 'https').change).toEqual({
    kind: 'option',
    path: 'proxy',
    value: 'https://proxy.test:3128',
  });
  expect(proxyAs(evidence({ asked: { proxy, proxyCredentials: true } }), 'https').change).toBeUndefined();
});
