import { good, respond } from './heads.ts';
import type { HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';
import type { Peer } from './peer.ts';

const goodPath = '/good';

/** Every path but `/good` leads there; `/good` is a right endpoint. */
async function leadTo(peer: Peer, status: string, location: string, more: readonly string[] = []): Promise<void> {
  if (peer.target === goodPath) await good(peer);
  else await respond(peer, status, [`Location: ${location}`, ...more]);
}

const follows = { followRedirects: true } as const;

/** 3xx answers, followed or not (RFC 9110 §15.4). */
const scripts: readonly HostileScript[] = [
  {
    id: 'redirect-303',
    kind: 'http',
    says: [/redirect/i, /\/good/],
    stages: ['http'],
    speak: (peer) => leadTo(peer, '303 See Other', `${peer.site.url}${goodPath}`),
  },
  {
    id: 'redirect-follow-ok',
    kind: 'valid',
    says: [/302/, /\/good/],
    client: follows,
    speak: (peer) => leadTo(peer, '302 Found', `${peer.site.url}${goodPath}`),
  },
  {
    id: 'redirect-chain-20',
    kind: 'http',
    says: [/10 redirects|10/i, /redirect/i],
    stages: ['http'],
    client: follows,
    speak: async (peer) => {
      const hop = Number(/^\/hop\/(\d+)$/.exec(peer.target)?.[1] ?? 0);
      await leadTo(peer, '302 Found', hop < 19 ? `/hop/${hop + 1}` : goodPath);
    },
  },
  {
    id: 'redirect-to-http',
    kind: 'http',
    says: [/http:/, /redirect/i],
    client: follows,
    speak: (peer) => leadTo(peer, '302 Found', `${peer.site.url.replace(/^ws:/, 'http:')}${goodPath}`),
  },
  {
    id: 'redirect-to-https-login',
    kind: 'http',
    says: [/redirect/i, /login/i],
    stages: ['http'],
    speak: (peer) =>
      leadTo(peer, '302 Found', 'https://login.example.test/signin?return=%2Fchat', [
        'Set-Cookie: signin=1; Path=/; HttpOnly',
      ]),
  },
  {
    id: 'redirect-bad-location',
    kind: 'violation',
    rulesBecause: 'The response is well-formed; what its Location asks for is judged by whoever follows it.',
    says: [/ws:\/\/\[bad/, /URL|Location/],
    stages: ['http'],
    client: follows,
    speak: (peer) => leadTo(peer, '302 Found', 'ws://[bad'),
  },
  {
    id: 'redirect-file',
    kind: 'http',
    says: [/file:/],
    stages: ['http'],
    client: follows,
    speak: (peer) => leadTo(peer, '302 Found', 'file:///etc/passwd'),
  },
  {
    id: 'redirect-downgrade',
    kind: 'http',
    says: [/wss/, /ws:/, /downgrade|unencrypted|without TLS|not encrypted/i],
    stages: ['http'],
    client: { followRedirects: true, wss: true, trustsCa: true },
    via: { kind: 'tls', certificate: 'good', alsoPlain: true },
    speak: (peer) => leadTo(peer, '302 Found', `${peer.site.plainUrl ?? ''}${goodPath}`),
  },
];

export const redirectCases = inGroup('handshake', scripts);
