import { expect, test } from 'vitest';
import { WriteRoom, WriteRooms } from '../../src/capture/writeRooms.ts';

const KIB = 1024;

/** Rooms up to the full size, of which nothing is written; the last is not full yet. */
function grown(rooms: WriteRooms): WriteRoom[] {
  const all = [new WriteRoom(0)];
  while (all.at(-1)!.bytes.length < 256 * KIB) all.push(rooms.next(all.at(-1)!, 0, 0, 1));
  return all;
}

test('rooms begin small and double up to 256 KiB', () => {
  const lengths = grown(new WriteRooms()).map(({ bytes }) => bytes.length / KIB);
  expect(lengths).toEqual([0, 4, 8, 16, 32, 64, 128, 256]);
  expect(new WriteRooms().next(new WriteRoom(0), 0, 0, 60_000).bytes.length).toBe(60_000);
});

test('of the written rooms the one that was written last is used first', () => {
  const rooms = new WriteRooms();
  const first = grown(rooms).at(-1)!;
  const second = rooms.next(first, 100, 0, 1);
  const third = rooms.next(second, 200, 0, 1);
  const fourth = rooms.next(third, 300, 250, 1);
  expect(fourth).toBe(second);
  expect(rooms.next(fourth, 400, 250, 1)).toBe(first);
  expect([first, second, third].includes(rooms.next(first, 500, 299, 1))).toBe(false);
  expect(rooms.next(new WriteRoom(1), 600, 300, 1)).toBe(third);
});

test('as much as may wait is kept, and not more', () => {
  const rooms = new WriteRooms();
  let room = grown(rooms).at(-1)!;
  const seen = new Set([room]);
  for (let i = 1; i <= 300; i++) seen.add((room = rooms.next(room, i, 0, 1)));
  expect(seen.size).toBe(301);
  const again = new Set<WriteRoom>();
  for (let i = 301; i <= 600; i++) again.add((room = rooms.next(room, i, 300, 1)));
  expect([...again].filter((each) => seen.has(each)).length).toBe(256);
});

test('at rest a few of the written ones are kept, those that wait all, and none when all is let go', () => {
  const rooms = new WriteRooms();
  let room = grown(rooms).at(-1)!;
  const full = Array.from({ length: 10 }, (_, i) => (room = rooms.next(room, i, -1, 1)));
  // Of the rooms that were given up, those until 0 … 7 are written and those until 8 and 9 are not.
  rooms.rest(7);
  const small = new WriteRoom(1);
  const drawn = (written: number): number =>
    Array.from({ length: 20 }, () => rooms.next(small, 0, written, 1)).filter((each) => full.includes(each)).length;
  expect(drawn(7)).toBe(3);
  expect(drawn(9)).toBe(2);
  rooms.next(full[0]!, 1, 0, 1);
  rooms.letGo();
  expect(drawn(2)).toBe(0);
});
