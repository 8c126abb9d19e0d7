import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MatchList } from '../../../src/capture/filter/matchList.ts';

it('keeps frames in order, whatever is put in and taken out', () => {
  const changes = fc.array(fc.tuple(fc.nat(30), fc.boolean()), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30)), changes, (first, all) => {
      const list = new MatchList();
      const model = new Set<number>();
      list.append(Uint32Array.from(first.sort((a, b) => a - b)));
      for (const frame of first) model.add(frame);
      for (const [frame, isIn] of all) {
        expect(list.set(frame, isIn)).toBe(model.has(frame) !== isIn);
        if (isIn) model.add(frame);
        else model.delete(frame);
      }
      const expected = [...model].sort((a, b) => a - b);
      expect([...list.slice(0, 100)]).toEqual(expected);
      expect(list.count).toBe(expected.length);
      expect(list.placeOf(15)).toBe(expected.filter((frame) => frame < 15).length);
      expect([...list.slice(2, 3)]).toEqual(expected.slice(2, 5));
    }),
  );
});

it('grows beyond its first room', () => {
  const list = new MatchList();
  for (let frame = 0; frame < 5000; frame += 100) {
    list.append(Uint32Array.from({ length: 100 }, (_, i) => (frame + i) * 2));
  }
  expect([...list.slice(4998, 10)]).toEqual([9996, 9998]);
  expect(list.set(1, true)).toBe(true);
  expect(list.placeOf(9998)).toBe(5000);
});
