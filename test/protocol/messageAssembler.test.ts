import { describe, expect, it } from 'vitest';
import { frameId, micros } from '../../src/base/branded.ts';
import type { ClosePayload } from '../../src/protocol/closeFrame.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import { FrameDecoder } from '../../src/protocol/frameDecoder.ts';
import { encodeFrame, type FrameToEncode } from '../../src/protocol/frameEncoder.ts';
import { MessageAssembler, type AssemblerOptions } from '../../src/protocol/messageAssembler.ts';
import { createInflater } from '../../src/protocol/permessageDeflate.ts';
import { bytesOf, hex } from './recorder.ts';

interface Setting {
  readonly from?: Endpoint;
  readonly deflate?: boolean;
  readonly maxInflatedBytes?: number;
  readonly chunk?: number;
}

/** Frames in, what the assembler tells out. */
function assemble(frames: readonly (FrameToEncode | Uint8Array)[], setting: Setting = {}) {
  const { from = 'server', deflate = false, maxInflatedBytes = 100_000, chunk = Infinity } = setting;
  const told: unknown[][] = [];
  const closes: ClosePayload[] = [];
  const options: AssemblerOptions = {
    from,
    inflater: deflate
      ? createInflater({ maxWindowBits: 15, noContextTakeover: false, maxLength: maxInflatedBytes })
      : undefined,
    maxInflatedBytes,
    count: { messages: 0 },
    sink: {
      message: ({ number, opcode, frames: count, wireLength, length, compressed }) =>
        told.push(['message', number, opcode, count, wireLength, length, compressed]),
      violation: ({ rule, offset, length }) => told.push([rule, offset, length]),
      close: (payload) => closes.push(payload),
    },
  };
  const assembler = new MessageAssembler(options);
  let frame = 0;
  const decoder = new FrameDecoder(from, 0, {
    frameStart: (header) => {
      assembler.start(frameId(frame++), header);
      return true;
    },
    framePayload: (bytes, start, end, position) => assembler.payload(bytes, start, end, position, micros(0)),
    frameEnd: (received, complete) => assembler.end(received, complete, micros(0)),
  });
  const bytes = bytesOf(...frames.map((each) => (each instanceof Uint8Array ? each : encodeFrame(each))));
  for (let at = 0; at < bytes.length; at += chunk) {
    const part = Uint8Array.from(bytes.subarray(at, at + chunk));
    decoder.push(part, 0, part.length, micros(0));
    part.fill(0xee);
  }
  decoder.cut(micros(0));
  return { told, closes, open: assembler.open };
}

const HELLO = hex('f2 48 cd c9 c9 07 00');
const message = (
  number: number,
  opcode: number,
  frames: number,
  wireLength: number,
  length: number | undefined = wireLength,
  compressed = false,
) => ['message', number, opcode, frames, wireLength, length, compressed];

describe('MessageAssembler', () => {
  it('joins fragments around control frames, numbered by what began first', () => {
    const { told, open } = assemble([
      { opcode: 1, fin: false, payload: bytesOf('Hel') },
      { opcode: 9, payload: bytesOf('?') },
      { opcode: 0, payload: bytesOf('lo') },
      { opcode: 2, fin: false },
    ]);
    expect(told).toEqual([message(2, 9, 1, 1), message(1, 1, 2, 5)]);
    expect(open).toMatchObject({ number: 3, opcode: 2 });
  });

  it('goes on with a fragmented message after another was put into it', () => {
    const { told, open } = assemble([
      { opcode: 1, fin: false, payload: bytesOf('a') },
      { opcode: 2, payload: bytesOf('bb') },
      { opcode: 0, payload: bytesOf('c') },
    ]);
    expect(told).toEqual([message(2, 2, 1, 2), message(1, 1, 2, 2)]);
    expect(open).toBeUndefined();
  });

  it('lets a fragmented message go when another fragmented one begins', () => {
    const { told } = assemble([
      { opcode: 1, fin: false, payload: bytesOf('a') },
      { opcode: 2, fin: false, payload: bytesOf('bb') },
      { opcode: 0, payload: bytesOf('c') },
    ]);
    expect(told).toEqual([message(2, 2, 2, 3)]);
  });

  it('makes no message of a frame that was cut', () => {
    expect(assemble([hex('81 05 61')]).told).toEqual([]);
    expect(assemble([hex('88 02 03')]).closes).toEqual([]);
  });

  it.each([1, Infinity])('checks masked text in chunks of %d', (chunk) => {
    const long = bytesOf('é'.repeat(3000));
    const setting = { from: 'client', chunk } as const;
    expect(assemble([{ opcode: 1, payload: long, maskingKey: 0x01020304 }], setting).told).toEqual([
      message(1, 1, 1, 6000),
    ]);
    expect(assemble([{ opcode: 1, payload: bytesOf('ab', [0xff]), maskingKey: 0x01020304 }], setting).told).toEqual([
      ['utf8-invalid', 8, 1],
      message(1, 1, 1, 3),
    ]);
  });

  it('tells where a character began that a later fragment breaks, once', () => {
    const fragments = (...payloads: readonly string[]) =>
      payloads.map((payload, index) => ({
        opcode: index === 0 ? 1 : 0,
        fin: index === payloads.length - 1,
        payload: hex(payload),
      }));
    expect(assemble(fragments('61 f0', '9f', '98', '41', 'ff')).told).toEqual([
      ['utf8-invalid', 3, 3],
      message(1, 1, 5, 6),
    ]);
    expect(assemble(fragments('61', '', 'e2 98')).told[0]).toEqual(['utf8-invalid', 7, 2]);
    expect(assemble(fragments('e2', '98', '')).told[0]).toEqual(['utf8-invalid', 2, 2]);
  });

  it.each([1, 3, Infinity])('inflates in chunks of %d, masked or not, in fragments or not', (chunk) => {
    for (const maskingKey of [undefined, 0x0a0b0c0d]) {
      const { told } = assemble(
        [
          { opcode: 1, rsv1: true, payload: HELLO, maskingKey },
          { opcode: 1, rsv1: true, fin: false, payload: HELLO.subarray(0, 3), maskingKey },
          { opcode: 0, payload: HELLO.subarray(3), maskingKey },
          { opcode: 1, payload: bytesOf('plain'), maskingKey },
        ],
        { deflate: true, chunk },
      );
      expect(told).toEqual([message(1, 1, 1, 7, 5, true), message(2, 1, 2, 7, 5, true), message(3, 1, 1, 5)]);
    }
  });

  it('tells invalid UTF-8 after inflation', () => {
    const payload = hex('4a fc 0f 00');
    expect(assemble([{ opcode: 1, rsv1: true, payload }], { deflate: true }).told).toEqual([
      ['utf8-invalid', 2, 4],
      message(1, 1, 1, 4, 2, true),
    ]);
    expect(assemble([{ opcode: 2, rsv1: true, payload }], { deflate: true }).told).toEqual([
      message(1, 2, 1, 4, 2, true),
    ]);
  });

  it('collects no more of a compressed payload than may come out of it', () => {
    const { told } = assemble(
      [
        { opcode: 2, rsv1: true, fin: false, payload: new Uint8Array(60) },
        { opcode: 0, fin: false, payload: new Uint8Array(60) },
        { opcode: 0, payload: new Uint8Array(60) },
        { opcode: 1, rsv1: true, payload: HELLO },
        { opcode: 1, rsv1: true, payload: hex('f2 00 11 00 00') },
      ],
      { deflate: true, maxInflatedBytes: 100 },
    );
    // The last message refers to the one before it, which is known again.
    expect(told).toEqual([
      ['deflate-cap', 2, 180],
      ['message', 1, 2, 3, 180, undefined, true],
      message(2, 1, 1, 7, 5, true),
      message(3, 1, 1, 5, 5, true),
    ]);
  });

  it('tells the fault of the message that has it, and none of its victim', () => {
    const { told } = assemble(
      [
        { opcode: 2, rsv1: true, payload: hex('07') },
        { opcode: 2, rsv1: true, payload: hex('f2 00 11 00 00') },
      ],
      { deflate: true },
    );
    expect(told).toEqual([
      ['deflate-garbage', 2, 1],
      ['message', 1, 2, 1, 1, undefined, true],
      ['message', 2, 2, 1, 5, undefined, true],
    ]);
  });

  it('tries to inflate what came with RSV1 but without an agreement', () => {
    const told = (payload: Uint8Array, opcode = 1) => assemble([{ opcode, rsv1: true, payload }]).told;
    expect(told(HELLO)).toEqual([['compressed-without-agreement', 2, 7], message(1, 1, 1, 7)]);
    expect(told(bytesOf('plain'))).toEqual([message(1, 1, 1, 5)]);
    expect(told(hex('ff fe'))).toEqual([['utf8-invalid', 2, 2], message(1, 1, 1, 2)]);
    expect(told(hex('ff fe'), 2)).toEqual([message(1, 2, 1, 2)]);
    expect(told(new Uint8Array(1_100_000), 2)).toEqual([message(1, 2, 1, 1_100_000)]);
  });

  it('takes RSV1 on a lone continuation for nothing', () => {
    expect(assemble([{ opcode: 0, rsv1: true, payload: HELLO }], { deflate: true }).told).toEqual([
      message(1, 0, 1, 7),
    ]);
  });

  it.each([1, Infinity])('reads Close in chunks of %d, masked or not, also when it is too long', (chunk) => {
    const payload = bytesOf(hex('03 e8'), 'bye');
    for (const maskingKey of [undefined, 0x0a0b0c0d]) {
      const { told, closes } = assemble([{ opcode: 8, payload, maskingKey }], { chunk });
      expect(told).toEqual([message(1, 8, 1, 5)]);
      expect(closes).toEqual([{ code: 1000, reason: 'bye' }]);
    }
    const long = assemble([{ opcode: 8, payload: bytesOf(hex('03 e8'), 'r'.repeat(5000)) }], { chunk });
    expect(long.closes[0]?.reason).toHaveLength(4094);
    expect(assemble([{ opcode: 8, payload: hex('03') }]).told).toEqual([
      ['close-payload-one-byte', 2, 1],
      message(1, 8, 1, 1),
    ]);
  });
});
