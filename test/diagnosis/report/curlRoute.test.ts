import { expect, test } from 'vitest';
import { curlRoute } from '../../../src/diagnosis/report/curlRoute.ts';
import type { ReportedHandshake } from '../../../src/diagnosis/report/reportedHandshake.ts';
import { dnsOf, handshake, proxyPhase, tcpTo, tlsPhase } from './handshakes.ts';

const way = (more: Partial<ReportedHandshake>): string => {
  const route = curlRoute(handshake(more));
  return route === undefined
    ? ''
    : [
        ...route.options.map((option) => option.map((word) => JSON.stringify(word).replaceAll('"', '')).join(' ')),
        route.origin,
      ].join(' | ');
};

test.each<[string, Partial<ReportedHandshake>, string]>([
  [
    'an address',
    { url: 'ws://127.0.0.1:9001/x', phases: [tcpTo('127.0.0.1', 9001)] },
    '--noproxy * | http://127.0.0.1:9001',
  ],
  ['IPv6', { url: 'ws://[::1]:9001/', phases: [tcpTo('::1', 9001)] }, '--noproxy * | http://[::1]:9001'],
  [
    'a name, by TLS',
    { url: 'wss://A.test/x', phases: [dnsOf('a.test'), tcpTo('192.0.2.1', 443), tlsPhase] },
    '--noproxy * | https://A.test',
  ],
  [
    'user name and password',
    { url: 'wss://u:p@a.test/', phases: [dnsOf('a.test'), tcpTo('192.0.2.1', 443)] },
    '--noproxy * | https://a.test',
  ],
  ['nothing dialled', { url: 'http://a.test/', phases: [] }, '--noproxy * | http://a.test'],
  [
    'another place than the URL’s',
    { url: 'ws://a.test/', phases: [dnsOf('stage.test'), tcpTo('192.0.2.1', 8080)] },
    '--noproxy * | --connect-to ::stage.test:8080 | http://a.test',
  ],
  [
    'another name by SNI',
    { url: 'wss://192.0.2.1/', phases: [tcpTo('192.0.2.1', 443), tlsPhase] },
    '--noproxy * | --connect-to ::192.0.2.1:443 | https://a.test:443',
  ],
  [
    'a certificate that was let pass',
    { url: 'wss://a.test', phases: [{ ...tlsPhase, verified: false }] },
    '--insecure | --noproxy * | https://a.test',
  ],
  [
    'as it was asked for',
    {
      url: 'wss://a.test',
      phases: [tlsPhase],
      way: { addressFamily: 'ipv6', tls: { verify: true, ca: ['/etc/ca.pem'], minVersion: 'TLSv1.3' } },
    },
    '--cacert /etc/ca.pem | --tlsv1.3 | -6 | --noproxy * | https://a.test',
  ],
  [
    'without TLS its options have no meaning',
    { url: 'ws://a.test', phases: [], way: { localPort: 5000, tls: { verify: false } } },
    '--local-port 5000 | --noproxy * | http://a.test',
  ],
  [
    'a Unix socket',
    { url: 'ws+unix:/run/a.sock:/x', phases: [{ ...tcpTo('/run/a.sock', 0), family: 'unix' }] },
    '--unix-socket /run/a.sock | http://a.test',
  ],
  ['an HTTP proxy', { phases: [proxyPhase('http')] }, '--proxy http://proxy.test:3128 | --proxytunnel | http://a.test'],
  [
    'its credentials',
    {
      phases: [
        { ...proxyPhase('https'), request: 'CONNECT a.test:80 HTTP/1.1\r\nProxy-Authorization: Basic YTpi\r\n\r\n' },
      ],
    },
    '--proxy https://proxy.test:3128 | --proxytunnel | --proxy-header Proxy-Authorization: Basic ••• | http://a.test',
  ],
  ['SOCKS', { phases: [proxyPhase('socks5')] }, '--proxy socks5h://proxy.test:3128 | http://a.test'],
  [
    'SOCKS, looked up here',
    { phases: [dnsOf('a.test'), proxyPhase('socks4')] },
    '--proxy socks4://proxy.test:3128 | http://a.test',
  ],
])('%s', (_what, more, expected) => expect(way(more)).toBe(expected));

test('no way without a host', () => expect(way({ url: 'ws+unix:/run/a.sock', request: undefined })).toBe(''));
