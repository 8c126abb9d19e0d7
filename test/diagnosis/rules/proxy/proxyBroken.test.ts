import { expect, test } from 'vitest';
import { proxyBroken } from '../../../../src/diagnosis/rules/proxy/proxyBroken.ts';
import { evidence, failure } from '../../../support/evidence.ts';

const asked = { proxy: 'http://user:secret@proxy.test:3128' };

test('closed without an answer', () => {
  const diagnosis = proxyBroken(evidence({ asked, failure: failure('proxy', 'PROXY_CLOSED') }));
  expect(diagnosis).toMatchObject({
    stage: 'proxy',
    cause: 'proxy-closed',
    title: 'The proxy closed the connection without answering CONNECT',
  });
  expect(JSON.stringify(diagnosis)).not.toContain('secret');
});

test('reset', () =>
  expect(proxyBroken(evidence({ asked, failure: failure('proxy', 'ECONNRESET') }))?.explanation).toContain(
    'reset the connection',
  ));

test('bytes that are no HTTP: SOCKS, and others', () => {
  const socks = proxyBroken(
    evidence({
      asked,
      failure: failure('proxy', 'PROXY_NOT_HTTP'),
      proxyAnswer: { head: undefined, unrecognised: Uint8Array.of(5, 0xff) },
    }),
  );
  expect(socks).toMatchObject({ cause: 'proxy-not-http', title: 'The proxy does not speak HTTP' });
  expect(socks?.explanation).toContain('05 ff');
  expect(socks?.likelyCauses[0]?.cause).toBe('It is a SOCKS proxy');
  const unrecognised = new TextEncoder().encode('SSH-2.0-OpenSSH_9.6\r\n');
  expect(
    proxyBroken(evidence({ asked, failure: failure('proxy', 'X'), proxyAnswer: { head: undefined, unrecognised } }))
      ?.explanation,
  ).toContain('It looks like SSH.');
});

test('another stage is not its matter', () =>
  expect(proxyBroken(evidence({ failure: failure('tls', 'X') }))).toBeUndefined());

test('a proxy that wants TLS closes on plain text, or answers by an alert', () => {
  const plain = { proxy: 'http://proxy.test:3128' };
  const https = { kind: 'option', path: 'proxy', value: 'https://proxy.test:3128' };
  const closed = proxyBroken(evidence({ asked: plain, failure: failure('proxy', 'PROXY_CLOSED') }));
  expect(closed?.likelyCauses.map(({ cause }) => cause).join()).toContain('https://');
  expect(closed?.remedies[0]?.change).toEqual(https);
  const unrecognised = Uint8Array.of(0x15, 3, 3, 0, 2, 2, 70);
  const alert = proxyBroken(
    evidence({
      asked: plain,
      failure: failure('proxy', 'PROXY_NOT_HTTP'),
      proxyAnswer: { head: undefined, unrecognised },
    }),
  );
  expect(alert?.likelyCauses[0]?.cause).toContain('spoken to by TLS');
  expect(alert?.remedies[0]?.change).toEqual(https);
  const tls = proxyBroken(
    evidence({ asked: { proxy: 'https://proxy.test:3128' }, failure: failure('proxy', 'PROXY_CLOSED') }),
  );
  expect(JSON.stringify(tls)).not.toContain('plain text');
});
