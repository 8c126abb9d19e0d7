import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MatchList } from '../../../src/capture/filter/matchList.ts';

it('keeps frames in order, whatever is put in and taken out', () => {
  // Near each other, and far: the list is in blocks.
  const frame = fc.oneof(fc.nat(30), fc.integer({ min: 4080, max: 4110 }), fc.nat(30_000));
  const changes = fc.array(fc.tuple(frame, fc.boolean()), { maxLength: 60 });
  fc.assert(
    fc.property(fc.uniqueArray(frame), changes, frame, (first, all, asked) => {
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
      expect(list.placeOf(asked)).toBe(expected.filter((one) => one < asked).length);
      expect([...list.slice(2, 3)]).toEqual(expected.slice(2, 5));
    }),
  );
});

it('keeps stretches of frames in order, as they are put in and taken out', () => {
  const stretch = fc.record({ gap: fc.constantFrom(0, 0, 1, 5000), length: fc.integer({ min: 1, max: 3000 }) });
  fc.assert(
    fc.property(
      fc.array(stretch, { maxLength: 8 }),
      fc.array(fc.nat(40_000), { maxLength: 8 }),
      (stretches, changed) => {
        const list = new MatchList();
        const model: number[] = [];
        let next = 0;
        for (const { gap, length } of stretches) {
          const frames = Array.from({ length }, (_, i) => next + gap + i);
          list.append(Uint32Array.from(frames));
          model.push(...frames);
          next = (frames.at(-1) ?? 0) + 1;
        }
        for (const frame of changed) {
          const place = model.findIndex((one) => one >= frame);
          const isIn = model[place] === frame;
          expect(list.set(frame, !isIn)).toBe(true);
          if (place < 0) model.push(frame);
          else model.splice(place, isIn ? 1 : 0, ...(isIn ? [] : [frame]));
        }
        expect(list.count).toBe(model.length);
        expect([...list.slice(0, model.length + 5)]).toEqual(model);
        const middle = model.length >> 1;
        expect([...list.slice(middle, 700)]).toEqual(model.slice(middle, middle + 700));
        expect([...list.slice(model.length + 1, 3)]).toEqual([]);
        for (const frame of [0, 4095, 4096, 12_345, 50_000])
          expect(list.placeOf(frame)).toBe(model.filter((one) => one < frame).length);
      },
    ),
  );
});

it('knows nothing of frames that were never put in', () => {
  const list = new MatchList();
  list.append(Uint32Array.of(3));
  expect(list.set(100_000, false)).toBe(false);
  list.append(Uint32Array.of(5000));
  expect([...list.slice(0, 9)]).toEqual([3, 5000]);
  expect([list.placeOf(100_000), list.placeOf(2 ** 33)]).toEqual([2, 2]);
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
