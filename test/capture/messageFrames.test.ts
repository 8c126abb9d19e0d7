import { expect, test } from 'vitest';
import { type FrameId, micros, wireOffset } from '../../src/base/branded.ts';
import { FrameTable } from '../../src/capture/frameTable.ts';
import { markMessage, messageFrames } from '../../src/capture/messageFrames.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';

/** One character a frame: `t` text, `c` continuation, `p` ping, upper case with FIN, all from the server; `s` from the client. */
function tableOf(frames: string): FrameTable {
  const table = new FrameTable();
  for (const frame of frames) {
    const kind = frame.toLowerCase();
    const from: Endpoint = kind === 's' ? 'client' : 'server';
    table.add(
      {
        from,
        wireOffset: wireOffset(0),
        fin: frame !== kind,
        rsv1: false,
        rsv2: false,
        rsv3: false,
        opcode: kind === 'c' ? 0 : kind === 'p' ? 9 : 1,
        masked: false,
        maskingKey: 0,
        lengthForm: 7,
        payloadLength: 1,
        headerLength: 2,
      },
      micros(0),
    );
  }
  return table;
}

const message = (number: number, opcode: number, first: number, last: number, compressed = false) => ({
  number,
  opcode,
  from: 'server' as const,
  firstFrame: first as FrameId,
  lastFrame: last as FrameId,
  frames: 0,
  compressed,
  wireLength: 0,
  length: 0,
});

test('finds the fragments among control frames and what the other endpoint wrote', () => {
  const table = tableOf('TtPScSpCT');
  const range = { first: 0, end: table.count };
  markMessage(table, message(1, 1, 0, 0));
  markMessage(table, message(3, 9, 2, 2));
  markMessage(table, { ...message(4, 1, 3, 3), from: 'client' });
  markMessage(table, message(2, 1, 1, 7, true));
  for (const frame of [1, 4, 7]) expect(messageFrames(table, range, frame)).toEqual([1, 4, 7]);
  expect(messageFrames(table, range, 0)).toEqual([0]);
  expect(messageFrames(table, range, 2)).toEqual([2]);
  expect(messageFrames(table, range, 3)).toEqual([3]);
  expect(messageFrames(table, range, 8)).toBeUndefined();
  expect([table.compressed(1), table.compressed(2), table.compressed(4), table.compressed(3)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('message numbers of another attempt do not mix in', () => {
  const table = tableOf('tCtC');
  markMessage(table, message(1, 1, 0, 1));
  markMessage(table, message(1, 1, 2, 3));
  expect(messageFrames(table, { first: 0, end: 2 }, 0)).toEqual([0, 1]);
  expect(messageFrames(table, { first: 2, end: 4 }, 3)).toEqual([2, 3]);
});

test('a whole message put between the fragments of another keeps its own number', () => {
  const table = tableOf('tTcC');
  markMessage(table, message(2, 1, 1, 1));
  markMessage(table, message(1, 1, 0, 3));
  const range = { first: 0, end: 4 };
  expect(messageFrames(table, range, 1)).toEqual([1]);
  for (const frame of [0, 2, 3]) expect(messageFrames(table, range, frame)).toEqual([0, 2, 3]);
});
