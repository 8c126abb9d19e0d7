import { expect, test } from 'vitest';
import { framesFrom, givenFrames } from '../../../src/capture/order/frameOrder.ts';
import { type RowOrder, rowOrder } from '../../../src/engine/list/rowOrder.ts';

const placed = (before: number, title: string) => ({
  before,
  event: { event: 'violation', atMs: 0, title, section: '', frame: undefined } as const,
});
const written = (order: RowOrder): (number | string | undefined)[] =>
  Array.from({ length: order.count + 1 }, (_, row) => {
    const content = order.at(row);
    return content?.kind === 'event' ? content.event.title : content?.frame;
  });

test('events stand before the frames they belong before', () => {
  const order = rowOrder(
    framesFrom(0, () => 4),
    [placed(0, 'a'), placed(2, 'b'), placed(2, 'c'), placed(4, 'd')],
  );
  expect(written(order)).toEqual(['a', 0, 1, 'b', 'c', 2, 3, 'd', undefined]);
  expect([0, 1, 2, 3].map((frame) => order.rowOf(frame))).toEqual([1, 2, 5, 6]);
  expect(order.rowOf(99)).toBe(7);
});

test('where frames are left out, an event stands before the next one that is there', () => {
  const order = rowOrder(givenFrames([1, 5]), [placed(3, 'a'), placed(9, 'b')]);
  expect(written(order)).toEqual([1, 'a', 5, 'b', undefined]);
  expect(order.rowOf(2)).toBe(2);
});

test('without events, and without anything', () => {
  expect(written(rowOrder(givenFrames([3]), []))).toEqual([3, undefined]);
  const none = rowOrder(givenFrames([]), []);
  expect([none.count, none.at(0), none.at(-1), none.rowOf(0)]).toEqual([0, undefined, undefined, 0]);
});
