import { expect, test } from 'vitest';
import type { Phase } from '../../src/diagnosis/phase.ts';
import { remarksAtBegin, remarksAtEnd } from '../../src/session/captureRemarks.ts';
import { programAvailable, runProgram } from '../support/programs.ts';
import { accept, connectTo, opened, speakTo } from './conversation.ts';
import { listenTls, loopbackIdentity, rootCertificate } from './tlsLoopback.ts';

const timing = { startMs: 2, durationMs: 1.5, ok: true };
const certificate = {
  ...{ subject: 'CN=leaf', issuer: 'CN=root', altNames: [], validFrom: '', validTo: '', fingerprint256: '' },
};
const tls = { ...timing, name: 'tls', peer: 'server', servername: 'h', chain: [certificate] } as const;

test('tells title, address, what TLS agreed on, and whose certificate it was', () => {
  const agreed: Phase = { ...tls, verified: true, version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' };
  expect(remarksAtBegin('Echo', 'wss://h/?token=•••', [agreed])).toEqual([
    'Session: Echo',
    'URL: wss://h/?token=•••',
    'TLS with the server: TLSv1.3, TLS_AES_256_GCM_SHA384',
    'Certificate of the server: CN=leaf, verified',
  ]);
});

test('tells what was not verified, and that nothing was agreed', () => {
  const refused: Phase = { ...tls, verified: false, verifyCode: 'CERT_HAS_EXPIRED', ok: false };
  expect(remarksAtBegin('', '', [refused]).slice(2)).toEqual([
    'TLS with the server: nothing agreed',
    'Certificate of the server: CN=leaf, not verified (CERT_HAS_EXPIRED)',
  ]);
  const noChain: Phase = { ...tls, peer: 'proxy', chain: [], verified: false, version: 'TLSv1.2' };
  expect(remarksAtBegin('', '', [noChain]).slice(2)).toEqual(['TLS with the proxy: TLSv1.2']);
  const unnamed: Phase = { ...tls, verified: false };
  expect(remarksAtBegin('', '', [unnamed]).at(-1)).toBe('Certificate of the server: CN=leaf, not verified');
});

test('tells the steps in the order of their beginning', () => {
  const phases: Phase[] = [
    { ...tls, startMs: 3, verified: true },
    { ...tls, startMs: 2, peer: 'proxy', verified: true },
    { name: 'dns', host: 'h', addresses: [], startMs: 1, durationMs: 0.25, ok: false, code: 'ENOTFOUND' },
    { name: 'request', bytes: 1, startMs: 4, durationMs: 0, ok: false },
  ];
  expect(remarksAtEnd(phases)).toEqual([
    'Phases: dns 0.250 ms (ENOTFOUND), tls with the proxy 1.500 ms, tls 1.500 ms, request 0.000 ms (failed)',
  ]);
  expect(remarksAtEnd([])).toEqual([]);
});

test.skipIf(!programAvailable('tshark'))(
  'tshark shows them as comments on packets, and no secret is among them',
  { timeout: 60_000 },
  async () => {
    const port = await listenTls(loopbackIdentity, (socket) => void speakTo(socket, (peer) => accept(peer)));
    const url = `wss://ann:hunter2@127.0.0.1:${port}/?token=s3cr3t`;
    const session = connectTo(url, { tls: { ca: [rootCertificate] }, headers: [['Authorization', 'Bearer t0k3n']] });
    await opened(session);
    session.cancel();
    await session.ended;
    const { stdout } = runProgram('tshark', ['-r', session.capture.file, '-T', 'fields', '-e', 'frame.comment']);
    expect(stdout).toContain('Session: test');
    expect(stdout).toMatch(/URL: wss:\/\/•••@127\.0\.0\.1:\d+\/\?token=•••/);
    expect(stdout).toMatch(/TLS with the server: TLSv1\.[23], \w+/);
    expect(stdout).toContain('Certificate of the server: CN=loopback, verified');
    expect(stdout).toMatch(/Phases: url \d+\.\d{3} ms, tcp [\d.]+ ms, tls [\d.]+ ms, request [\d.]+ ms, response/);
    expect(stdout).not.toMatch(/hunter2|s3cr3t|t0k3n/);
  },
);
