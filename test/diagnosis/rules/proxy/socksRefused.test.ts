import { expect, test } from 'vitest';
import type { Phase, ProxyKind } from '../../../../src/diagnosis/evidence.ts';
import { socksRefused } from '../../../../src/diagnosis/rules/proxy/socksRefused.ts';
import { withoutProxy } from '../../../../src/diagnosis/rules/proxy/withoutProxy.ts';
import { evidence, failure } from '../../../support/evidence.ts';

function attempt(code: string, message: string, kind: ProxyKind = 'socks5', proxyCredentials = false) {
  const proxy = `${kind}://proxy.test:1080`;
  const phase: Phase = {
    name: 'proxy',
    kind,
    from: 'options',
    proxy,
    startMs: 3,
    durationMs: 5,
    ok: false,
    code,
    message,
  };
  return socksRefused(
    evidence({
      asked: { url: 'wss://example.test:8443/', proxy, proxyCredentials },
      failure: failure('proxy', code, message),
      phases: [phase],
    }),
  );
}

const noMethod = 'Received invalid Socks5 initial handshake (no accepted authentication type)';

test.each([
  ['Socks5 Authentication failed', true, 'other ', 'it refused the user name and password that were sent'],
  [noMethod, false, '', 'it takes no connection without a user name and password'],
  [noMethod, true, 'other ', 'it takes no user name and password, but wants another method'],
])('%s (credentials given: %s)', (message, proxyCredentials, other, words) => {
  const diagnosis = attempt('PROXY_SOCKS_CREDENTIALS', message, 'socks5', proxyCredentials);
  expect(diagnosis).toMatchObject({
    stage: 'proxy',
    cause: 'proxy-wants-credentials',
    title: `The SOCKS proxy wants ${other}credentials`,
    section: 'RFC 1928 §3, §6, RFC 1929 §2',
  });
  expect(diagnosis?.explanation).toContain(`socks5://proxy.test:1080 did not let us in: ${words}`);
  // The words are the library's, not the proxy's.
  expect(JSON.stringify([diagnosis?.explanation, diagnosis?.likelyCauses])).not.toContain(message);
  expect(diagnosis?.remedies[0]?.title).toContain('socks5://user:password@host:port');
});

test('time that ran out is told elsewhere, and an unknown failure is no wrong answer', () => {
  expect(attempt('HANDSHAKE_TIMEOUT', 'Proxy connection timed out')).toBeUndefined();
  expect(attempt('PROXY_SOCKS_FAILED', 'write EPIPE')).toMatchObject({ cause: 'proxy-failed' });
});

test.each([
  ['Socks5 proxy rejected connection - NotAllowed', 'proxy-refused', '"not allowed"'],
  ['Socks5 proxy rejected connection - CommandNotSupported', 'proxy-refused', '"command not supported"'],
  ['Socks5 proxy rejected connection - HostUnreachable', 'proxy-cannot-reach-target', '"host unreachable"'],
  ['Socks5 proxy rejected connection - NetworkUnreachable', 'proxy-cannot-reach-target', '"network unreachable"'],
  ['Socks5 proxy rejected connection - ConnectionRefused', 'proxy-cannot-reach-target', '"connection refused"'],
  ['Socks5 proxy rejected connection - Failure', 'proxy-cannot-reach-target', '"failure"'],
  ['Socks5 proxy rejected connection', 'proxy-refused', 'a refusal'],
])('%s', (message, cause, words) => {
  const diagnosis = attempt('PROXY_SOCKS_REFUSED', message);
  expect(diagnosis).toMatchObject({ stage: 'proxy', cause });
  expect(diagnosis?.title).toContain('example.test:8443');
  expect(diagnosis?.explanation).toContain(`answered our request for example.test:8443 with ${words}.`);
  expect(diagnosis?.remedies).toEqual([withoutProxy]);
});

test.each([
  ['Socks4 Proxy rejected connection - (Rejected)', 'proxy-refused'],
  ['Socks4 Proxy rejected connection - (Failed)', 'proxy-cannot-reach-target'],
])('%s', (message, cause) => {
  expect(attempt('PROXY_SOCKS_REFUSED', message, 'socks4')).toMatchObject({ cause, section: 'SOCKS 4' });
});

test.each(['PROXY_CLOSED', 'ECONNRESET'])('%s: closed without an answer', (code) => {
  const diagnosis = attempt(code, 'Socket closed');
  expect(diagnosis).toMatchObject({
    cause: 'proxy-closed',
    title: 'The SOCKS proxy closed the connection without an answer',
  });
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('no SOCKS 5 proxy, but perhaps an HTTP one');
});

test('an answer that is none of SOCKS', () => {
  const diagnosis = attempt('PROXY_NOT_SOCKS', 'Received invalid Socks4 handshake response', 'socks4');
  expect(diagnosis).toMatchObject({ cause: 'proxy-not-socks', title: 'The proxy does not speak SOCKS' });
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('no SOCKS 4 proxy');
  expect(diagnosis?.remedies.map(({ title }) => title)).toEqual([
    'Check scheme, host and port of the proxy',
    withoutProxy.title,
  ]);
});

test('the step is quoted', () => {
  expect(attempt('PROXY_CLOSED', 'Socket closed')?.evidence.map(({ text }) => text)).toEqual([
    'proxy socks5://proxy.test:1080: PROXY_CLOSED after 5 ms (Socket closed)',
  ]);
});

test('an HTTP proxy, and another stage, are not its matter', () => {
  expect(attempt('PROXY_CLOSED', 'x', 'http')).toBeUndefined();
  expect(attempt('PROXY_CLOSED', 'x', 'https')).toBeUndefined();
  expect(socksRefused(evidence({ failure: failure('proxy', 'PROXY_CLOSED') }))).toBeUndefined();
  expect(socksRefused(evidence({ failure: failure('tls', 'X') }))).toBeUndefined();
  expect(socksRefused(evidence())).toBeUndefined();
});
