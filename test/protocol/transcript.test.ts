import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { constants, crc32, createDeflateRaw } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as ws from 'ws';
import { micros } from '../../src/base/branded.ts';
import { FrameDecoder } from '../../src/protocol/frameDecoder.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { createInflater } from '../../src/protocol/permessageDeflate.ts';
import { createTranscript } from '../../src/protocol/transcript.ts';
import { VIOLATIONS } from '../../src/protocol/violation.ts';
import {
  ACCEPT,
  bytesOf,
  hex,
  opening,
  play,
  playServer,
  Recorder,
  requestText,
  responseText,
  type Piece,
} from './recorder.ts';
import { programAvailable } from '../support/programs.ts';
import { inTsharkWords, tsharkFrames, type TsharkFrame } from './tsharkFrames.ts';
import { framesOf, validMessages } from './validMessages.ts';
import {
  ALL_VECTORS,
  BROKEN_HANDSHAKES,
  BROKEN_STREAMS,
  handshakeOptions,
  handshakePieces,
  piecesOf,
  RFC_EXAMPLES,
  VALID_STREAMS,
  type Vector,
} from './vectors.ts';

/** ws gives both away, but @types/ws does not know them. */
const { Receiver, PerMessageDeflate } = ws as unknown as {
  readonly Receiver: new (options: object) => NodeJS.WritableStream;
  readonly PerMessageDeflate: new (
    options: object,
    isServer: boolean,
    maxPayload: number,
  ) => {
    accept(configurations: readonly object[]): unknown;
  };
};

describe('createTranscript', () => {
  it('tells request, response and handshake of a good opening', () => {
    const recorder = play(opening('permessage-deflate'));
    expect(recorder.told.map(({ kind }) => kind)).toEqual(['request', 'response', 'handshake']);
    const [told] = recorder.of('handshake');
    expect(told?.result).toMatchObject({
      accepted: true,
      violations: [],
      expectedAccept: ACCEPT,
      extensions: 'permessage-deflate',
      deflate: { serverMaxWindowBits: 15, clientMaxWindowBits: 15 },
    });
  });

  it('reads the examples of RFC 6455 §5.7 and raises nothing', () => {
    const recorder = play([
      ...opening(),
      { from: 'server', bytes: hex('81 05 48 65 6c 6c 6f') },
      { from: 'client', bytes: hex('81 85 37 fa 21 3d 7f 9f 4d 51 58') },
      { from: 'server', bytes: hex('01 03 48 65 6c 80 02 6c 6f') },
      { from: 'server', bytes: hex('89 05 48 65 6c 6c 6f') },
      { from: 'client', bytes: hex('8a 85 37 fa 21 3d 7f 9f 4d 51 58') },
      { from: 'server', bytes: bytesOf(hex('82 7e 01 00'), new Uint8Array(256)) },
      { from: 'server', bytes: bytesOf(hex('82 7f 00 00 00 00 00 01 00 00'), new Uint8Array(65_536)) },
    ]);
    expect(recorder.rules).toEqual([]);
    expect(recorder.messages.map(({ from, opcode, frames, length }) => [from, opcode, frames, length])).toEqual([
      ['server', 1, 1, 5],
      ['client', 1, 1, 5],
      ['server', 1, 2, 5],
      ['server', 9, 1, 5],
      ['client', 10, 1, 5],
      ['server', 2, 1, 256],
      ['server', 2, 1, 65_536],
    ]);
    expect(recorder.headers.map(({ wireOffset, headerLength }) => [wireOffset, headerLength])[0]).toEqual([
      responseText().length,
      2,
    ]);
  });

  it('names a masked server frame and goes on', () => {
    const recorder = playServer(
      bytesOf(encodeFrame({ opcode: 1, payload: bytesOf('hello'), maskingKey: 0x01020304 }), hex('81 02 6f 6b')),
    );
    expect(recorder.rules).toEqual(['frame-masked-by-server']);
    expect(recorder.messages.map(({ length }) => length)).toEqual([5, 2]);
  });

  it('inflates with context takeover', () => {
    const recorder = playServer(hex('c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00'), 'permessage-deflate');
    expect(recorder.rules).toEqual([]);
    expect(recorder.messages.map(({ wireLength, length }) => [wireLength, length])).toEqual([
      [7, 5],
      [5, 5],
    ]);
  });

  it('tells the closing handshake', () => {
    const recorder = play([
      ...opening(),
      { from: 'client', bytes: encodeFrame({ opcode: 8, payload: hex('03 e8'), maskingKey: 1 }) },
      { from: 'server', bytes: hex('88 05 0f a1 62 79 65') },
      { from: 'server', end: 'fin' },
      { from: 'client', end: 'fin' },
    ]);
    expect(recorder.rules).toEqual([]);
    expect(recorder.of('closing').at(-1)?.state).toMatchObject({ code: 4001, reason: 'bye', clean: true });
  });

  it('has limits of its own, and takes others', () => {
    const [usual, small] = [undefined, { maxBodyBytes: 3, maxInflatedBytes: 3 }].map((options) => {
      const recorder = new Recorder();
      const transcript = createTranscript(recorder, options);
      transcript.push('server', bytesOf('HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nno no'), micros(0));
      return recorder.of('body')[0]?.body.text;
    });
    expect([usual, small]).toEqual(['no no', 'no ']);
  });

  it('gives the body of a refusal', () => {
    const recorder = play([
      { from: 'client', bytes: bytesOf(requestText()) },
      { from: 'server', bytes: bytesOf('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno') },
    ]);
    expect(recorder.of('body')[0]?.body).toMatchObject({ text: 'no', wireLength: 2, end: 'complete' });
    expect(recorder.of('handshake')[0]?.result.accepted).toBe(false);
  });
});

const BROKEN_SET = new Set(BROKEN_STREAMS);

describe.each([
  ['examples of the RFCs', RFC_EXAMPLES],
  ['valid streams', VALID_STREAMS],
  ['broken streams', BROKEN_STREAMS],
])('%s', (_name, vectors) => {
  it.each(vectors)('$id: $about', (vector) => {
    const recorder = play(piecesOf(vector));
    expect(recorder.rules).toEqual(vector.rules);
    const messages = recorder.messages.map(({ opcode, frames, wireLength, length }) => [
      opcode,
      frames,
      wireLength,
      length ?? null,
    ]);
    expect(messages).toEqual(vector.messages);
    for (const { violation } of recorder.of('violation')) {
      expect(violation.by).toBe(vector.from);
      expect(violation.section).toMatch(/^RFC \d{4} §/);
      expect(violation.sentence).toMatch(/^[A-Z].*[^ ]$/s);
    }
  });

  it.each(vectors)('$id split at every byte', (vector) => {
    const pieces = piecesOf(vector);
    expect(play(pieces, {}, 1).told).toEqual(play(pieces).told);
  });

  it.each(vectors)('$id in chunks of every size', (vector) => {
    const pieces = piecesOf(vector);
    const whole = play(pieces).told;
    for (const chunk of [2, 3, 5, 7, 13, 14, 15, 64, 100]) expect(play(pieces, {}, chunk).told).toEqual(whole);
  });
});

describe('broken handshakes', () => {
  it.each(BROKEN_HANDSHAKES)('$id: $about', (vector) => {
    const recorder = play(handshakePieces(vector), handshakeOptions(vector));
    expect(recorder.allViolations.map(({ rule }) => rule)).toEqual(vector.rules);
    for (const { section, sentence } of recorder.allViolations) {
      expect(section).toMatch(/^RFC \d{4} §/);
      // A parameter of an extension may be the first word.
      expect(sentence).toMatch(/^(?:[A-Z]|permessage-deflate |(?:client|server)_).*[^ ]$/s);
    }
  });

  it.each(BROKEN_HANDSHAKES)('$id split at every byte, and in chunks of every size', (vector) => {
    const pieces = handshakePieces(vector);
    const whole = play(pieces, handshakeOptions(vector)).told;
    for (const chunk of [1, 2, 3, 5, 7, 13, 14, 15, 64, 100]) {
      expect(isDeepStrictEqual(play(pieces, handshakeOptions(vector), chunk).told, whole)).toBe(true);
    }
  });
});

it('has a vector for every rule of the catalogue', () => {
  const shown = new Set([...ALL_VECTORS, ...BROKEN_HANDSHAKES].flatMap(({ rules }) => rules));
  expect(Object.keys(VIOLATIONS).filter((rule) => !shown.has(rule))).toEqual([]);
});

describe('vectors merged with their neighbours', () => {
  const merged = ALL_VECTORS.filter(
    (vector) =>
      vector.from === 'server' && !BROKEN_SET.has(vector) && !vector.messages.some(([opcode]) => opcode === 8),
  );

  it.each(['permessage-deflate', undefined])('tells the same when they come as one stream (%s)', (deflate) => {
    const fitting = merged.filter((vector) => vector.deflate === deflate);
    const one = playServer(bytesOf(...fitting.map(({ bytes }) => hex(bytes))), deflate);
    expect(one.rules).toEqual([]);
    expect(one.messages.map(({ opcode, frames, wireLength, length }) => [opcode, frames, wireLength, length])).toEqual(
      fitting.flatMap(({ messages }) => messages),
    );
  });
});

const RUNS = Number(process.env['PROTOCOL_RUNS'] ?? 2_000);

describe('a vector among its neighbours', () => {
  const neighboursOf = (vector: Vector): readonly Vector[] => {
    const alike = ALL_VECTORS.filter(({ from, deflate }) => from === vector.from && deflate === vector.deflate);
    const at = alike.indexOf(vector);
    return [alike.at(at - 1)!, vector, alike[(at + 1) % alike.length]!];
  };

  it.each(ALL_VECTORS)('$id tells the same merged with those beside it as apart from them', (vector) => {
    const parts = neighboursOf(vector).map(({ bytes }) => hex(bytes));
    const around = (bytes: readonly Uint8Array[]): Piece[] => [
      ...opening(vector.deflate),
      ...bytes.map((each): Piece => ({ from: vector.from, bytes: each })),
      { from: vector.from, end: 'fin' },
    ];
    const apart = play(around(parts));
    expect(apart.told.length).toBeGreaterThan(3);
    expect(play(around([bytesOf(...parts)])).told).toEqual(apart.told);
  });
});

/** Runs of a night take their time. */
const PATIENCE_MS = 15_000 + RUNS * 20;

describe('properties', { timeout: PATIENCE_MS }, () => {
  it('raises nothing on valid streams and tells every message, however they were cut', () => {
    fc.assert(
      fc.property(validMessages, fc.integer({ min: 1, max: 300 }), (all, size) => {
        const sent = all.map((each) => ({ ...each, ...framesOf(each) }));
        const pieces: Piece[] = [...opening('permessage-deflate'), ...sent.map(({ from, bytes }) => ({ from, bytes }))];
        const total = sent.reduce((sum, { bytes }) => sum + bytes.length, 0);
        const recorder = play(pieces, {}, total > 20_000 ? size * 50 : size);
        expect(recorder.rules).toEqual([]);
        const data = recorder.messages.filter(({ opcode }) => opcode < 8);
        expect(data.map(({ from, opcode, length, wireLength }) => [from, opcode, length, wireLength])).toEqual(
          sent.map(({ from, text, length, wireLength }) => [from, text ? 1 : 2, length, wireLength]),
        );
        const onTheWire = recorder.headers.reduce(
          (sum, { headerLength, payloadLength }) => sum + headerLength + payloadLength,
          0,
        );
        expect(onTheWire).toBe(total);
        expect(play(pieces).told).toEqual(recorder.told);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it('never throws, and never depends on the chunks, whatever comes', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 120 }),
      fc.constantFrom(...ALL_VECTORS).map(({ bytes }) => hex(bytes).subarray(0, 300)),
      fc
        .constantFrom(responseText(), 'HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n', '5\r\nhello\r\n')
        .map((text) => bytesOf(text)),
    );
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.array(fc.record({ from: fc.constantFrom('client' as const, 'server' as const), bytes: anything }), {
          maxLength: 6,
        }),
        fc.constantFrom('fin' as const, 'reset' as const, 'abandoned' as const),
        fc.integer({ min: 1, max: 20 }),
        (opened, parts, end, size) => {
          const pieces: Piece[] = [
            ...(opened ? opening('permessage-deflate; server_max_window_bits=10') : []),
            ...parts,
            { from: 'server', end },
            { from: 'client', end },
          ];
          const recorder = play(pieces);
          expect(play(pieces, {}, size).told).toEqual(recorder.told);
          // Every frame that starts ends, and no two frames of one endpoint overlap.
          expect(recorder.of('frameEnd')).toHaveLength(recorder.headers.length);
          for (const from of ['client', 'server'] as const) {
            const own = recorder.headers.filter((header) => header.from === from);
            own.slice(1).forEach((header, index) => {
              // Where framing was lost, the next frame may begin inside what was taken for a header.
              expect(header.wireOffset).toBeGreaterThan(own[index]!.wireOffset);
            });
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('agrees with the receiver of ws on every valid stream', async () => {
    await fc.assert(
      fc.asyncProperty(validMessages, async (all) => {
        const sent = all.filter(({ from }) => from === 'server').map(framesOf);
        const bytes = bytesOf(...sent.map((each) => each.bytes));
        const told: [number, number, number][] = [];
        const deflate = new PerMessageDeflate({}, false, 0);
        deflate.accept([{}]);
        const receiver = new Receiver({ extensions: { 'permessage-deflate': deflate }, isServer: false });
        receiver.on('message', (message: Buffer, isBinary: boolean) =>
          told.push([isBinary ? 2 : 1, message.length, crc32(message)]),
        );
        receiver.on('ping', (message: Buffer) => told.push([9, message.length, 0]));
        await new Promise<void>((resolve, reject) => {
          receiver.on('error', reject);
          receiver.on('finish', resolve);
          receiver.write(bytes);
          receiver.end();
        });
        const plain = all
          .filter(({ from }) => from === 'server')
          .map(({ text, words, payload: binary }) => crc32(text ? bytesOf(words) : binary));
        const recorder = playServer(bytes, 'permessage-deflate');
        expect(recorder.rules).toEqual([]);
        let index = 0;
        expect(told).toEqual(
          recorder.messages.map(({ opcode, length }) => [opcode, length, opcode < 8 ? plain[index++] : 0]),
        );
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});

describe.skipIf(!programAvailable('tshark'))('tshark agrees', () => {
  const words = Array.from({ length: 14 }, (_, index) =>
    `message ${index % 3} of several, said ${index * 7} times; `.repeat(1 + (index % 4)),
  );

  it.each([9, 10, 11, 12, 13, 14, 15].flatMap((bits) => [[bits, true] as const, [bits, false] as const]))(
    'on compressed messages in a window of %d bits, context takeover %s',
    async (bits, takeover) => {
      const pieces: Piece[] = [];
      const inflated: string[] = [];
      for (const from of ['server', 'client'] as const) {
        const deflate = createDeflateRaw({ windowBits: bits });
        const inflater = createInflater({ maxWindowBits: bits, noContextTakeover: !takeover, maxLength: 100_000 });
        for (const [index, word] of words.entries()) {
          const parts: Buffer[] = [];
          const take = (part: Buffer): void => void parts.push(part);
          deflate.on('data', take);
          deflate.write(word);
          await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
          deflate.off('data', take);
          if (!takeover) deflate.reset();
          const maskingKey = from === 'client' ? 0x1234567 * (index + 1) : undefined;
          const payload = Buffer.concat(parts).subarray(0, -4);
          const { bytes, fault } = inflater.inflate(payload);
          expect(fault).toBeUndefined();
          inflated.push(Buffer.from(bytes).toString());
          pieces.push({ from, bytes: encodeFrame({ opcode: 1, rsv1: true, payload, maskingKey }) });
        }
        deflate.close();
      }
      const takeovers = takeover ? '' : '; server_no_context_takeover; client_no_context_takeover';
      const answer = `permessage-deflate; server_max_window_bits=${bits}; client_max_window_bits=${bits}${takeovers}`;
      const all = [...opening(answer), ...pieces];
      const recorder = play(all);
      expect(recorder.rules).toEqual([]);
      const theirs = tsharkFrames(all);
      expect(theirs.map(({ text }) => text)).toEqual([...words, ...words]);
      expect(inflated).toEqual(theirs.map(({ text }) => text));
      expect(recorder.messages.map(({ length }) => length)).toEqual(theirs.map(({ text }) => text.length));
      expect(recorder.headers.map(inTsharkWords)).toEqual(theirs.map((frame) => ({ ...frame, text: '' })));
    },
  );

  it('on all opcodes, lengths, masks and fragments', () => {
    const pieces: Piece[] = [];
    for (const opcode of [1, 2, 8, 9, 10]) {
      for (const length of opcode > 2 ? [0, 2, 125] : [0, 1, 125, 126, 127, 65_534, 65_535, 65_536]) {
        for (const from of ['server', 'client'] as const) {
          if (opcode === 8 && length !== 2) continue;
          const payload = opcode === 8 ? hex('03 e8') : new Uint8Array(length).fill(0x61);
          pieces.push({
            from,
            bytes: encodeFrame({ opcode, payload, maskingKey: from === 'client' ? 0xdeadbeef : undefined }),
          });
        }
      }
    }
    const fragments = [
      { opcode: 2, fin: false, payload: hex('01 02') },
      { opcode: 9, payload: hex('03') },
      { opcode: 0, payload: hex('04') },
    ];
    // Close comes last, for nothing but control frames may follow it.
    const isClose = (piece: Piece): boolean => 'bytes' in piece && (piece.bytes[0]! & 0xf) === 8;
    const all = [
      ...opening(),
      ...pieces.filter((piece) => !isClose(piece)),
      ...fragments.map((frame) => ({ from: 'server' as const, bytes: encodeFrame(frame) })),
      ...pieces.filter(isClose),
    ];
    const recorder = play(all);
    expect(recorder.rules).toEqual([]);
    expect(recorder.headers.map(inTsharkWords)).toEqual(tsharkFrames(all).map((frame) => ({ ...frame, text: '' })));
  });

  it('on every opcode, reserved ones too, with every pattern of FIN and RSV bits', () => {
    const bits = [false, true];
    const sent = Array.from({ length: 16 }, (_, opcode) => opcode)
      // Bytes after a Close frame are no frames to tshark.
      .filter((opcode) => opcode !== 8)
      .flatMap((opcode) =>
        bits.flatMap((fin) =>
          bits.flatMap((rsv1) => bits.flatMap((rsv2) => bits.map((rsv3) => ({ opcode, fin, rsv1, rsv2, rsv3 })))),
        ),
      );
    for (const from of ['server', 'client'] as const) {
      const maskingKey = from === 'client' ? 0x0102_0304 : undefined;
      const frames = sent.map((frame) => encodeFrame({ ...frame, payload: bytesOf('abc'), maskingKey }));
      const ours: TsharkFrame[] = [];
      const decoder = new FrameDecoder(from, 0, {
        frameStart: (header) => ours.push(inTsharkWords(header)) > 0,
        framePayload: () => undefined,
        frameEnd: () => undefined,
      });
      for (const frame of frames) decoder.push(frame, 0, frame.length, micros(0));
      const theirs = tsharkFrames([...opening(), ...frames.map((bytes) => ({ from, bytes }))]);
      expect(theirs).toHaveLength(sent.length);
      for (const [index, frame] of theirs.entries()) {
        expect(ours[index]).toEqual({ ...frame, text: '' });
        const { opcode, fin, rsv1, rsv2, rsv3 } = sent[index]!;
        expect(frame).toMatchObject({
          opcode: String(opcode),
          fin: fin ? 'True' : 'False',
          rsv: String((rsv1 ? 4 : 0) + (rsv2 ? 2 : 0) + (rsv3 ? 1 : 0)),
        });
      }
    }
  });

  it('on reserved opcodes and bits in a transcript, which decodes on', () => {
    const frames = [
      ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) => ({ opcode })),
      ...[1, 2, 9, 10].flatMap((opcode) => [
        { opcode, rsv2: true },
        { opcode, rsv3: true },
      ]),
    ];
    const ok = encodeFrame({ opcode: 1, payload: bytesOf('ok') });
    const all: Piece[] = [
      ...opening(),
      ...frames.map((frame): Piece => ({
        from: 'server',
        bytes: bytesOf(encodeFrame({ ...frame, payload: bytesOf('abc') }), ok),
      })),
    ];
    const recorder = play(all);
    const theirs = tsharkFrames(all).map((frame) => ({ ...frame, text: '' }));
    expect(theirs).toHaveLength(2 * frames.length);
    expect(recorder.headers.map(inTsharkWords)).toEqual(theirs);
    expect(new Set(recorder.rules)).toEqual(new Set(['rsv2-set', 'rsv3-set', 'opcode-reserved']));
  });
});
