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

const challenge = response('HTTP/1.1 407 X', 'Proxy-Authenticate: Basic realm="corp"');
const refusedBy = (head: ReturnType<typeof response>, more: object = {}) =>
  proxyRefused(
    evidence({
      asked: { ...asked, ...more },
      failure: failure('proxy', 'PROXY_STATUS'),
      phases: [phase(head.status)],
      proxyAnswer: { head },
    }),
  );

test('credentials that were sent are wrong, not missing', () => {
  const diagnosis = refusedBy(challenge, { proxyCredentials: true });
  expect(diagnosis?.title).toBe('The proxy wants other credentials (Basic, realm "corp")');
  expect(diagnosis?.likelyCauses[0]?.cause).toBe('The user name or password is wrong');
  expect(refusedBy(challenge)?.likelyCauses[0]?.cause).toBe('No credentials were given for the proxy');
  expect(
    refusedBy(response('HTTP/1.1 407 X', 'Proxy-Authenticate: Digest realm="a"'), { proxyCredentials: true })
      ?.likelyCauses[0]?.cause,
  ).toContain('Digest only');
});

test('401 to CONNECT is meant as 407', () => {
  const diagnosis = refusedBy(response('HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Basic realm="a"'), {
    proxyCredentials: true,
  });
  expect(diagnosis).toMatchObject({
    cause: 'proxy-wants-credentials',
    title: 'The proxy wants other credentials (Basic, realm "a")',
  });
  expect(diagnosis?.likelyCauses.at(-1)?.cause).toContain('a web server, not a proxy');
});

test.each([
  ['HTTP/1.0 500 Unable to connect', 'Server: x'],
  ['HTTP/1.1 500 Internal Server Error', 'Proxy-Status: proxy.test; error=connection_refused'],
  ['HTTP/1.1 403 Forbidden', 'X-Squid-Error: ERR_DNS_FAIL 0'],
  ['HTTP/1.1 404 Host not found', 'Server: x'],
])('the target cannot be reached, by the words of the proxy: %s, %s', (line, header) => {
  expect(refusedBy(response(line, header))).toMatchObject({ cause: 'proxy-cannot-reach-target' });
});

test('an error of the proxy’s own, and a web server in its place', () => {
  expect(refusedBy(response('HTTP/1.1 500 Oops'))).toMatchObject({ cause: 'proxy-failed' });
  const server = refusedBy(response('HTTP/1.1 405 Method Not Allowed'));
  expect(server).toMatchObject({ cause: 'proxy-refused' });
  expect(server?.likelyCauses[0]?.cause).toBe('What listens there is a web server, not a proxy');
});
