import { expect, test } from 'vitest';
import { readLogOf } from '../support/captureStreams.ts';

const header = (linkType: number): Buffer => {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt32LE(0xa1b2c3d4, 0);
  bytes.writeUInt32LE(linkType, 20);
  return bytes;
};

test('a header alone is an empty capture, half of one is cut off', async () => {
  expect((await readLogOf(header(1))).end).toEqual({ cut: undefined, problems: [], problemCount: 0 });
  expect((await readLogOf(header(1).subarray(0, 20))).end.cut?.reason).toMatch(
    /^The file ends in the middle of a packet/,
  );
});

test('a length that cannot be ends the reading at its place', async () => {
  const record = Buffer.alloc(16);
  record.writeUInt32LE(10_000_000, 8);
  expect((await readLogOf(Buffer.concat([header(1), record]))).end.cut).toEqual({
    offset: 24,
    reason: 'A packet claims a length of 10000000 bytes, which cannot be.',
  });
});

test('a link type that cannot be read is told once', async () => {
  const record = Buffer.alloc(17);
  record.writeUInt32LE(1, 8);
  const { end } = await readLogOf(Buffer.concat([header(105), record, record]));
  expect(end.problems).toEqual([
    {
      offset: 20,
      sentence: 'Packets of link type 105 are left out: Ethernet, Linux cooked, BSD loopback and raw IP can be read.',
    },
  ]);
});
