import { expect, test } from 'vitest';
import { firstNotBelow, framesFrom, givenFrames } from '../../../src/capture/order/frameOrder.ts';

test('every frame, from the first or from a later one on, of a capture that grows', () => {
  let frames = 10;
  const all = framesFrom(0, () => frames);
  const rest = framesFrom(7, () => frames);
  expect([all.count, rest.count, rest.at(0), rest.placeOf(9), rest.placeOf(2), rest.placeOf(99)]).toEqual([
    10, 3, 7, 2, 0, 3,
  ]);
  frames = 12;
  expect([all.count, rest.count]).toEqual([12, 5]);
  expect(framesFrom(20, () => frames).count).toBe(0);
});

test('given frames', () => {
  const given = givenFrames([2, 5, 9]);
  expect([given.count, given.at(1), given.placeOf(5), given.placeOf(6), given.placeOf(10)]).toEqual([3, 5, 1, 2, 3]);
});

test('the first place whose value is not below', () => {
  const values = [1, 3, 3, 8];
  const found = (wanted: number) => firstNotBelow(4, (i) => values[i]!, wanted);
  expect([0, 1, 2, 3, 4, 9].map(found)).toEqual([0, 0, 1, 1, 3, 4]);
  expect(firstNotBelow(0, () => 0, 5)).toBe(0);
});
