import fc from 'fast-check';
import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readDeflate } from '../../src/protocol/deflateReader.ts';
import { bytesOf, hex } from './recorder.ts';

const NONE = new Uint8Array(0);

/** Writes bits as DEFLATE packs them: `[value, count]`, the least significant first. */
function bits(...fields: readonly (readonly [value: number, count: number])[]): Uint8Array {
  const out: number[] = [];
  let position = 0;
  for (const [value, count] of fields) {
    for (let bit = 0; bit < count; bit += 1, position += 1) {
      if (position % 8 === 0) out.push(0);
      out[out.length - 1]! |= ((value >> bit) & 1) << (position % 8);
    }
  }
  return Uint8Array.from(out);
}

const data = fc.oneof(
  fc.uint8Array({ maxLength: 4000 }),
  fc
    .array(fc.constantFrom('the ', 'quick ', 'brown ', 'fox ', '\n', '0123456789'), { maxLength: 2000 })
    .map((words) => bytesOf(words.join(''))),
  fc.tuple(fc.nat(255), fc.nat(70_000)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
);

describe('readDeflate', () => {
  it('agrees with zlib at every level, strategy, window and with a dictionary', () => {
    fc.assert(
      fc.property(
        data,
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(
          constants.Z_DEFAULT_STRATEGY,
          constants.Z_FIXED,
          constants.Z_HUFFMAN_ONLY,
          constants.Z_RLE,
          constants.Z_FILTERED,
        ),
        fc.integer({ min: 9, max: 15 }),
        fc.uint8Array({ maxLength: 400 }),
        (bytes, level, strategy, windowBits, history) => {
          const input = deflateRawSync(bytes, {
            level,
            strategy,
            windowBits,
            finishFlush: constants.Z_SYNC_FLUSH,
            ...(history.length > 0 ? { dictionary: history } : {}),
          });
          const reading = readDeflate(input, history, 100_000);
          expect(reading.stop).toBe('border');
          expect(Buffer.compare(reading.output, bytes)).toBe(0);
          expect(reading.maxDistance).toBeLessThanOrEqual(2 ** windowBits);
          expect(reading.reach).toBeLessThanOrEqual(history.length);
          expect(reading.lastStored).toBe(0);
          expect(Buffer.compare(reading.window, Buffer.concat([history, bytes]).subarray(-32_768))).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws, and never gives more than its cap', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(500), (input, cap) => {
        const reading = readDeflate(input, NONE, cap);
        expect(reading.output.length).toBeLessThanOrEqual(cap + 65_535);
      }),
      { numRuns: 2000 },
    );
  });

  it('stops at a final block and says how much it used', () => {
    const first = deflateRawSync(Buffer.from('first'));
    const reading = readDeflate(bytesOf(first, 'more'), NONE, 100);
    expect(reading).toMatchObject({ stop: 'final', consumed: first.length });
    expect(Buffer.from(reading.output).toString()).toBe('first');
  });

  it('lets output beyond the cap go and keeps the window right', () => {
    const bytes = new Uint8Array(3_000_000).map((_, index) => (index * 7) & 0xff);
    const input = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
    const reading = readDeflate(input, NONE, 1000, 4_000_000);
    expect(reading).toMatchObject({ stop: 'border', length: 3_000_000 });
    expect(Buffer.compare(reading.output, bytes.subarray(0, 1000))).toBe(0);
    expect(Buffer.compare(reading.window, bytes.subarray(-32_768))).toBe(0);
  });

  it('stops for good at the limit of its work', () => {
    const input = deflateRawSync(new Uint8Array(1_000_000));
    expect(readDeflate(input, NONE, 1000, 2000)).toMatchObject({ stop: 'too-long' });
    expect(readDeflate(deflateRawSync(new Uint8Array(9000), { level: 0 }), NONE, 10)).toMatchObject({
      stop: 'too-long',
    });
  });

  it('tells how far references go and reach back before the start', () => {
    const history = Buffer.from('0123456789'.repeat(30));
    const input = deflateRawSync(Buffer.from('0123456789'), {
      dictionary: history,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    const { reach, maxDistance } = readDeflate(input, history, 100);
    expect(reach).toBeGreaterThanOrEqual(10);
    expect(maxDistance).toBeGreaterThanOrEqual(reach);
    expect(readDeflate(input, NONE, 100)).toMatchObject({ stop: 'border', reach });
  });

  it('is truncated wherever a stream is cut', () => {
    for (const level of [0, 6]) {
      for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED]) {
        const text = Array.from({ length: 60 }, (_, index) => `line ${index * 37} of the text`).join('\n');
        const input = deflateRawSync(Buffer.from(text), { level, strategy });
        for (let length = 1; length < input.length; length += 1) {
          expect(readDeflate(input.subarray(0, length), NONE, 5000).stop).toBe('truncated');
        }
      }
    }
  });

  const codeLengths = (...lengths: readonly number[]): readonly (readonly [number, number])[] =>
    lengths.map((length) => [length, 3] as const);
  /** A dynamic block's start with code lengths for 16, 17, 18, 0 … in that order. */
  const dynamic = (literals: number, distances: number, ...lengths: readonly number[]) =>
    [
      [0, 1],
      [2, 2],
      [literals - 257, 5],
      [distances - 1, 5],
      [lengths.length - 4, 4],
      ...codeLengths(...lengths),
    ] as const;

  /** Code lengths for 1 (code 0) and 18 (code 1). */
  const ONES = [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] as const;
  const ones = dynamic(257, 1, ...ONES);
  const zeros = (count: number): readonly (readonly [number, number])[] => [
    [1, 1],
    [127, 7],
    [1, 1],
    [count - 138 - 11, 7],
  ];

  it.each([
    // Three empty blocks leave two bits: too few for the next block's three.
    [
      'a block’s first bits',
      bits(
        ...[1, 2, 3].flatMap(
          () =>
            [
              [0, 1],
              [1, 2],
              [0, 7],
            ] as const,
        ),
      ),
    ],
    ['the length of a stored block', hex('00 05 00')],
    ['the counts of a dynamic block', bits([0, 1], [2, 2], [0, 5])],
    ['the lengths of the code lengths', bits([0, 1], [2, 2], [0, 5], [0, 5], [15, 4], [0, 3])],
    ['the code lengths', bits(...dynamic(257, 1, 0, 1, 1, 0))],
    ['the count of a repetition', bits(...dynamic(257, 1, 0, 1, 1, 0), [1, 1])],
    [
      'a distance in a block that has none',
      // An empty fixed block first, so that the length code ends with its byte. 18 is 0, 0 is 10, 1 is 11.
      bits(
        [0, 1],
        [1, 2],
        [0, 7],
        ...dynamic(258, 1, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2),
        [0, 1],
        [127, 7],
        [0, 1],
        [107, 7],
        [3, 2],
        [3, 2],
        [1, 2],
        [1, 1],
      ),
    ],
  ])('is truncated where the input ends inside %s', (_what, input) => {
    expect(readDeflate(input, NONE, 1000).stop).toBe('truncated');
  });

  it.each([
    ['a reserved block type', bits([0, 1], [3, 2], [0, 32]), 'reserved type 3'],
    ['a stored length that does not fit its complement', hex('00 05 00 00 00 01 02'), 'complement does not fit'],
    ['a length code beyond 285', bits([0, 1], [1, 2], [0b01100011, 8], [0, 32]), 'length code 286'],
    ['a distance code beyond 29', bits([0, 1], [1, 2], [0b1000000, 7], [0b01111, 5], [0, 32]), 'distance code 30'],
    ['too many distance codes', bits(...dynamic(257, 31, 0, 0, 0, 0), [0, 32]), 'too many codes'],
    ['too many codes', bits(...dynamic(287, 1, 0, 0, 0, 0), [0, 32]), 'too many codes'],
    ['a code length code that is incomplete', bits(...dynamic(257, 1, 1, 0, 0, 0), [0, 32]), 'incomplete'],
    ['a code length code that is over-subscribed', bits(...dynamic(257, 1, 1, 1, 1, 0), [0, 32]), 'over-subscribed'],
    // 16 (repeat) has code 0 and 17 (zeros) code 1.
    ['a repeat before the first length', bits(...dynamic(257, 1, 1, 1, 0, 0), [0, 1], [0, 2], [0, 32]), 'repeats'],
    [
      'more code lengths than declared',
      bits(...dynamic(257, 1, 0, 1, 1, 0), [1, 1], [127, 7], [1, 1], [127, 7], [0, 32]),
      'more code lengths',
    ],
    // 17 has code 0, 18 has code 1: 138 and 120 zeros are 258 lengths, all of them 0.
    [
      'no code for the end of the block',
      bits(...dynamic(257, 1, 0, 1, 1, 0), [1, 1], [127, 7], [1, 1], [109, 7], [0, 32]),
      'no code for its own end',
    ],
    [
      'a literal code that is over-subscribed',
      bits(...ones, ...zeros(254), [0, 3], [0, 1], [0, 32]),
      'literal code is over',
    ],
    [
      'a distance code that is over-subscribed',
      bits(...dynamic(257, 3, ...ONES), ...zeros(256), [0, 1], [0, 3], [0, 32]),
      'distance code is over',
    ],
    ['bits that are no code', bits(...ones, ...zeros(256), [0, 1], [0, 1], [1, 1], [0, 32]), 'no code of their block'],
  ])('names %s', (_what, input, problem) => {
    const reading = readDeflate(input, NONE, 1000);
    expect(reading.stop).toBe('invalid');
    expect(reading.problem).toMatch(new RegExp(problem));
  });
});
