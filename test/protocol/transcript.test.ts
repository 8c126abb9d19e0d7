import { describe, expect, it } from 'vitest';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { bytesOf, hex, opening, play, playServer, requestText, responseText, ACCEPT } from './recorder.ts';
import { ALL_VECTORS, BROKEN_STREAMS, piecesOf, RFC_EXAMPLES, VALID_STREAMS } from './vectors.ts';

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
