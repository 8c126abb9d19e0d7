import { expect, test } from 'vitest';
import type { Phase } from '../../../../src/diagnosis/evidence.ts';
import { proxyRefused } from '../../../../src/diagnosis/rules/proxy/proxyRefused.ts';
import { evidence, failure, response } from '../../../support/evidence.ts';

const asked = { proxy: 'http://proxy.test:3128', url: 'wss://example.test:8443/' };
const phase = (status: number): Phase => ({
  name: 'proxy',
  kind: 'http',
  from: 'options',
  proxy: asked.proxy,
  status,
  startMs: 3,
  durationMs: 5,
  ok: false,
  code: 'PROXY_STATUS',
});

test('407 names scheme and realm', () => {
  const head = response('HTTP/1.1 407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="corp"');
  const diagnosis = proxyRefused(
    evidence({ asked, failure: failure('proxy', 'PROXY_STATUS'), phases: [phase(407)], proxyAnswer: { head } }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'proxy',
    cause: 'proxy-wants-credentials',
    title: 'The proxy wants credentials (Basic, realm "corp")',
  });
  expect(diagnosis?.explanation).toContain('http://proxy.test:3128 answered 407 to CONNECT example.test:8443');
  expect(diagnosis?.evidence.map(({ text }) => text)).toContain('Proxy-Authenticate: Basic realm="corp"');
});

test('Negotiate cannot be answered by a name and a password', () => {
  const head = response('HTTP/1.1 407 X', 'Proxy-Authenticate: Negotiate');
  const diagnosis = proxyRefused(evidence({ asked, failure: failure('proxy', 'PROXY_STATUS'), proxyAnswer: { head } }));
  expect(diagnosis?.likelyCauses.some(({ because }) => because.includes('single sign-on'))).toBe(true);
});

test('502: the proxy cannot reach the target', () => {
  const diagnosis = proxyRefused(evidence({ asked, failure: failure('proxy', 'PROXY_STATUS'), phases: [phase(502)] }));
  expect(diagnosis).toMatchObject({
    cause: 'proxy-cannot-reach-target',
    title: 'The proxy cannot reach example.test:8443',
  });
});

test('403: the proxy does not allow that port', () => {
  const diagnosis = proxyRefused(evidence({ asked, failure: failure('proxy', 'PROXY_STATUS'), phases: [phase(403)] }));
  expect(diagnosis).toMatchObject({ cause: 'proxy-refused' });
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('8443');
});

test('a tunnel that stands is no refusal', () => {
  expect(proxyRefused(evidence({ asked, phases: [phase(200)] }))).toBeUndefined();
  expect(proxyRefused(evidence({ failure: failure('http', 'ECONNRESET') }))).toBeUndefined();
});
