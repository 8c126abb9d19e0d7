import { describe, expect, it } from 'vitest';
import type { FrameHeader, Message } from '../../src/protocol/frame.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { LONGEST_RUN, plainHeaderLength, PlainRunReader, tellEach } from '../../src/protocol/plainRun.ts';
import { bytesOf, hex } from './recorder.ts';

const OFFSET = 100;

function read(bytes: Uint8Array, end = bytes.length) {
  const run = new PlainRunReader();
  const next = run.read(bytes, 0, end, OFFSET);
  return { run, next };
}

const text = (payload: string): Uint8Array => encodeFrame({ opcode: 1, payload: Buffer.from(payload) });
const binary = (length: number): Uint8Array => encodeFrame({ opcode: 2, payload: new Uint8Array(length) });

describe('PlainRunReader', () => {
  it('reads neighbouring whole messages', () => {
    const bytes = bytesOf(text('Hello'), binary(0), binary(126), text('h\u00e9 \u2603'));
    const { run, next } = read(bytes);
    expect(next).toBe(bytes.length);
    expect(run).toMatchObject({
      ...{ from: 'server', count: 4, wireOffset: OFFSET, wireEnd: OFFSET + bytes.length },
      ...{ payloadBytes: 5 + 126 + 7, largestPayload: 126 },
    });
    expect([...run.opcodes.subarray(0, 4)]).toEqual([1, 2, 2, 1]);
    expect([...run.payloadLengths.subarray(0, 4)]).toEqual([5, 0, 126, 7]);
    expect(run.last()).toMatchObject({ opcode: 1, payloadLength: 7, wireOffset: OFFSET + bytes.length - 9 });
  });

  it('ends before a message that is not whole, wherever the chunk ends', () => {
    const bytes = bytesOf(text('one'), binary(200));
    for (let end = 0; end < bytes.length; end += 1) {
      const { run, next } = read(bytes, end);
      expect([next, run.count]).toEqual(end < 5 ? [0, 0] : [5, 1]);
    }
  });

  it.each([
    ['a Ping', '89 00'],
    ['a Close frame', '88 00'],
    ['a first fragment', '01 01 61'],
    ['a continuation', '80 01 61'],
    ['a compressed message', 'c1 01 00'],
    ['RSV2', 'a1 01 61'],
    ['a reserved opcode', '83 01 61'],
    ['a masked frame', '81 81 00 00 00 00 61'],
    ['a length in more bytes than it needs', `82 7e 00 01 61`],
    ['a length of 64 bits', `82 7f 00 00 00 00 00 00 00 01 61`],
    ['a text that is not UTF-8', '81 01 ff'],
    ['a text that ends in a character', '81 01 c3'],
  ])('ends before %s', (_, octets) => {
    const { run, next } = read(bytesOf(text('a'), hex(octets), text('b')));
    expect([next, run.count]).toEqual([3, 1]);
  });

  it('ends a run that would become too long', () => {
    const bytes = bytesOf(...Array.from({ length: LONGEST_RUN + 1 }, () => binary(0)));
    expect(read(bytes)).toMatchObject({ next: LONGEST_RUN * 2, run: { count: LONGEST_RUN } });
  });

  it('knows the longest payload with 16 bits of length', () => {
    const { run } = read(binary(0xffff));
    expect(run).toMatchObject({ count: 1, payloadBytes: 0xffff, largestPayload: 0xffff });
    expect(run.last()).toMatchObject({ lengthForm: 16, payloadLength: 0xffff, headerLength: 4, wireOffset: OFFSET });
  });
});

it('a payload of 126 bytes and more has two bytes of length', () => {
  expect([0, 125, 126, 0xffff].map(plainHeaderLength)).toEqual([2, 2, 4, 4]);
});

it('tells of each message of a run', () => {
  const bytes = bytesOf(text('one'), binary(130));
  const { run } = read(bytes);
  const headers: FrameHeader[] = [];
  const ends: number[] = [];
  const messages: Message[] = [];
  tellEach(run, {
    frameStart: (frame, header) => void headers.push({ ...header, maskingKey: frame }),
    frameEnd: ({ payloadReceived, complete }) => void ends.push(complete ? payloadReceived : -1),
    message: (message) => void messages.push(message),
  });
  expect(headers).toMatchObject([
    { wireOffset: OFFSET, opcode: 1, fin: true, masked: false, lengthForm: 7, payloadLength: 3, maskingKey: 0 },
    { wireOffset: OFFSET + 5, opcode: 2, lengthForm: 16, payloadLength: 130, headerLength: 4, maskingKey: 1 },
  ]);
  expect(ends).toEqual([3, 130]);
  expect(messages).toMatchObject([
    { number: 0, opcode: 1, firstFrame: 0, lastFrame: 0, frames: 1, compressed: false, wireLength: 3, length: 3 },
    { number: 1, opcode: 2, firstFrame: 1, lastFrame: 1, wireLength: 130, length: 130 },
  ]);
});

it('tells nobody of what nobody wants to hear', () => {
  expect(() => tellEach(read(text('one')).run, {})).not.toThrow();
});
