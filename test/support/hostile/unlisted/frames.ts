import { deflateSync } from 'node:zlib';
import { close, closePayload, deflated, frame, hex, text } from '../bytes.ts';
import { chunk, open } from '../heads.ts';
import type { Peer } from '../peer.ts';
import { behaviour, type UnlistedCase } from './unlistedCase.ts';

const sends = (
  id: string,
  cause: string | undefined,
  says: readonly RegExp[],
  pieces: readonly (Uint8Array | string)[],
  more: Partial<UnlistedCase> & {
    readonly deflate?: string;
    readonly closeSent?: true;
    readonly end?: (peer: Peer) => Promise<void> | void;
  } = {},
): UnlistedCase => {
  const { deflate, closeSent, end, ...rest } = more;
  return behaviour(
    id,
    cause,
    says,
    async (peer) => {
      await open(peer, deflate);
      await peer.write(...pieces);
      if (end !== undefined) {
        await end(peer);
        await peer.untilClientEnds();
      } else await peer.behave(closeSent === undefined ? {} : { closeSent });
    },
    rest,
  );
};
const closes = (id: string, cause: string | undefined, payload: Uint8Array, more: object = {}): UnlistedCase =>
  sends(id, cause, [], [frame(0x88, payload)], { closeSent: true, ...more });

/** Streams that go wrong, or only look as if they did, after a right opening. */
export const unlistedFrames: readonly UnlistedCase[] = [
  sends('rsv3', 'rsv3-set', [], [frame(0x91, 'hello')]),
  sends(
    'rsv1-on-continuation',
    'rsv1-on-continuation',
    [],
    [frame(0x41, deflated('hello').subarray(0, 3)), frame(0xc0, deflated('hello').subarray(3))],
    { deflate: 'permessage-deflate' },
  ),
  sends('opcode-11', 'opcode-reserved', [], [frame(0x8b, 'x')]),
  sends('all-bits', 'length-probably-off', [], [hex('ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff')]),
  sends('length-16-for-5', 'length-not-minimal', [], [hex('81 7e 00 05'), 'hello'], { stands: true }),
  sends('ping-16-bit-length', 'length-not-minimal', [], [hex('89 7e 00 05'), 'hello']),
  sends('ping-200', 'control-too-long', [], [frame(0x89, Buffer.alloc(200))]),
  sends('pong-unasked', undefined, [], [frame(0x8a, 'beat'), close(1000)], { closeSent: true }),
  sends('pong-flood', undefined, [], [Buffer.alloc(20_000, hex('8a 00')), close(1000)], { closeSent: true }),
  sends('continuation-fin', 'continuation-without-start', [], [frame(0x80, 'rest')]),
  sends(
    'continuation-after-end',
    'continuation-without-start',
    [],
    [text('one'), frame(0x00, 'two'), frame(0x80, 'three')],
  ),
  sends('close-empty', undefined, [], [frame(0x88)], { closeSent: true }),
  closes('close-0', 'close-code-out-of-range', closePayload(0), { says: [/carries 0,/] }),
  closes('close-999', 'close-code-out-of-range', closePayload(999)),
  closes('close-1004', 'close-code-unassigned', closePayload(1004)),
  closes('close-1005', 'close-code-not-for-the-wire', closePayload(1005)),
  closes('close-1006', 'close-code-not-for-the-wire', closePayload(1006), { says: [/1006/] }),
  closes('close-1016', 'close-code-unassigned', closePayload(1016)),
  closes('close-5000', 'close-code-out-of-range', closePayload(5000), { says: [/5000/] }),
  closes('close-65535', 'close-code-out-of-range', closePayload(65535)),
  closes('close-reason-cut', 'close-reason-not-utf8', closePayload(1000, hex('e2 82'))),
  closes('close-1003', undefined, closePayload(1003, 'no binary')),
  closes('close-1007', undefined, closePayload(1007)),
  closes('close-1011', undefined, closePayload(1011, 'TypeError')),
  closes('close-1013', undefined, closePayload(1013)),
  closes('close-1014', undefined, closePayload(1014)),
  closes('close-3000', undefined, closePayload(3000, 'who are you?')),
  closes('close-3003', undefined, closePayload(3003)),
  closes('close-4401', undefined, closePayload(4401, 'Unauthorized')),
  closes('close-4429', undefined, closePayload(4429, 'Too many initialisation requests')),
  closes('close-123-byte-reason', undefined, closePayload(1000, 'r'.repeat(123))),
  sends('close-text-reason-only', 'close-code-out-of-range', [/bye now/], [frame(0x88, 'bye now')], {
    closeSent: true,
  }),
  sends('close-masked', 'frame-masked-by-server', [], [frame(0x88, closePayload(1000), hex('01 02 03 04'))], {
    closeSent: true,
  }),
  sends('close-then-rst', undefined, [], [close(1001, 'restart')], {
    end: async (peer) => {
      await peer.wait(1);
      peer.reset();
    },
  }),
  sends('close-then-fin-at-once', undefined, [], [close(1011, 'crash')], { end: (peer) => peer.fin() }),
  sends('utf8-cut-at-end', 'utf8-invalid', [], [text(hex('48 c3'))]),
  sends('utf8-surrogate', 'utf8-invalid', [], [text(hex('ed a0 80'))]),
  sends('utf8-beyond', 'utf8-invalid', [], [text(hex('f4 90 80 80'))]),
  sends('utf8-latin1', 'utf8-invalid', [], [text(Buffer.from('Grüße', 'latin1'))]),
  sends(
    'utf8-gzip',
    'utf8-invalid',
    [/gzip/],
    [text(hex('1f 8b 08 00 00 00 00 00 00 03 4b 04 00 43 be b7 e8 01 00 00 00'))],
  ),
  sends('utf8-png', 'utf8-invalid', [/PNG/], [text(hex('89 50 4e 47 0d 0a 1a 0a 00 00 00 0d'))]),
  sends('utf8-utf16', 'utf8-invalid', [/UTF-16/], [text(Buffer.from('\ufeffhällo', 'utf16le'))]),
  sends('binary-json', undefined, [], [frame(0x82, '{"a":1}'), close(1000)], { closeSent: true }),
  sends('empty-text', undefined, [], [text(''), close(1000)], { closeSent: true }),
  sends('length-65535', undefined, [], [text('x'.repeat(65_535)), close(1000)], { closeSent: true }),
  sends('length-65536', undefined, [], [text('x'.repeat(65_536)), close(1000)], { closeSent: true }),
  sends('tls-alert-after-101', 'other-protocol-after-upgrade', [/TLS alert/], [hex('15 03 03 00 02 02 28')]),
  sends('crlf-before-frame', 'line-end-before-frames', [/stray/], ['\r\n', text('hello')]),
  sends('socks-after-101', 'opcode-reserved', [], [hex('05 00')]),
  sends('sse-after-101', 'text-instead-of-frames', [/data:/], ['data: {"a":1}\n\n']),
  sends('json-lines-after-101', 'text-instead-of-frames', [], ['{"a":1}\n{"b":2}\n']),
  sends('frames-in-chunks', 'chunks-instead-of-frames', [], [chunk(text('hello')), chunk(text('again'))]),
  sends('h2-after-101', 'other-protocol-after-upgrade', [/HTTP\/2/], [hex('00 00 00 04 00 00 00 00 00')]),
  sends('zlib-header-in-message', 'deflate-garbage', [/zlib/], [frame(0xc1, deflateSync('hello, hello, hello'))], {
    deflate: 'permessage-deflate',
  }),
  sends('gzip-in-message', 'deflate-garbage', [/gzip/], [frame(0xc1, hex('1f 8b 08 00 00 00 00 00 00 03 4b 04 00'))], {
    deflate: 'permessage-deflate',
  }),
  sends(
    'deflate-tail-left',
    'deflate-trailing',
    [],
    [frame(0xc1, Buffer.concat([deflated('hello'), hex('00 00 ff ff')])), close(1000)],
    { deflate: 'permessage-deflate', closeSent: true },
  ),
  sends(
    'takeover-though-not',
    'deflate-context',
    [],
    (() => {
      const w = 'the quick brown fox jumps over the lazy dog';
      return [frame(0xc1, deflated(w)), frame(0xc1, deflated(w, { dictionary: Buffer.from(w) }))];
    })(),
    { deflate: 'permessage-deflate; server_no_context_takeover' },
  ),
  sends('compressed-not-agreed', 'rsv1-set', [], [frame(0xc1, deflated('hello'))], { client: { noDeflate: true } }),
  sends('plain-after-compressed', undefined, [], [frame(0xc1, deflated('hello')), text('plain'), close(1000)], {
    deflate: 'permessage-deflate',
    closeSent: true,
  }),
  sends('rst-mid-frame', 'closed-inside-frame', [/38 of 100/], [frame(0x82, Buffer.alloc(100)).subarray(0, 40)], {
    end: async (peer) => {
      await peer.wait(60);
      peer.reset();
    },
  }),
  sends('fin-mid-payload', 'closed-inside-frame', [], [frame(0x82, Buffer.alloc(100)).subarray(0, 40)], {
    end: (peer) => peer.fin(),
  }),
  sends(
    'fin-mid-fragments',
    'closed-without-close-frame',
    [/2 fragments \(6 bytes\)/],
    [frame(0x01, 'one'), frame(0x00, 'two')],
    { end: (peer) => peer.fin() },
  ),
  sends('fragments-stall', undefined, [], [frame(0x01, 'one')], { stands: true }),
  sends('frame-stall-small', 'frame-stalled', [/2 of 5/], [frame(0x81, 'hello').subarray(0, 4)], { stands: true }),
  sends('header-stall', 'frame-stalled', [], [hex('82')], { stands: true }),
  sends('huge-declared', 'own-message-size-limit', [/64 GiB/], [hex('82 7f 00 00 00 10 00 00 00 00'), 'abc'], {}),
  sends('frame-drip', undefined, [], [], {
    end: async (peer) => {
      for (const byte of text('slowly')) {
        await peer.write(Uint8Array.of(byte));
        await peer.wait(20);
      }
      await peer.close(1000);
    },
  }),
  sends('server-pings-then-drops', 'idle-timeout', [], [frame(0x89, 'are you there')], {
    args: ['--no-auto-pong'],
    end: async (peer) => {
      await peer.wait(1200);
      peer.fin();
    },
  }),
  sends('drops-on-first-message', 'closed-on-our-message', [/our frame 1/], [], {
    args: ['--send', 'hello'],
    end: async (peer) => {
      await peer.nextFrame();
      peer.fin();
    },
  }),
  sends('resets-on-first-message', 'reset-on-our-message', [/reset/, /our frame 1/], [], {
    args: ['--send', 'hello'],
    end: async (peer) => {
      await peer.nextFrame();
      await peer.wait(30);
      peer.reset();
    },
  }),
  sends('closes-on-binary-1003', undefined, [], [], {
    args: ['--send-hex', '00ff'],
    end: async (peer) => {
      await peer.nextFrame();
      await peer.close(1003, 'text only');
    },
  }),
  sends('closes-1009-on-large', undefined, [], [], {
    args: ['--send', 'x'.repeat(2000)],
    end: async (peer) => {
      await peer.nextFrame();
      await peer.close(1009);
    },
  }),
];
