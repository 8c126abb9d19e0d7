import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Needle } from '../../../src/capture/filter/needle.ts';

it('knows for stretches of a buffer, in any order, whether it stands in them', () => {
  const bytes = fc.uint8Array({ maxLength: 60, max: 3 });
  const stretches = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 8 });
  fc.assert(
    fc.property(bytes, fc.uint8Array({ minLength: 1, maxLength: 3, max: 3 }), stretches, (hay, sought, asked) => {
      const buffer = Buffer.from(hay);
      const needle = new Needle(sought);
      for (const [a, b] of asked) {
        const [start, end] = [Math.min(a, b, hay.length), Math.min(Math.max(a, b), hay.length)];
        expect(needle.isIn(buffer, start, end)).toBe(buffer.subarray(start, end).includes(Buffer.from(sought)));
      }
    }),
  );
});

it('lists its places, none overlapping another', () => {
  const needle = new Needle(Buffer.from('aa'));
  expect(needle.placesIn(Buffer.from('aaaa-aa'), 10)).toEqual([0, 2, 5]);
  expect(needle.placesIn(Buffer.from('aaaa-aa'), 1)).toEqual([0]);
});

it('searches a buffer anew after a rest', () => {
  const needle = new Needle(Buffer.from('b'));
  const buffer = Buffer.from('aaa');
  expect(needle.isIn(buffer, 0, 3)).toBe(false);
  needle.rest();
  buffer.write('b', 1);
  expect(needle.isIn(buffer, 0, 3)).toBe(true);
});
