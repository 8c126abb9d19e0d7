import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FrameRow, decodeFramePage, encodeFramePage } from '../../src/contract/framePage.ts';

const row = fc.record<FrameRow>({
  frame: fc.nat(),
  from: fc.constantFrom('client', 'server'),
  atMs: fc.double({ noNaN: true }),
  sinceMs: fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined }),
  fin: fc.boolean(),
  rsv1: fc.boolean(),
  rsv2: fc.boolean(),
  rsv3: fc.boolean(),
  opcode: fc.nat(15),
  masked: fc.boolean(),
  complete: fc.boolean(),
  payloadLength: fc.maxSafeNat(),
  payloadReceived: fc.maxSafeNat(),
  wireLength: fc.constant(0),
  inflatedLength: fc.option(fc.maxSafeNat(), { nil: undefined }),
  message: fc.nat(),
  violations: fc.nat(0xffff),
  preview: fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
  previewCut: fc.boolean(),
});
const rows = fc.array(fc.tuple(row, fc.integer({ min: 2, max: 14 }))).map((pairs) =>
  pairs.map(([one, header]) => ({
    ...one,
    payloadLength: one.payloadLength % 2 ** 48,
    wireLength: (one.payloadLength % 2 ** 48) + header,
  })),
);

describe('a frame page', () => {
  it('carries every row exactly', () => {
    fc.assert(
      fc.property(rows, (page) => {
        expect(decodeFramePage(encodeFramePage(page))).toEqual(page);
      }),
    );
  });

  it('that is none is refused', () => {
    expect(() => decodeFramePage(new ArrayBuffer(4))).toThrow('Not a frame page');
    expect(() => decodeFramePage(new ArrayBuffer(64))).toThrow('Not a frame page');
  });
});
