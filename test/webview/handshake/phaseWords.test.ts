import { expect, test } from 'vitest';
import type { Phase } from '../../../src/contract/sessionView.ts';
import { outcome, phaseDetail, phaseName, phaseResult, tlsVerdict } from '../../../webview/handshake/phaseWords.ts';
import { certificate, proxy, tcp, timing, tls } from './phases.ts';

test.each<[Phase, string, string]>([
  [{ name: 'url', url: 'ws://a.test/', ...timing }, 'URL', 'ws://a.test/'],
  [{ name: 'dns', host: 'a.test', addresses: ['1.2.3.4', '::1'], ...timing }, 'Name lookup', 'a.test: 1.2.3.4, ::1'],
  [
    { name: 'dns', host: 'a.test', addresses: [], servers: ['9.9.9.9'], ...timing },
    'Name lookup',
    'a.test, asked 9.9.9.9',
  ],
  [{ ...tcp, address: '::1', family: 'ipv6', localPort: 5 }, 'TCP connection', 'IPv6 [::1]:80, from port 5'],
  [{ ...tcp, localAddress: '127.0.0.2', localPort: 5 }, 'TCP connection', 'IPv4 127.0.0.1:80, from 127.0.0.2:5'],
  [{ ...tcp, address: '/run/a.sock', port: 0, family: 'unix' }, 'TCP connection', 'Unix socket /run/a.sock'],
  [{ ...proxy, status: 407 }, 'Proxy', 'http://proxy.test:3128, answered 407'],
  [proxy, 'Proxy', 'http://proxy.test:3128'],
  [
    { ...tls, version: 'TLSv1.3', cipher: 'X', resumed: true },
    'TLS handshake',
    'TLSv1.3, X, session resumed, certificate verified',
  ],
  [{ ...tls, peer: 'proxy' }, 'TLS with the proxy', 'certificate verified'],
  [{ name: 'request', bytes: 1, ...timing }, 'Request', '1 byte'],
  [{ name: 'response', bytes: 1200, firstByteMs: 2, ...timing }, 'Response', '1,200 bytes, first byte at 2.000 ms'],
  [{ name: 'frame', from: 'server', ...timing }, 'First frame', 'from the server'],
])('what each phase dealt with: %j', (phase, name, detail) => {
  expect(phaseName(phase)).toBe(name);
  expect(phaseDetail(phase)).toBe(detail);
});

test('a certificate that did not verify', () => {
  const bad = { ...tls, chain: [certificate], verified: false, verifyCode: 'CERT_HAS_EXPIRED' };
  expect(tlsVerdict(bad)).toBe('certificate not verified: CERT_HAS_EXPIRED');
  expect(tlsVerdict({ ...bad, chain: [] })).toBe('');
  const failed = { ...bad, ok: false, code: 'CERT_HAS_EXPIRED', message: 'CERT_HAS_EXPIRED', version: 'TLSv1.3' };
  expect([phaseResult(failed), phaseDetail(failed)]).toEqual(['failed: CERT_HAS_EXPIRED', 'TLSv1.3']);
});

test('results: what we stopped ourselves did not fail', () => {
  expect(phaseResult(tcp)).toBe('ok');
  const refused = { ...tcp, ok: false, code: 'ECONNREFUSED', message: 'connect refused' };
  expect([outcome(refused), phaseResult(refused)]).toEqual(['failed', 'failed: ECONNREFUSED, connect refused']);
  expect(phaseResult({ ...tcp, ok: false })).toBe('failed');
  const late = { ...tcp, ok: false, code: 'SUPERSEDED', message: 'Another address answered first.' };
  expect([outcome(late), phaseResult(late)]).toEqual(['stopped', 'stopped: Another address answered first.']);
});
