import { createInflateRaw } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { formatHex } from '../../src/base/hex.ts';
import { afterHead, bytesOf } from '../support/hostile/rawClient.ts';

/** A masked Close(1000) and a masked ping, with a key of zeros. */
const clientClose = Buffer.from([0x88, 0x82, 0, 0, 0, 0, 3, 0xe8]);
const clientPing = Buffer.from([0x89, 0x80, 0, 0, 0, 0]);

describe('the bytes after the opening handshake', () => {
  test.each([
    ['frame-with-101', '81 03 6f 6e 65 81 03 74 77 6f 81 05 74 68 72 65 65'],
    ['partial-frame-with-101', '81 05 68 65 6c 6c 6f'],
    ['split-byte-by-byte', '81 05 68 65 6c 6c 6f'],
    ['101-chunked-frames', '37 0d 0a 81 05 68 65 6c 6c 6f 0d 0a'],
    ['masked-frame', '81 85 37 fa 21 3d 5f 9f 4d 51 58'],
    ['masked-zero-key', '81 85 00 00 00 00 68 65 6c 6c 6f'],
    ['masked-ping', '89 80 37 fa 21 3d'],
    ['rsv1-no-ext', 'c1 05 68 65 6c 6c 6f'],
    ['opcode-15', '8f 05 68 65 6c 6c 6f'],
    ['opcode-3-masked', '83 85 37 fa 21 3d 5f 9f 4d 51 58'],
    ['len-short-then-more', '81 03 68 65 6c 6c 6f'],
    ['close-fragmented', '08 02 03 e8'],
    ['text-in-fragmented', '01 03 61 62 63 81 05 68 65 6c 6c 6f'],
    ['fragments-empty', '01 00 00 00 80 00'],
    ['utf8-split-invalid', '01 01 e2 80 02 28 a1'],
    ['close-code-1015', '88 02 03 f7'],
    ['close-code-4999', '88 09 13 87 62 65 63 61 75 73 65'],
    ['close-1-byte', '88 01 03'],
    ['close-bad-utf8', '88 04 03 e8 ff fe'],
    ['close-code-little-endian', '88 02 e8 03'],
    ['data-after-close', '88 02 03 e8 81 04 6c 61 74 65'],
    ['close-twice', '88 02 03 e8 88 02 03 e9'],
    ['fin-mid-header', '81'],
    ['pmd-ok', 'c1 07 f2 48 cd c9 c9 07 00'],
    ['pmd-stored-block', 'c1 0b 00 05 00 fa ff 48 65 6c 6c 6f 00'],
    ['pmd-empty-00', 'c1 01 00'],
    ['pmd-plain-with-rsv1', 'c1 07 7b 22 61 22 3a 31 7d'],
  ])('%s', async (id, hex) => {
    expect(formatHex(afterHead((await bytesOf(id, { quiet: 150 })).bytes))).toBe(hex);
  });

  test.each([
    ['len64-for-16', 10 + 1000, '81 7f 00 00 00 00 00 00 03 e8'],
    ['len64-msb', 10, '82 7f ff ff ff ff ff ff ff ff'],
    ['len-90MiB-stall', 10 + 10, '82 7f 00 00 00 00 05 a0 00 00'],
    ['len-127-as-7bit', 2 + 127, '81 7f 61 61 61'],
    ['len-little-endian', 4 + 300, '81 7e 2c 01 61'],
    ['ping-126', 4 + 126, '89 7e 00 7e'],
    ['close-126', 4 + 126, '88 7e 00 7e 03 e8'],
    ['ping-125', 2 + 125, '89 7d'],
    ['ping-flood', 200_000, '89 00 89 00'],
    ['fragments-20000', 60_000, '01 01 61 00 01 61'],
    ['fragments-1-byte', 15_000, '01 01 61 00 01 61'],
    ['garbage-after-close', 4 + 64, '88 02 03 e8'],
    ['garbage-mid-stream', 4 + 200, '81 02 6f 6b'],
    ['deep-json', 4 + 40_000, '81 7e 9c 40 5b 5b'],
  ])('%s has %i bytes', async (id, length, start) => {
    const bytes = afterHead((await bytesOf(id)).bytes);
    expect(bytes).toHaveLength(length);
    expect(formatHex(bytes).startsWith(start)).toBe(true);
  });

  test('what looks random is no frame', async () => {
    const garbage = afterHead((await bytesOf('garbage-mid-stream')).bytes)[4]!;
    expect((garbage & 0x70) !== 0 || [3, 4, 5, 6, 7].includes(garbage & 7)).toBe(true);
  });

  test.each([
    ['101-then-fin', 'fin'],
    ['101-then-rst', 'reset'],
    ['fin-no-close', 'fin'],
    ['rst-no-close', 'reset'],
    ['half-close', 'fin'],
    ['close-mid-status', 'fin'],
    ['never-answer', undefined],
    ['len-90MiB-stall', undefined],
  ])('%s ends by %s', async (id, end) => {
    expect((await bytesOf(id)).end).toBe(end);
  });
});

describe('what the client does is answered as the case says', () => {
  test.each([
    ['ok', clientClose, '88 02 03 e8', 'fin'],
    ['ok', clientPing, '8a 00', undefined],
    ['pong-never', clientPing, '', undefined],
    ['close-ignored', clientClose, '', undefined],
    ['close-no-fin', clientClose, '88 02 03 e8', undefined],
    ['close-code-1000', clientClose, '88 09 03 e8 62 65 63 61 75 73 65', 'fin'],
    ['close-reply-other-code', clientClose, '88 05 0f a1 62 79 65', 'fin'],
    ['close-reply-unmasked-fin', clientClose, '', 'fin'],
    [
      'close-reply-late-data',
      clientClose,
      '81 06 6c 61 74 65 20 31 81 06 6c 61 74 65 20 32 81 06 6c 61 74 65 20 33 88 02 03 e8',
      'fin',
    ],
  ])('%s', async (id, then, hex, end) => {
    const heard = await bytesOf(id, { then });
    expect(formatHex(afterHead(heard.bytes)).replace('81 05 68 65 6c 6c 6f ', '')).toBe(hex);
    expect(heard.end).toBe(end);
  });
});

describe('compressed messages are right or wrong where the case says', () => {
  /** Inflates each compressed frame of one stream; gives the text, or the fault that ends it. */
  async function inflateAll(id: string): Promise<string[]> {
    const inflater = createInflateRaw();
    const faults: string[] = [];
    let pieces: Buffer[] = [];
    inflater.on('data', (piece: Buffer) => pieces.push(piece));
    inflater.on('error', (error) => faults.push(error.message));
    const results: string[] = [];
    const bytes = afterHead((await bytesOf(id)).bytes);
    for (let at = 0; at < bytes.length && faults.length === 0;) {
      const short = bytes[at + 1]! < 126;
      const start = at + (short ? 2 : 4);
      const end = start + (short ? bytes[at + 1]! : bytes.readUInt16BE(at + 2));
      if ((bytes[at]! & 0x40) !== 0) {
        pieces = [];
        inflater.write(Buffer.concat([bytes.subarray(start, end), Buffer.from([0, 0, 0xff, 0xff])]));
        await new Promise<void>((resolve) => {
          inflater.once('error', () => resolve());
          inflater.flush(() => resolve());
        });
        results.push(faults[0] ?? Buffer.concat(pieces).toString());
      }
      at = end;
    }
    return results;
  }

  test('pmd-truncated: message 1 goes through cut, message 2 is the victim', async () => {
    const [cut, victim] = await inflateAll('pmd-truncated');
    expect(cut).toMatch(/^\{"type":"chat"/);
    expect(cut).not.toMatch(/\}$/);
    expect(victim).toBe('invalid stored block lengths');
  });

  test('pmd-empty-payload: message 1 is empty, message 2 is the victim', async () => {
    expect(await inflateAll('pmd-empty-payload')).toEqual(['', 'invalid stored block lengths']);
  });

  test('pmd-garbage is no deflate', async () => {
    expect(await inflateAll('pmd-garbage')).toEqual(['invalid block type']);
  });

  test.each(['pmd-takeover-ok', 'pmd-takeover-uncompressed-between', 'pmd-window-violation-across'])(
    '%s needs the window of message 1',
    async (id) => {
      const [first, second] = await inflateAll(id);
      expect(second!.length).toBeGreaterThan(100);
      expect(first!.startsWith(second!)).toBe(true);
      const bytes = afterHead((await bytesOf(id)).bytes);
      const last = bytes.lastIndexOf(0xc1);
      expect(bytes.length - last).toBeLessThan(60);
    },
  );

  test('pmd-window-violation says the same thousand letters twice', async () => {
    const [whole] = await inflateAll('pmd-window-violation');
    expect(whole).toHaveLength(2000);
    expect(whole!.slice(0, 1000)).toBe(whole!.slice(1000));
  });
});
