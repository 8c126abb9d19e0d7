import { expect, test } from 'vitest';
import { SegmentIndex } from '../../src/capture/segmentIndex.ts';

test('finds every byte over more entries than a page holds', () => {
  const index = new SegmentIndex();
  const places: number[] = [];
  let stream = 0;
  for (let i = 0; i < 3000; i++) {
    const length = (i % 5) + 1;
    const file = 1000 + i * 100;
    index.add(stream, file, length);
    for (let byte = 0; byte < length; byte++) places.push(file + byte);
    stream += length;
  }
  expect(index.end).toBe(places.length);
  places.forEach((file, offset) => expect(index.locate(offset)?.fileOffset).toBe(file));
  expect(index.locate(4)).toEqual({ fileOffset: 1000 + 200 + 1, length: 2 });
  expect(index.locate(places.length)).toBeUndefined();
  expect(index.locate(-1)).toBeUndefined();
});

test('empty pieces leave no entry', () => {
  const index = new SegmentIndex();
  index.add(0, 10, 0);
  expect([index.count, index.end, index.locate(0)]).toEqual([0, 0, undefined]);
});

test('truncating forgets what is beyond the file, inside a piece too', () => {
  const index = new SegmentIndex();
  index.add(0, 100, 10);
  index.add(10, 200, 10);
  index.add(20, 300, 10);
  index.truncate(310);
  expect(index.end).toBe(30);
  index.truncate(309);
  expect([index.end, index.count]).toEqual([20, 2]);
  index.truncate(204);
  expect([index.end, index.count]).toEqual([10, 1]);
  expect(index.locate(9)).toEqual({ fileOffset: 109, length: 1 });
  index.truncate(0);
  expect([index.end, index.count]).toEqual([0, 0]);
});

test('offsets beyond 4 GiB are exact, over many pages', () => {
  const index = new SegmentIndex();
  const length = 65_495;
  for (let i = 0; i < 100_000; i++) index.add(i * length, i * (length + 73), length);
  expect(index.end).toBeGreaterThan(2 ** 32);
  for (const i of [0, 1023, 1024, 65_577, 99_999]) {
    expect(index.locate(i * length + 7)).toEqual({ fileOffset: i * (length + 73) + 7, length: length - 7 });
  }
});

test('entries go on after a truncation', () => {
  const index = new SegmentIndex();
  for (let i = 0; i < 3000; i++) index.add(i * 10, i * 100, 10);
  index.truncate(102_400);
  expect([index.count, index.end]).toEqual([1024, 10_240]);
  index.add(10_240, 900_000, 5);
  expect(index.locate(10_244)).toEqual({ fileOffset: 900_004, length: 1 });
});
