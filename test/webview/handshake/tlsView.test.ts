// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { createMemory } from '../../../webview/handshake/memory.ts';
import { type TlsPhase, tlsView } from '../../../webview/handshake/tlsView.ts';
import { tls } from './phases.ts';

const show = (more: Partial<TlsPhase>): HTMLElement => tlsView({ ...tls, ...more }, createMemory(), 0);
const facts = (view: HTMLElement): string[] =>
  [...(view.querySelector(':scope > table')?.querySelectorAll('tr') ?? [])].map((row) =>
    [...row.children].map((cell) => cell.textContent).join(': '),
  );

test('what was agreed', () => {
  const view = show({
    version: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    alpn: 'http/1.1',
    verifiedName: 'other.test',
    resumed: false,
    ocsp: { status: 'good', bytes: 471 },
  });
  expect(facts(view)).toEqual([
    'Version: TLSv1.3',
    'Cipher: TLS_AES_128_GCM_SHA256',
    'ALPN: http/1.1',
    'SNI: localhost',
    'Checked for: other.test',
    'Session: new, by a full handshake',
    'OCSP: stapled, 471 bytes: the issuer says that the certificate is good',
  ]);
  expect(view.querySelector('.verdict')?.textContent).toBe('Certificate verified');
  expect(view.querySelectorAll('.certificate')).toHaveLength(1);
});

test('what was not', () => {
  expect(facts(show({ servername: '', chain: [], resumed: true }))).toEqual([
    'Version: none agreed',
    'Cipher: none agreed',
    'ALPN: no protocol agreed',
    'SNI: no name sent',
    'Checked for: no name',
    'Session: an earlier one, resumed',
    'OCSP: nothing stapled',
  ]);
});

test.each<[Partial<TlsPhase>, string]>([
  [{ verified: false, verifyCode: 'CERT_HAS_EXPIRED', ok: false }, 'Certificate not verified: CERT_HAS_EXPIRED'],
  [{ verified: false, verifyCode: 'X' }, 'Certificate not verified: X, and the connection went on regardless'],
  [
    { verified: false, chain: [], ok: false, code: 'EPROTO', message: 'wrong version' },
    'TLS failed: EPROTO, wrong version',
  ],
])('the verdict: %j', (more, words) => expect(show(more).querySelector('.verdict')?.textContent).toBe(words));

test("the proxy's own TLS is apart", () => {
  expect(show({ peer: 'proxy' }).getAttribute('aria-label')).toBe('TLS with the proxy');
});
