import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import { exactLength, readHeader, WireFrameHeader } from '../../src/protocol/frameDecoder.ts';
import { encodeFrame, type FrameToEncode } from '../../src/protocol/frameEncoder.ts';
import { isPlainHeader, judgeHeader, swappedLength, type FramePlace } from '../../src/protocol/frameRules.ts';

const PLACE: FramePlace = { deflate: false, open: undefined, afterDoubt: false };
const OPEN = { opcode: 1, frames: 2, wireLength: 10 };

function header(frame: FrameToEncode, from: Endpoint = 'server'): WireFrameHeader {
  const read = new WireFrameHeader(from);
  readHeader(read, encodeFrame(frame), 0);
  return read;
}
const judge = (read: WireFrameHeader, place: Partial<FramePlace> = {}) =>
  judgeHeader(read, exactLength(read), { ...PLACE, ...place });
const rules = (read: WireFrameHeader, place: Partial<FramePlace> = {}): string[] =>
  judge(read, place).violations.map(({ rule }) => rule);

describe('isPlainHeader', () => {
  it('agrees with the judge on every first octet, both ways, with and without permessage-deflate', () => {
    for (let octet = 0; octet < 256; octet += 1) {
      const read = header({
        opcode: octet & 0xf,
        fin: octet >= 0x80,
        rsv1: (octet & 0x40) !== 0,
        rsv2: (octet & 0x20) !== 0,
        rsv3: (octet & 0x10) !== 0,
      });
      for (const deflate of [false, true]) {
        const open = (octet & 0xf) === 0 ? OPEN : undefined;
        expect(isPlainHeader(read, deflate)).toBe(rules(read, { deflate, open }).length === 0);
      }
    }
  });

  it.each([
    [{ opcode: 2, declaredLength: 126 }, true],
    [{ opcode: 2, declaredLength: 125, lengthForm: 16 }, false],
    [{ opcode: 2, declaredLength: 65_536 }, true],
    [{ opcode: 2, declaredLength: 65_535, lengthForm: 64 }, false],
    [{ opcode: 2, declaredLength: 2n ** 60n }, false],
    [{ opcode: 9, declaredLength: 126 }, false],
    [{ opcode: 2, maskingKey: 1 }, false],
  ] as const)('judges %o', (frame, plain) => {
    expect(isPlainHeader(header(frame), false)).toBe(plain);
    expect(rules(header(frame)).length === 0).toBe(plain);
  });

  it('wants a mask of the client', () => {
    expect(isPlainHeader(header({ opcode: 2, maskingKey: 1 }, 'client'), false)).toBe(true);
    expect(isPlainHeader(header({ opcode: 2 }, 'client'), false)).toBe(false);
  });
});

describe('judgeHeader', () => {
  it.each([
    [header({ opcode: 1, maskingKey: 0x01020304 }), {}, ['frame-masked-by-server']],
    [header({ opcode: 1, maskingKey: 0 }), {}, ['frame-masked-by-server']],
    [header({ opcode: 1 }, 'client'), {}, ['frame-unmasked-by-client']],
    [header({ opcode: 1, rsv1: true }), {}, ['rsv1-set']],
    [header({ opcode: 1, rsv1: true }), { deflate: true }, []],
    [header({ opcode: 8, rsv1: true }), { deflate: true }, ['rsv1-on-control']],
    [header({ opcode: 0, rsv1: true }), { deflate: true, open: OPEN }, ['rsv1-on-continuation']],
    [header({ opcode: 1, rsv2: true, rsv3: true }), {}, ['rsv2-set', 'rsv3-set']],
    [header({ opcode: 5 }), {}, ['opcode-reserved']],
    [header({ opcode: 13 }), {}, ['opcode-reserved']],
    [header({ opcode: 1, declaredLength: 5, lengthForm: 16 }), {}, ['length-not-minimal']],
    [header({ opcode: 1, declaredLength: 5, lengthForm: 64 }), {}, ['length-not-minimal']],
    [header({ opcode: 9, declaredLength: 5, lengthForm: 16 }), {}, ['length-not-minimal']],
    [header({ opcode: 9, declaredLength: 126 }), {}, ['control-too-long']],
    [header({ opcode: 9, fin: false }), {}, ['control-fragmented']],
    [header({ opcode: 0 }), {}, ['continuation-without-start']],
    [header({ opcode: 2 }), { open: OPEN }, ['message-interleaved']],
    [header({ opcode: 9 }), { open: OPEN }, []],
    [header({ opcode: 0 }), { open: OPEN }, []],
  ] as const)('%#: names each broken rule and believes the border', (read, place, expected) => {
    expect(rules(read, place)).toEqual(expected);
    expect(judge(read, place).lost).toBe(false);
  });

  it.each([
    [header({ opcode: 3, maskingKey: 1 }), {}, false],
    [header({ opcode: 3, rsv2: true }), {}, true],
    [header({ opcode: 11, fin: false }), {}, true],
    [header({ opcode: 1, rsv1: true, rsv2: true, fin: false, declaredLength: 0x61 }), {}, true],
    [header({ opcode: 1, rsv2: true }), { afterDoubt: true }, true],
    [header({ opcode: 1, maskingKey: 1 }), { afterDoubt: true }, false],
    [header({ opcode: 2, declaredLength: 2n ** 63n }), {}, true],
    [header({ opcode: 2, declaredLength: 2n ** 54n }), {}, true],
  ] as const)('%#: says whether framing is lost', (read, place, lost) => {
    expect(judge(read, place).lost).toBe(lost);
  });

  it('tells the impossible length exactly, and what its bytes read', () => {
    const [found] = judge(header({ opcode: 1, declaredLength: 0x6162636465666768n })).violations;
    expect(found?.rule).toBe('length-impossible');
    expect(found?.sentence).toContain('7017280452245743464 bytes');
    expect(found?.sentence).toContain('"abcdefgh"');
    const [other] = judge(header({ opcode: 1, declaredLength: 0x6162636465666701n })).violations;
    expect(other?.sentence).not.toContain('read');
    const [top] = judge(header({ opcode: 1, declaredLength: 2n ** 64n - 1n })).violations;
    expect(top).toMatchObject({ rule: 'length-top-bit', offset: 2, length: 8 });
    expect(top?.sentence).toContain('18446744073709551615');
  });

  it('counts what was open in words', () => {
    const sentence = (frames: number): string =>
      judge(header({ opcode: 2, fin: false }), { open: { ...OPEN, frames } }).violations[0]!.sentence;
    expect(sentence(1)).toContain('(1 fragment, 10 bytes)');
    expect(sentence(2)).toContain('(2 fragments, 10 bytes)');
  });
});

describe('swappedLength', () => {
  it('turns bytes round', () => {
    expect(swappedLength(11_265n, 2)).toBe(300n);
    expect(swappedLength(0x0100_0000_0000_0000n, 8)).toBe(1n);
  });
});
