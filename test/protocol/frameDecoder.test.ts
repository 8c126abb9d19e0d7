import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import {
  exactLength,
  FrameDecoder,
  headerLengthOf,
  headerOctets,
  type FrameDecoderSink,
  type WireFrameHeader,
} from '../../src/protocol/frameDecoder.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { bytesOf, hex } from './recorder.ts';

const NOW = micros(0);

interface Seen {
  readonly opcode: number;
  readonly fin: boolean;
  readonly rsv: number;
  readonly key: number | undefined;
  readonly form: number;
  readonly length: number;
  readonly offset: number;
  readonly pieces: Buffer[];
  taken: number;
  received: number;
  complete: boolean | undefined;
}

class Collector implements FrameDecoderSink {
  readonly seen: Seen[] = [];
  halts = false;
  frameStart(header: WireFrameHeader): boolean {
    this.seen.push({
      opcode: header.opcode,
      fin: header.fin,
      rsv: (header.rsv1 ? 4 : 0) + (header.rsv2 ? 2 : 0) + (header.rsv3 ? 1 : 0),
      key: header.masked ? header.maskingKey : undefined,
      form: header.lengthForm,
      length: header.payloadLength,
      offset: header.wireOffset,
      pieces: [],
      taken: 0,
      received: -1,
      complete: undefined,
    });
    return !this.halts;
  }
  framePayload(bytes: Uint8Array, start: number, end: number, position: number): void {
    const frame = this.seen.at(-1)!;
    if (position !== frame.taken) throw new Error(`a piece came for ${position} instead of ${frame.taken}`);
    frame.pieces.push(Buffer.from(bytes.subarray(start, end)));
    frame.taken += end - start;
  }
  frameEnd(received: number, complete: boolean): void {
    Object.assign(this.seen.at(-1)!, { received, complete });
  }
}

const RUNS = Number(process.env['PROTOCOL_RUNS'] ?? 2000);

/** The shortest form for a length (RFC 6455 §5.2). */
const shortestForm = (length: number): number => (length < 126 ? 7 : length < 65_536 ? 16 : 64);

/** RFC 6455 §5.3, octet by octet; the same takes the mask off again. */
const maskedWith = (payload: Uint8Array, key: number): Uint8Array =>
  payload.map((octet, index) => octet ^ ((key >>> (24 - 8 * (index % 4))) & 0xff));

const frames = fc.array(
  fc.record({
    opcode: fc.nat(15),
    fin: fc.boolean(),
    rsv1: fc.boolean(),
    rsv2: fc.boolean(),
    rsv3: fc.boolean(),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.constantFrom(124, 125, 126, 127, 300, 65_535, 65_536).map((length) => new Uint8Array(length).fill(0x5a)),
    ),
    maskingKey: fc.option(fc.nat(0xffffffff), { nil: undefined }),
    lengthForm: fc.option(fc.constantFrom(64 as const), { nil: undefined }),
  }),
  { maxLength: 8 },
);

describe('FrameDecoder', () => {
  it('gives back what was encoded, however it was cut', { timeout: 15_000 + RUNS * 20 }, () => {
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 40 }), (sent, size) => {
        const bytes = bytesOf(...sent.map(encodeFrame));
        const chunk = bytes.length > 10_000 ? size * 100 : size;
        const collector = new Collector();
        const decoder = new FrameDecoder('client', 1000, collector);
        for (let at = 0; at < bytes.length; at += chunk) {
          const end = Math.min(bytes.length, at + chunk);
          if (decoder.push(bytes, at, end, NOW) !== end || decoder.offset !== 1000 + end)
            throw new Error('lost its place');
        }
        expect(collector.seen).toHaveLength(sent.length);
        let offset = 1000;
        collector.seen.forEach((frame, index) => {
          const { opcode, fin, rsv1, rsv2, rsv3, payload, maskingKey, lengthForm } = sent[index]!;
          expect(frame).toMatchObject({ opcode, fin, key: maskingKey, length: payload.length, offset });
          expect(frame.rsv).toBe((rsv1 ? 4 : 0) + (rsv2 ? 2 : 0) + (rsv3 ? 1 : 0));
          expect(frame).toMatchObject({ received: payload.length, complete: true });
          expect(frame.form).toBe(lengthForm ?? shortestForm(payload.length));
          const received = Buffer.concat(frame.pieces);
          const plain = maskingKey === undefined ? received : maskedWith(received, maskingKey);
          expect(Buffer.compare(plain, payload)).toBe(0);
          offset += encodeFrame(sent[index]!).length;
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('holds an unfinished header and says so', () => {
    const decoder = new FrameDecoder('server', 0, new Collector());
    decoder.push(hex('81 7e 01'), 0, 3, NOW);
    expect([...decoder.heldHeader]).toEqual([0x81, 0x7e, 0x01]);
    expect(decoder.insideFrame).toBe(false);
    decoder.push(hex('00 61'), 0, 2, NOW);
    expect(decoder.heldHeader).toHaveLength(0);
    expect(decoder.insideFrame).toBe(true);
    expect(decoder.received).toBe(1);
  });

  it('cuts the frame that is open', () => {
    const collector = new Collector();
    const decoder = new FrameDecoder('server', 0, collector);
    decoder.cut(NOW);
    expect(collector.seen).toEqual([]);
    decoder.push(hex('81 05 61'), 0, 3, NOW);
    decoder.cut(NOW);
    expect(collector.seen).toMatchObject([{ received: 1, complete: false }]);
    expect(decoder.insideFrame).toBe(false);
  });

  it('halts after a header, and resumes elsewhere', () => {
    for (const chunk of [1, 20]) {
      const collector = new Collector();
      collector.halts = true;
      const decoder = new FrameDecoder('server', 100, collector);
      const bytes = hex('8c 05 61 61');
      let stopped = 0;
      for (let at = 0; at < 2; at += chunk) stopped = decoder.push(bytes, at, Math.min(bytes.length, at + chunk), NOW);
      expect(stopped).toBe(2);
      expect(decoder.offset).toBe(102);
      collector.halts = false;
      decoder.resumeAt(104);
      decoder.push(hex('89 00'), 0, 2, NOW);
      expect(collector.seen.at(-1)).toMatchObject({ opcode: 9, offset: 104, complete: true });
    }
  });

  it('knows the length of a header from its second octet', () => {
    expect([0, 125, 126, 127, 0x80, 0xfd, 0xfe, 0xff].map(headerLengthOf)).toEqual([2, 2, 4, 10, 6, 6, 8, 14]);
  });

  it.each([
    '81 05',
    '81 7e 01 00',
    '81 7f 80 00 00 00 00 00 00 01',
    '81 85 37 fa 21 3d',
    '81 fe 01 00 ff fe fd fc',
    '81 ff ff ff ff ff ff ff ff ff 01 02 03 04',
  ])('writes the header %s again from its fields', (octets) => {
    let again: Uint8Array | undefined;
    let exact = 0n;
    const decoder = new FrameDecoder('server', 0, {
      frameStart: (header) => {
        again = headerOctets(header);
        exact = exactLength(header);
        return false;
      },
      framePayload: () => undefined,
      frameEnd: () => undefined,
    });
    decoder.push(hex(octets), 0, hex(octets).length, NOW);
    expect(Buffer.from(again!).equals(hex(octets))).toBe(true);
    if (octets.includes('7f')) expect(exact).toBe(0x8000_0000_0000_0001n);
  });
});

describe('a sink that takes whole frames by itself', () => {
  /** Takes the first `takes` bytes of frames that are due, as often as it is asked. */
  function taking(takes: number) {
    const asked: number[] = [];
    const sink = Object.assign(new Collector(), {
      takeWhole: (_: Uint8Array, start: number, end: number, wireOffset: number): number => {
        asked.push(wireOffset);
        return Math.min(end, start + takes);
      },
    });
    return { sink, asked, decoder: new FrameDecoder('server', 100, sink) };
  }
  const three = bytesOf(hex('81 01 61'), hex('82 01 62'), hex('89 00'));

  it('is asked wherever a header is due, and told of the rest', () => {
    const { sink, asked, decoder } = taking(0);
    expect(decoder.push(three, 0, three.length, NOW)).toBe(three.length);
    expect(asked).toEqual([100, 103, 106]);
    expect(sink.seen.map(({ opcode, offset }) => [opcode, offset])).toEqual([
      [1, 100],
      [2, 103],
      [9, 106],
    ]);
  });

  it('may take some of a chunk, or all of it', () => {
    const some = taking(3);
    some.decoder.push(three, 0, three.length, NOW);
    expect(some.sink.seen.map(({ opcode, offset }) => [opcode, offset])).toEqual([[2, 103]]);
    const all = taking(Infinity);
    expect(all.decoder.push(three, 0, three.length, NOW)).toBe(three.length);
    expect(all.decoder.offset).toBe(108);
    expect(all.sink.seen).toEqual([]);
  });

  it('is not asked inside a header or a payload', () => {
    const { asked, decoder } = taking(0);
    for (const octet of three) decoder.push(Uint8Array.of(octet), 0, 1, NOW);
    expect(asked).toEqual([100, 103, 106]);
  });
});
