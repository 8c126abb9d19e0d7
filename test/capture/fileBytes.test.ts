import { expect, test, vi } from 'vitest';
import { AppendQueue } from '../../src/capture/appendQueue.ts';
import { FileBytes } from '../../src/capture/fileBytes.ts';
import { RandomAccessFile } from '../../src/capture/randomAccessFile.ts';
import { SegmentIndex } from '../../src/capture/segmentIndex.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

/** A stream of `sizes` pieces with 10 foreign bytes before each; byte i of the stream is `i * 31`. */
function recorded(sizes: readonly number[]) {
  const file = RandomAccessFile.create(temporaryFile('a'));
  const queue = new AppendQueue(file, () => undefined);
  const segments = new SegmentIndex();
  let offset = 0;
  const add = (size: number): void => {
    queue.hold(new Uint8Array(10).fill(0xee));
    segments.add(offset, queue.length, size);
    queue.hold(Uint8Array.from({ length: size }, (_, i) => (offset + i) * 31));
    queue.commit();
    offset += size;
  };
  sizes.forEach(add);
  return { file, queue, segments, add, bytes: new FileBytes(file, queue) };
}

const expected = (start: number, length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (start + i) * 31);

const lend = (length: number): Uint8Array => new Uint8Array(length);

test('reads across pieces and blocks, what is not yet written too', async () => {
  const { file, segments, bytes } = recorded([5, 70_000, 3, 200_000, 1]);
  for (const [start, length] of [
    [0, 5],
    [3, 10],
    [4, 70_010],
    [69_000, 5000],
    [65_530, 12],
    [270_000, 9],
  ] as const) {
    expect(await bytes.read(segments, start, length)).toEqual(expected(start, length));
  }
  expect(await bytes.read(segments, 270_008, 100)).toEqual(expected(270_008, 1));
  expect(await bytes.read(segments, 300_000, 100)).toEqual(new Uint8Array(0));
  file.dispose();
});

test('what grew after a read is seen', async () => {
  const { file, segments, bytes, add } = recorded([100]);
  expect(await bytes.read(segments, 0, 100)).toEqual(expected(0, 100));
  add(50);
  expect(await bytes.read(segments, 90, 60)).toEqual(expected(90, 60));
  file.dispose();
});

test('a second look at the same place reads no file', async () => {
  const { file, queue, segments, bytes } = recorded([5000]);
  await queue.flush();
  const read = vi.spyOn(file, 'read');
  await bytes.read(segments, 0, 10);
  await bytes.read(segments, 4000, 10);
  expect(read).toHaveBeenCalledTimes(1);
  file.dispose();
});

test('long reads go straight to the file', async () => {
  const { file, segments, bytes } = recorded([2_000_000]);
  expect(await bytes.read(segments, 5, 1_900_000)).toEqual(expected(5, 1_900_000));
  file.dispose();
});

test('without a file there are no bytes', async () => {
  const segments = new SegmentIndex();
  segments.add(0, 100, 10);
  expect(await new FileBytes(undefined, undefined).read(segments, 0, 10)).toEqual(new Uint8Array(0));
});

test('reads through a stream in long reads as piece by piece, and leaves out long stretches between', async () => {
  const { segments, bytes, add, queue } = recorded([5, 70_000, 3]);
  // What is not of this stream is passed over.
  queue.hold(new Uint8Array(600_000));
  for (const size of [200_000, 1, 40]) add(size);
  for (const [start, length] of [
    [0, 5],
    [3, 10],
    [69_990, 30],
    [0, 270_049],
    [70_007, 3],
  ] as const) {
    expect(new Uint8Array(await bytes.readThrough(segments, start, length, lend))).toEqual(expected(start, length));
  }
  expect(new Uint8Array(await bytes.readThrough(segments, 270_040, 100, lend))).toEqual(expected(270_040, 9));
  expect(await bytes.readThrough(segments, 300_000, 100, lend)).toHaveLength(0);
  expect(await new FileBytes(undefined, undefined).readThrough(segments, 0, 10, lend)).toHaveLength(0);
});

test('reads through pieces that stand in the file in another order', async () => {
  const file = RandomAccessFile.create(temporaryFile('a'));
  const queue = new AppendQueue(file, () => undefined);
  queue.hold(expected(5, 5));
  queue.hold(expected(0, 5));
  queue.hold(expected(10, 5));
  queue.commit();
  await queue.flush();
  const segments = new SegmentIndex();
  segments.add(0, 5, 5);
  segments.add(5, 0, 5);
  segments.add(10, 10, 5);
  expect(new Uint8Array(await new FileBytes(file, queue).readThrough(segments, 1, 13, lend))).toEqual(expected(1, 13));
});

test('what comes at this moment is read without waiting for the disk, also with what is written before it', async () => {
  const { file, queue, segments, add, bytes } = recorded([3000]);
  await queue.flush();
  const flush = vi.spyOn(queue, 'flush');
  add(2000);
  add(500);
  expect(await bytes.read(segments, 3100, 2300)).toEqual(expected(3100, 2300));
  expect(await bytes.read(segments, 2900, 2600)).toEqual(expected(2900, 2600));
  expect(flush).not.toHaveBeenCalled();
  // Nothing of that is taken for the file's content later.
  await queue.flush();
  expect(await bytes.read(segments, 2900, 2600)).toEqual(expected(2900, 2600));
  file.dispose();
});
