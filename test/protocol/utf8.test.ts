import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { describeUtf8Fault, utf8FaultOf, Utf8Validator } from '../../src/protocol/utf8.ts';
import { bytesOf, hex } from './recorder.ts';

/** Bytes that are UTF-8 more often than random ones, with some that are not. */
const nearlyUtf8 = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }).map((text) => bytesOf(text)),
      fc.constantFrom('e2 98 83', 'f0 9f 98 80', 'c3 a9').map(hex),
      fc.uint8Array({ maxLength: 3 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => bytesOf(...parts));

describe('Utf8Validator', () => {
  it('agrees with isUtf8 however the text is cut', () => {
    fc.assert(
      fc.property(nearlyUtf8, fc.array(fc.nat(400), { maxLength: 5 }), (bytes, places) => {
        const validator = new Utf8Validator();
        const cuts = [
          0,
          ...places.map((place) => Math.min(place, bytes.length)).toSorted((a, b) => a - b),
          bytes.length,
        ];
        cuts.slice(1).forEach((cut, index) => validator.push(bytes, cuts[index]!, cut));
        const fault = validator.end();
        expect(fault === undefined).toBe(isUtf8(bytes));
        expect(fault).toEqual(utf8FaultOf(bytes));
        if (fault !== undefined) {
          expect(isUtf8(bytes.subarray(0, fault.offset))).toBe(true);
          expect([...bytes.subarray(fault.offset, fault.offset + fault.bytes.length)]).toEqual(fault.bytes);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['80', 'stray-continuation', 'none has begun'],
    ['c0 af', 'overlong', '"/"'],
    ['c0 80', 'overlong', 'U+0000'],
    ['c1 bf', 'overlong', 'U+007F'],
    ['e0 9f', 'overlong', 'a character in more bytes'],
    ['f0 8f', 'overlong', 'overlong'],
    ['ed a0', 'surrogate', 'surrogate'],
    ['f4 90', 'above-10ffff', 'above U+10FFFF'],
    ['f5', 'above-10ffff', 'above U+10FFFF'],
    ['ff', 'never-in-utf8', 'never stands'],
    ['e2 28', 'cut-short', 'does not continue'],
    ['e2 98', 'truncated-at-end', 'ends inside it'],
  ])('names what is wrong with %s', (bytes, reason, words) => {
    const fault = utf8FaultOf(bytesOf('ab', hex(bytes)));
    expect(fault).toMatchObject({ offset: 2, reason });
    expect(describeUtf8Fault(fault!)).toContain(words);
  });

  it('finds a bad byte far inside, and looks no further', () => {
    const validator = new Utf8Validator();
    const fault = validator.push(bytesOf('a'.repeat(500), [0xff], 'b'.repeat(500)), 0, 1001);
    expect(fault?.offset).toBe(500);
    expect(validator.push(bytesOf('ok'), 0, 2)).toBe(fault);
    expect(validator.end()).toBe(fault);
  });

  it('begins anew', () => {
    const validator = new Utf8Validator();
    validator.push(hex('e2 98'), 0, 2);
    expect(validator.pending).toBe(2);
    validator.reset();
    expect(validator.pending).toBe(0);
    expect(validator.push(bytesOf('ok'), 0, 2)).toBeUndefined();
    expect(validator.push(hex('ff'), 0, 1)).toBeDefined();
    validator.reset();
    expect(validator.end()).toBeUndefined();
    validator.reset();
    expect(validator.end()).toBeUndefined();
  });

  it.each([
    ['an ASCII end', 'c3 a9', 'a'.repeat(60), undefined],
    ['an end inside a sequence', 'c3 a9', 'a'.repeat(60), 'e2'],
    ['an end after two of its bytes', 'c3 a9', 'a'.repeat(60), 'f0 9f'],
    ['an end after three of its bytes', 'c3 a9', 'a'.repeat(60), 'f0 9f 98'],
  ])('takes long text with %s', (_, lead, middle, open) => {
    const bytes = bytesOf(hex(lead), middle, hex(open ?? ''));
    const validator = new Utf8Validator();
    expect(validator.push(bytes, 0, bytes.length)).toBeUndefined();
    expect(validator.end()?.reason).toBe(open === undefined ? undefined : 'truncated-at-end');
  });

  it.each(['28', '28 28', '80 28', 'ff'])('finds a sequence that the next piece breaks off with %s', (next) => {
    const validator = new Utf8Validator();
    expect(validator.push(hex('f0 9f'), 0, 2)).toBeUndefined();
    const bytes = hex(next);
    expect(validator.push(bytes, 0, bytes.length)).toMatchObject({ offset: 0, reason: 'cut-short' });
  });

  it('takes long text whose pieces end inside characters', () => {
    const bytes = bytesOf('☃'.repeat(200));
    for (const size of [97, 98, 99, 100, 200]) {
      const validator = new Utf8Validator();
      for (let at = 0; at < bytes.length; at += size) {
        expect(validator.push(bytes, at, Math.min(bytes.length, at + size))).toBeUndefined();
      }
      expect(validator.end()).toBeUndefined();
    }
    expect(utf8FaultOf(Buffer.alloc(200, 0x80))?.reason).toBe('stray-continuation');
  });
});
