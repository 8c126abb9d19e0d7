import { constants } from 'node:zlib';
import { deflated, deflatedZeros, frame, hex, letters, noise, text } from './bytes.ts';
import { sends } from './framesCase.ts';
import type { HostileKind, HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';

const smallWindow = 'permessage-deflate; server_max_window_bits=9';

/** A whole compressed text message. */
const squeezed = (payload: Uint8Array): Buffer => frame(0xc1, payload);

const deflates = (
  id: string,
  kind: HostileKind,
  pieces: () => readonly Uint8Array[],
  says: readonly RegExp[] = [],
  more: Parameters<typeof sends>[4] = {},
): HostileScript => sends(id, kind, pieces, says, { deflate: 'permessage-deflate', ...more });

const victim = (): Buffer => squeezed(deflated('hello'));

/** Message 2 is short only because it refers back to message 1. */
function takeover(between: readonly Uint8Array[] = []): Uint8Array[] {
  const first = letters(200, 5);
  const second = deflated(first, { dictionary: Buffer.from(first) });
  return [squeezed(deflated(first)), ...between, squeezed(second)];
}

/** Letters that come again after 1000 bytes: further back than a 512-byte window reaches. */
function farInOneMessage(): Uint8Array[] {
  const once = letters(1000, 11);
  return [squeezed(deflated(once + once))];
}

/** Message 1 keeps to its window; message 2 repeats the start of message 1, 2000 bytes back. */
function farAcrossMessages(): Uint8Array[] {
  const first = letters(2000, 13);
  const second = deflated(first.slice(0, 200), { dictionary: Buffer.from(first) });
  return [squeezed(deflated(first, { windowBits: 9 })), squeezed(second)];
}

/**
 * Half a deflate stream. Only in a block with fixed codes does the tail 00 00 FF FF read as an end of block and half a block
 * header, so that nothing is wrong yet; with other codes message 1 would fail by itself.
 */
function cutInside(): Buffer {
  const whole = deflated('{"type":"chat","user":"ada","text":"Long enough to be cut in the middle."}', {
    strategy: constants.Z_FIXED,
  });
  return whole.subarray(0, whole.length >> 1);
}

/** 256 MiB of zeros as one binary message in frames of 256 bytes. */
function bombInFragments(): Uint8Array[] {
  const payload = deflatedZeros(256);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < payload.length; at += 256) {
    const last = at + 256 >= payload.length;
    const first = at === 0 ? 0x42 : last ? 0x80 : 0x00;
    frames.push(frame(first, payload.subarray(at, at + 256)));
  }
  return [Buffer.concat(frames)];
}

/** Compressed messages, right, wrong and explosive (RFC 7692 §6, §7.2). */
export const deflateCases = inGroup('frames', [
  deflates('pmd-ok', 'valid', () => [hex('c1 07 f2 48 cd c9 c9 07 00')]),
  deflates('pmd-uncompressed-message', 'valid', () => [text('hello')]),
  deflates('pmd-stored-block', 'valid', () => [hex('c1 0b 00 05 00 fa ff 48 65 6c 6c 6f 00')]),
  deflates('pmd-bfinal', 'valid', () => {
    const final = hex('c1 08 f3 48 cd c9 c9 07 00 00');
    return [final, final];
  }),
  deflates('pmd-empty-00', 'valid', () => [hex('c1 01 00')]),
  deflates('pmd-empty-payload', 'violation', () => [hex('c1 00'), victim()], [/compressed/i, /no payload|empty|00/i], {
    rules: ['deflate-empty'],
  }),
  deflates(
    'pmd-garbage',
    'violation',
    () => [squeezed(Buffer.concat([hex('07'), noise(19, 17)]))],
    [/deflate|compressed/i],
    { rules: ['deflate-garbage'] },
  ),
  deflates(
    'pmd-plain-with-rsv1',
    'violation',
    () => [frame(0xc1, '{"a":1}')],
    [/RSV1/, /not compressed|uncompressed|plain/i],
    { rules: ['deflate-not-compressed'] },
  ),
  deflates(
    'pmd-truncated',
    'violation',
    () => [squeezed(cutInside()), victim()],
    [/compressed|deflate/i, /ends|truncated|cut/i],
    { rules: ['deflate-truncated'] },
  ),
  deflates('pmd-takeover-ok', 'valid', takeover),
  deflates('pmd-takeover-uncompressed-between', 'valid', () => takeover([text(letters(300, 23))])),
  deflates('pmd-window-violation', 'violation', farInOneMessage, [/window/i, /512/], {
    deflate: smallWindow,
    rules: ['deflate-window'],
  }),
  deflates('pmd-window-violation-across', 'violation', farAcrossMessages, [/window/i, /512/], {
    deflate: smallWindow,
    rules: ['deflate-window'],
  }),
  deflates('pmd-bomb-many', 'limit', () => {
    const bomb = frame(0xc2, deflatedZeros(8));
    return Array.from({ length: 40 }, () => bomb);
  }),
  deflates('pmd-bomb-fragments', 'limit', bombInFragments, [], {
    stages: ['framing', 'closing'],
    rules: ['deflate-cap'],
  }),
]);
