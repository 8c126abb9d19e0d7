import { expect, test } from 'vitest';
import { frameId, micros, wireOffset } from '../../src/base/branded.ts';
import { COLUMN_ROWS, FRAME_FLAG, type FrameColumns, FrameTable } from '../../src/capture/frameTable.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { PlainRunReader, tellEach } from '../../src/protocol/plainRun.ts';
import type { FrameHeader, LengthForm } from '../../src/protocol/frame.ts';

function header(i: number): FrameHeader {
  const masked = i % 2 === 0;
  const forms: readonly LengthForm[] = [7, 16, 64];
  const lengthForm = forms[i % 3]!;
  return {
    from: masked ? 'client' : 'server',
    wireOffset: wireOffset(i * 1_000_000_007),
    fin: i % 5 !== 0,
    rsv1: i % 7 === 0,
    rsv2: i % 11 === 0,
    rsv3: i % 13 === 0,
    opcode: i % 16,
    masked,
    maskingKey: 0,
    lengthForm,
    payloadLength: i === 9 ? 2 ** 53 : i * 3,
    headerLength: 2 + (lengthForm === 7 ? 0 : lengthForm / 8) + (masked ? 4 : 0),
  };
}

test('gives back every column of every frame, over several pages', () => {
  const table = new FrameTable();
  const count = 10_000;
  for (let i = 0; i < count; i++) table.add(header(i), micros(1.7e15 + i));
  expect(table.count).toBe(count);
  for (let i = 0; i < count; i++) {
    const { maskingKey: _, ...expected } = header(i);
    const found = {
      from: table.from(i),
      wireOffset: table.wireOffset(i),
      fin: table.fin(i),
      rsv1: table.rsv1(i),
      rsv2: table.rsv2(i),
      rsv3: table.rsv3(i),
      opcode: table.opcode(i),
      masked: table.masked(i),
      lengthForm: table.lengthForm(i),
      payloadLength: table.payloadLength(i),
      headerLength: table.headerLength(i),
    };
    if (i % 97 === 0 || i < 20) expect(found).toEqual(expected);
    if (table.at(i) !== 1.7e15 + i || table.wireOffset(i) !== i * 1_000_000_007) throw new Error(`frame ${i}`);
  }
});

test('holds numbers of any size beside small ones', () => {
  const table = new FrameTable();
  const numbers = [
    [0, 0xffff],
    [0xffff_ffff, 1],
    [0x1_0000_0000, 0xffff],
    [5, 0x1_0000],
    [2 ** 40 + 3, 2 ** 53],
    [7, 8],
  ] as const;
  // The second page begins with small numbers again.
  const count = 2 * COLUMN_ROWS;
  const of = (i: number) => numbers[i] ?? ([i, i % 9] as const);
  for (let i = 0; i < count; i++) {
    const [offset, payloadLength] = of(i);
    table.add({ ...header(1), wireOffset: wireOffset(offset), payloadLength }, micros(i));
  }
  const held = Array.from({ length: count }, (_, i) => [table.wireOffset(i), table.payloadLength(i)]);
  expect(held).toEqual(held.map((_, i) => of(i)));
  expect([table.columns(0).wireOffset.BYTES_PER_ELEMENT, table.columns(0).payloadLength.BYTES_PER_ELEMENT]).toEqual([
    8, 8,
  ]);
  expect(table.columns(COLUMN_ROWS).wireOffset.BYTES_PER_ELEMENT).toBe(4);
  expect(table.columns(COLUMN_ROWS).payloadLength.BYTES_PER_ELEMENT).toBe(2);
});

test('takes a run that goes past 4 GiB of the stream as it takes its frames one by one', () => {
  const bytes = Buffer.concat(Array.from({ length: 20 }, () => encodeFrame({ opcode: 2, payload: Buffer.alloc(30) })));
  const [table, each] = [new FrameTable(), new FrameTable()];
  const reader = new PlainRunReader();
  for (const offset of [0xffff_ff00 - bytes.length, 0xffff_ff00]) {
    reader.firstMessage = table.count + 1;
    reader.firstFrame = frameId(table.count);
    reader.at = micros(1.7e15 + offset);
    reader.read(bytes, 0, bytes.length, offset);
    table.addRun(reader);
    tellEach(reader, { frameStart: (_, head, at) => each.add(head, at) });
  }
  expect(table.count).toBe(40);
  const held = ({ wireOffset, payloadLength }: FrameColumns) =>
    [[...wireOffset], [...payloadLength]].map((all) => all.slice(0, 40));
  expect(held(table.columns(0))).toEqual(held(each.columns(0)));
  expect(table.wireOffset(39)).toBe(0xffff_ff00 + 19 * 32);
});

test('what becomes known later is set apart', () => {
  const table = new FrameTable();
  for (let i = 0; i < 3; i++) table.add(header(i), micros(i));
  expect([table.complete(1), table.message(1), table.violations(1), table.inflatedLength(1)]).toEqual([
    false,
    0,
    0,
    undefined,
  ]);
  table.setComplete(1);
  table.setMessage(1, 7, true);
  table.addViolation(1);
  table.addViolation(1);
  table.setInflatedLength(1, 12);
  table.setInflatedLength(2, undefined);
  expect([table.complete(1), table.message(1), table.violations(1), table.inflatedLength(1)]).toEqual([true, 7, 2, 12]);
  expect(table.compressed(1)).toBe(true);
  expect([table.complete(0), table.compressed(0), table.inflatedLength(0), table.inflatedLength(2)]).toEqual([
    false,
    false,
    undefined,
    undefined,
  ]);
});

test('gives the columns of the page that a frame is on', () => {
  const table = new FrameTable();
  for (let i = 0; i < COLUMN_ROWS + 3; i++) table.add(header(i), micros(i));
  table.setComplete(COLUMN_ROWS);
  const columns = table.columns(COLUMN_ROWS + 1);
  expect([columns.first, columns.count, columns.inflated]).toEqual([COLUMN_ROWS, 3, undefined]);
  expect([0, 1, 2].map((row) => columns.at.at(row))).toEqual([COLUMN_ROWS, COLUMN_ROWS + 1, COLUMN_ROWS + 2]);
  expect((columns.flags[0] ?? 0) & FRAME_FLAG.COMPLETE).toBe(FRAME_FLAG.COMPLETE);
  expect(table.columns(5)).toMatchObject({ first: 0, count: COLUMN_ROWS });
  expect(() => table.columns(COLUMN_ROWS + 3)).toThrow(RangeError);
});

test('violations stop counting at 65,535', () => {
  const table = new FrameTable();
  table.add(header(0), micros(0));
  for (let i = 0; i < 70_000; i++) table.addViolation(0);
  expect(table.violations(0)).toBe(65_535);
});

test('a frame that does not exist is a bug', () => {
  const table = new FrameTable();
  table.add(header(0), micros(0));
  expect(() => table.opcode(1)).toThrow('Frame 1 does not exist; there are 1.');
  expect(() => table.opcode(-1)).toThrow(RangeError);
});

test('takes a run of messages as it takes their frames one by one, over several pages', () => {
  const payload = (i: number): Uint8Array => Buffer.alloc(i % 7 === 0 ? 126 + i : i % 126, 'a');
  const bytes = Buffer.concat(
    Array.from({ length: 2 * COLUMN_ROWS }, (_, i) => encodeFrame({ opcode: 1 + (i % 2), payload: payload(i) })),
  );
  const [table, each] = [new FrameTable(), new FrameTable()];
  const reader = new PlainRunReader();
  for (let next = 0; next < bytes.length;) {
    reader.firstMessage = table.count + 1;
    reader.firstFrame = frameId(table.count);
    reader.at = micros(17 + next);
    // Runs end within pages.
    next = reader.read(bytes, next, Math.min(bytes.length, next + 200_000), 1000 + next);
    table.addRun(reader);
    tellEach(reader, {
      frameStart: (_, header, at) => each.add(header, at),
      frameEnd: ({ frame }) => each.setComplete(frame),
      message: ({ firstFrame, number, compressed }) => each.setMessage(firstFrame, number, compressed),
    });
  }
  expect(table.count).toBe(2 * COLUMN_ROWS);
  for (const frame of [0, COLUMN_ROWS]) expect(table.columns(frame)).toEqual(each.columns(frame));
  const expected = Array.from({ length: table.count }, (_, frame) => [each.at(frame), each.message(frame)]);
  expect(expected.map((_, frame) => [table.at(frame), table.message(frame)])).toEqual(expected);
});
