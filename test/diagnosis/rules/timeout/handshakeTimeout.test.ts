import { expect, test } from 'vitest';
import { withoutProxy } from '../../../../src/diagnosis/rules/proxy/withoutProxy.ts';
import { handshakeTimeout } from '../../../../src/diagnosis/rules/timeout/handshakeTimeout.ts';
import type { Phase, PhaseName } from '../../../../src/diagnosis/evidence.ts';
import {
  dnsOk,
  evidence,
  failure,
  request,
  requestSent,
  tcpFailed,
  tcpOk,
  traffic,
} from '../../../support/evidence.ts';

const late = (waitingFor: PhaseName | undefined, changes: Parameters<typeof evidence>[0] = {}) =>
  handshakeTimeout(
    evidence({
      failure: failure('timeout', 'HANDSHAKE_TIMEOUT', 'x', {
        timeoutMs: 2000,
        ...(waitingFor === undefined ? {} : { waitingFor }),
      }),
      ...changes,
    }),
  );

test.each([
  ['dns', 'dns-timeout', 'name server'],
  ['tcp', 'tcp-timeout', 'did not accept a connection within 2 s'],
  ['proxy', 'proxy-timeout', 'does not answer CONNECT within 2 s'],
  ['tls', 'tls-timeout', 'TLS handshake'],
  ['response', 'no-response', 'nothing for 2 s'],
] as const)('waiting for %s', (waitingFor, cause, words) => {
  const diagnosis = late(waitingFor);
  expect(diagnosis).toMatchObject({ stage: 'timeout', cause });
  expect(diagnosis?.title).toContain(words);
  expect(diagnosis?.remedies.map(({ change }) => change)).toContainEqual({ kind: 'timeout', ms: 30_000 });
});

test.each([
  ['dns', 'DNS_TIMEOUT', 'dnsTimeout'],
  ['tcp', 'CONNECT_TIMEOUT', 'connectTimeout'],
  ['tls', 'TLS_TIMEOUT', 'tlsTimeout'],
] as const)('the limit of the step %s alone is what can be raised', (waitingFor, code, path) => {
  const diagnosis = late(waitingFor, {
    failure: failure('timeout', code, 'x', { timeoutMs: 20_000, waitingFor }),
  });
  expect(diagnosis).toMatchObject({ stage: 'timeout', cause: `${waitingFor}-timeout` });
  expect(diagnosis?.title).toContain('20 s');
  expect(diagnosis?.remedies).toContainEqual({
    title: 'Wait longer: raise the time-out of this step from 20 s to 1 min',
    change: { kind: 'option', path, value: 60_000 },
  });
  expect(diagnosis?.remedies.map(({ change }) => change?.kind)).not.toContain('timeout');
});

test('a proxy that does not answer can be left out', () => {
  expect(late('proxy')?.remedies).toContainEqual(withoutProxy);
});

test('TCP was fine, so the server or a proxy holds it', () => {
  const diagnosis = late('response', { phases: [dnsOk, tcpOk, requestSent] });
  expect(diagnosis?.explanation).toContain(
    'TCP to 192.0.2.7 port 80 was connected in 12 ms and the request (180 bytes) was sent',
  );
  expect(diagnosis?.explanation).toContain('the server, or a proxy in front of it, holds the connection');
});

test('an answer that was begun is told from none', () => {
  const unrecognised = new TextEncoder().encode('HTTP/1.1 1');
  expect(late('response', { traffic: traffic({ unrecognised }) })).toMatchObject({ cause: 'response-unfinished' });
});

test('without a word about the stage, the phases tell', () => {
  expect(late(undefined, { phases: [tcpFailed('192.0.2.7', 80, 'CANCELLED')] })?.cause).toBe('tcp-timeout');
  expect(late(undefined, { request: request() })?.cause).toBe('no-response');
});

test('addresses tried are named', () => {
  expect(
    late('tcp', { phases: [tcpFailed('192.0.2.7', 80, 'CANCELLED'), tcpFailed('192.0.2.8', 80, 'CANCELLED')] })
      ?.explanation,
  ).toContain('192.0.2.7 and 192.0.2.8');
});

test('another failure is not its matter', () =>
  expect(handshakeTimeout(evidence({ failure: failure('tcp', 'ECONNREFUSED') }))).toBeUndefined());

test('the name servers that were asked', () => {
  const diagnosis = late('dns', {
    phases: [{ ...dnsOk, addresses: [], servers: ['192.0.2.53:5353'], ok: false, code: 'DNS_TIMEOUT' } as Phase],
  });
  expect(diagnosis?.explanation).toContain('for the name server 192.0.2.53:5353');
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('192.0.2.53:5353');
});

test('a proxy that is not reached, and one that does not answer TLS', () => {
  const asked = { proxy: 'https://proxy.test:3129' };
  const unreached = late('tcp', { asked, phases: [tcpFailed('192.0.2.9', 3129, 'CANCELLED')] });
  expect(unreached?.title).toBe('The proxy https://proxy.test:3129 did not accept a connection within 2 s');
  expect(unreached?.remedies).toContainEqual(withoutProxy);
  const phase: Phase = {
    name: 'tls',
    peer: 'proxy',
    servername: 'proxy.test',
    chain: [],
    verified: false,
    startMs: 3,
    durationMs: 1997,
    ok: false,
  };
  expect(late('tls', { asked, phases: [phase] })?.cause).toBe('proxy-tls-timeout');
  expect(late('tls', { asked, phases: [{ ...phase, peer: 'server' }] })?.cause).toBe('tls-timeout');
});
