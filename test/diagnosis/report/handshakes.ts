import type { ReportedHandshake, ReportedHead } from '../../../src/diagnosis/report/reportedHandshake.ts';

type Pairs = readonly (readonly [string, string])[];

export const head = (startLine: string, headers: Pairs): ReportedHead => ({
  startLine,
  headers,
  raw: Buffer.from([startLine, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')).toString(
    'latin1',
  ),
  violations: [],
});

const key = 'dGhlIHNhbXBsZSBub25jZQ==';

export const upgrade = (host: string, more: Pairs = []): Pairs => [
  ['Host', host],
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
  ['Sec-WebSocket-Key', key],
  ['Sec-WebSocket-Version', '13'],
  ...more,
];

const timing = { startMs: 0, durationMs: 1, ok: true };
export const tcpTo = (address: string, port: number) =>
  ({ name: 'tcp', address, port, family: address.includes(':') ? 'ipv6' : 'ipv4', ...timing }) as const;
export const dnsOf = (host: string) => ({ name: 'dns', host, addresses: ['192.0.2.1'], ...timing }) as const;
export const proxyPhase = (kind: 'http' | 'https' | 'socks4' | 'socks5') =>
  ({ name: 'proxy', kind, proxy: `${kind}://proxy.test:3128`, from: 'options', ...timing }) as const;
export const tlsPhase = {
  name: 'tls',
  peer: 'server',
  servername: 'a.test',
  chain: [],
  verified: true,
  ...timing,
} as const;

/** An attempt that was accepted, without evidence of how it got there. */
export const handshake = (more: Partial<ReportedHandshake> = {}): ReportedHandshake => ({
  attempt: 1,
  url: 'ws://a.test/chat',
  reason: { kind: 'first' },
  phases: [],
  request: head('GET /chat HTTP/1.1', upgrade('a.test')),
  response: {
    ...head('HTTP/1.1 101 Switching Protocols', [['Upgrade', 'websocket']]),
    status: 101,
    reason: 'Switching Protocols',
  },
  accepted: true,
  body: undefined,
  violations: [],
  ...more,
});
