import { expect, test } from 'vitest';
import type { Phase } from '../../../src/diagnosis/phase.ts';
import { phaseReport } from '../../../src/diagnosis/report/phaseReport.ts';

const at = (startMs: number, durationMs: number, ok = true) => ({ startMs, durationMs, ok });

const phases: readonly Phase[] = [
  { name: 'url', url: 'wss://a.test/?token=•••', ...at(0, 0.012) },
  { name: 'dns', host: 'a.test', addresses: ['2001:db8::1', '192.0.2.1'], servers: ['192.0.2.53'], ...at(0.1, 1.5) },
  {
    name: 'tcp',
    address: '192.0.2.1',
    port: 443,
    family: 'ipv4',
    localAddress: '192.0.2.9',
    localPort: 5000,
    ...at(251, 2),
  },
  {
    name: 'tcp',
    address: '2001:db8::1',
    port: 443,
    family: 'ipv6',
    code: 'SUPERSEDED',
    message: 'Another address answered first.',
    ...at(2, 251, false),
  },
  { name: 'proxy', proxy: 'http://proxy.test:3128', kind: 'http', from: 'environment', status: 200, ...at(254, 1) },
  {
    name: 'tls',
    peer: 'server',
    servername: 'a.test',
    version: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    chain: [],
    verified: true,
    ...at(255, 4),
  },
  {
    name: 'tls',
    peer: 'proxy',
    servername: 'p.test',
    chain: [],
    verified: false,
    code: 'E`|',
    message: 'bad *luck*',
    ...at(253, 0.5, false),
  },
  { name: 'request', bytes: 200, ...at(260, 0.1) },
  { name: 'response', bytes: 129, firstByteMs: 261.5, ...at(260.1, 2) },
  { name: 'frame', from: 'server', ...at(263, 1000) },
];

test('a table of times in order, and what each was about', () => {
  expect(phaseReport(phases).split('\n')).toEqual([
    '| # | Phase | Start, ms | Duration, ms | Result |',
    '| ---: | --- | ---: | ---: | --- |',
    '| 1 | URL | 0.000 | 0.012 | ok |',
    '| 2 | Name lookup | 0.100 | 1.500 | ok |',
    '| 3 | TCP connection | 2.000 | 251.000 | not needed |',
    '| 4 | TCP connection | 251.000 | 2.000 | ok |',
    '| 5 | TLS with the proxy | 253.000 | 0.500 | failed |',
    '| 6 | Proxy | 254.000 | 1.000 | ok |',
    '| 7 | TLS with the server | 255.000 | 4.000 | ok |',
    '| 8 | Request | 260.000 | 0.100 | ok |',
    '| 9 | Response | 260.100 | 2.000 | ok |',
    '| 10 | Wait for the first frame | 263.000 | 1000.000 | ok |',
    '',
    '1. URL: `wss://a.test/?token=•••`',
    '2. Name lookup: `a.test` is `2001:db8::1`, `192.0.2.1`, asked `192.0.2.53`',
    '3. TCP connection: `[2001:db8::1]:443`; `SUPERSEDED`; Another address answered first.',
    '4. TCP connection: `192.0.2.1:443`, from `192.0.2.9:5000`',
    '5. TLS with the proxy: no version agreed; ``E`|``; bad \\*luck\\*',
    '6. Proxy: `http://proxy.test:3128`, named by the environment, answered 200',
    '7. TLS with the server: `TLSv1.3`, `TLS_AES_128_GCM_SHA256`',
    '8. Request: 200 bytes',
    '9. Response: 129 bytes, the first at 261.500 ms',
    '10. Wait for the first frame: from the server',
  ]);
});

test('a Unix socket has no port; an unknown name no address', () => {
  const report = phaseReport([
    { name: 'dns', host: 'b.test', addresses: [], ...at(0, 1, false) },
    { name: 'tcp', address: '/run/a.sock', port: 0, family: 'unix', ...at(0, 1) },
  ]);
  expect(report).toContain('`b.test` is unknown');
  expect(report).toContain('2. TCP connection: `/run/a.sock`');
});
