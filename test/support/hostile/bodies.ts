import { crc32, gzipSync } from 'node:zlib';
import { deflatedZeros } from './bytes.ts';
import { chunk, head, respond } from './heads.ts';
import type { HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';

const mebibyte = 1024 * 1024;

/** `length` MiB of zeros as one gzip member (RFC 1952), about 1 KB a MiB, without ever holding the zeros. */
function gzipBomb(length: number): Buffer {
  const zeros = Buffer.alloc(mebibyte);
  let checksum = 0;
  for (let n = 0; n < length; n += 1) checksum = crc32(zeros, checksum);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(checksum, 0);
  trailer.writeUInt32LE(length * mebibyte, 4);
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  // The sync flush's tail, then an empty final block.
  const end = Buffer.from([0, 0, 0xff, 0xff, 3, 0]);
  return Buffer.concat([header, deflatedZeros(length), end, trailer]);
}

/** Bodies of a refusal that are coded, huge, endless or malformed (RFC 9112 §6–7). */
const scripts: readonly HostileScript[] = [
  {
    id: 'body-gzip-chunked',
    kind: 'http',
    says: [/403/, /the origin is not on the list/],
    stages: ['http'],
    speak: async (peer) => {
      const gzip = gzipSync('Forbidden: the origin is not on the list.\n');
      const lines = ['Content-Type: text/plain', 'Content-Encoding: gzip', 'Transfer-Encoding: chunked'];
      await peer.write(head('HTTP/1.1 403 Forbidden', lines), chunk(gzip.subarray(0, 20)), chunk(gzip.subarray(20)));
      await peer.write(chunk(''));
      await peer.untilClientEnds();
    },
  },
  {
    id: 'body-gzip-bomb',
    kind: 'limit',
    says: [/403/],
    stages: ['http'],
    speak: (peer) =>
      respond(peer, '403 Forbidden', ['Content-Type: text/plain', 'Content-Encoding: gzip'], gzipBomb(200)),
  },
  {
    id: 'body-latin1',
    kind: 'http',
    says: [/403/, /accès refusé/],
    stages: ['http'],
    speak: (peer) =>
      respond(
        peer,
        '403 Forbidden',
        ['Content-Type: text/plain; charset=iso-8859-1'],
        Buffer.from('accès refusé', 'latin1'),
      ),
  },
  {
    id: 'body-large',
    kind: 'http',
    says: [/500/],
    stages: ['http'],
    speak: async (peer) => {
      const length = 50 * 1000 * 1000;
      const piece = Buffer.from('All work and no play makes a long error page. \n'.repeat(1250));
      await peer.write(
        head('HTTP/1.1 500 Internal Server Error', ['Content-Type: text/plain', `Content-Length: ${length}`]),
      );
      for (let sent = 0; sent < length; sent += piece.length) await peer.write(piece.subarray(0, length - sent));
      await peer.untilClientEnds();
    },
  },
  {
    id: 'body-endless',
    kind: 'limit',
    says: [/500/],
    stages: ['http'],
    speak: async (peer) => {
      const lines = ['Content-Type: text/plain', 'Transfer-Encoding: chunked'];
      await peer.write(head('HTTP/1.1 500 Internal Server Error', lines));
      const piece = chunk('It goes on. '.repeat(1000));
      for (;;) {
        await peer.write(piece);
        await peer.wait(1);
      }
    },
  },
  {
    id: 'body-until-close',
    kind: 'http',
    says: [/403/, /not for you/],
    stages: ['http'],
    speak: async (peer) => {
      await peer.write(head('HTTP/1.1 403 Forbidden', ['Content-Type: text/plain', 'Connection: close']));
      await peer.write('This is not for you.\n');
      await peer.wait(300);
      peer.fin();
      await peer.untilClientEnds();
    },
  },
  {
    id: 'body-bad-chunk',
    kind: 'violation',
    rules: ['body-chunk-malformed'],
    says: [/403/],
    stages: ['http'],
    speak: async (peer) => {
      const lines = ['Content-Type: text/plain', 'Transfer-Encoding: chunked'];
      await peer.write(head('HTTP/1.1 403 Forbidden', lines), 'zz\r\nForbidden\r\n0\r\n\r\n');
      await peer.untilClientEnds();
    },
  },
  {
    id: 'body-cl-conflict',
    kind: 'violation',
    rules: ['body-length-conflict'],
    says: [/403/, /Content-Length/],
    stages: ['http'],
    speak: async (peer) => {
      const lines = ['Content-Type: text/plain', 'Content-Length: 9', 'Content-Length: 5'];
      await peer.write(head('HTTP/1.1 403 Forbidden', lines), 'Forbidden');
      await peer.untilClientEnds();
    },
  },
];

export const bodyCases = inGroup('handshake', scripts);
