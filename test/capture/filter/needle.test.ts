import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
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

it('searches each buffer once, also when payloads of several come by turns', () => {
  const needle = new Needle(Buffer.from('b'));
  const buffers = ['a'.repeat(20), `${'a'.repeat(19)}b`].map((text) => Buffer.from(text));
  const searches = buffers.map((buffer) => vi.spyOn(buffer, 'indexOf'));
  const found = Array.from({ length: 10 }, (_, i) => buffers.map((buffer) => needle.isIn(buffer, i * 2, i * 2 + 2)));
  expect(found.map(([one]) => one)).toEqual(Array.from({ length: 10 }, () => false));
  expect(found.map(([, other]) => other)).toEqual(Array.from({ length: 10 }, (_, i) => i === 9));
  for (const search of searches) expect(search).toHaveBeenCalledTimes(1);
});

it('forgets buffers that were not asked about for long', () => {
  const needle = new Needle(Buffer.from('b'));
  const buffer = Buffer.from('aab');
  const search = vi.spyOn(buffer, 'indexOf');
  expect(needle.isIn(buffer, 0, 3)).toBe(true);
  for (let i = 0; i < 5; i++) expect(needle.isIn(Buffer.from('aaa'), 0, 3)).toBe(false);
  expect(needle.isIn(buffer, 0, 3)).toBe(true);
  expect(search).toHaveBeenCalledTimes(2);
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
