import type { ViolationRule } from '../../../src/protocol/violation.ts';
import { hex, noise } from './bytes.ts';
import { head, respond, switching } from './heads.ts';
import type { HostileKind, HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';
import type { Peer } from './peer.ts';

/** A head that would be a right 101 but for its first line. */
const otherStatusLine = (
  id: string,
  statusLine: string,
  rules: readonly ViolationRule[],
  says: readonly RegExp[],
): HostileScript => ({
  id,
  kind: 'violation',
  rules,
  says,
  stages: ['http'],
  speak: async (peer) => {
    await peer.write(switching(peer).replace('HTTP/1.1 101 Switching Protocols', statusLine));
    await peer.untilClientEnds();
  },
});

const says = (
  id: string,
  kind: HostileKind,
  bytes: (peer: Peer) => Uint8Array | string,
  words: readonly RegExp[],
  more: Partial<HostileScript> = {},
): HostileScript => ({
  id,
  kind,
  says: words,
  stages: ['http'],
  speak: async (peer) => {
    await peer.write(bytes(peer));
    await peer.untilClientEnds();
  },
  ...more,
});

const endsAfter = (id: string, bytes: string, words: readonly RegExp[]): HostileScript => ({
  id,
  kind: 'transport',
  says: words,
  stages: ['http'],
  speak: async (peer) => {
    if (bytes !== '') await peer.write(bytes);
    peer.fin();
    await peer.untilClientEnds();
  },
});

/** The first bytes of an answer: a broken status line, none at all, or another protocol (RFC 9112 §4). */
export const statusLineCases = inGroup('handshake', [
  otherStatusLine('http2-status-line', 'HTTP/2 101', ['head-version'], [/HTTP\/2/, /version|status line/i]),
  says('garbage-binary', 'violation', () => noise(64, 7), [/not HTTP|no HTTP/i, /3d e9 9c ed|3de99ced/i], {
    rules: ['response-not-http'],
  }),
  says('tls-alert-on-plain', 'transport', () => hex('15 03 03 00 02 02 46'), [/TLS/, /wss:/], {
    stages: ['http', 'tls'],
  }),
  {
    id: 'https-400-on-plain',
    kind: 'http',
    says: [/TLS|HTTPS/, /wss:/],
    stages: ['http', 'tls'],
    speak: async (peer) => {
      const title = '400 The plain HTTP request was sent to HTTPS port';
      await respond(
        peer,
        '400 Bad Request',
        ['Server: nginx', 'Content-Type: text/html', 'Connection: close'],
        `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n` +
          '<center>The plain HTTP request was sent to HTTPS port</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
      );
    },
  },
  otherStatusLine(
    'status-lowercase',
    'http/1.1 101 Switching Protocols',
    ['head-version'],
    [/status line/i, /http\/1\.1/],
  ),
  otherStatusLine('status-nonnumeric', 'HTTP/1.1 OK 101', ['head-status-line'], [/status/i, /OK/]),
  {
    id: 'status-999',
    kind: 'http',
    says: [/999/],
    stages: ['http'],
    speak: (peer) => respond(peer, '999 Request denied'),
  },
  {
    id: 'never-answer',
    kind: 'transport',
    says: [/no response|did not answer|no answer|never answered/i, /request/i],
    stages: ['timeout'],
    hang: true,
    speak: (peer) => peer.untilClientEnds(),
  },
  endsAfter('close-no-bytes', '', [/without (an )?answer|0 bytes|no answer|nothing/i]),
  endsAfter('close-mid-status', 'HTTP/1.1 10', [/status line/i, /HTTP\/1\.1 10/]),
  {
    id: '102-flood',
    kind: 'limit',
    says: [/102/, /interim|1xx/i],
    stages: ['timeout', 'http'],
    hang: true,
    speak: async (peer) => {
      for (;;) {
        await peer.write(head('HTTP/1.1 102 Processing', []));
        await peer.wait(5);
      }
    },
  },
]);
