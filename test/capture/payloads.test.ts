import { expect, test } from 'vitest';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { Conversation } from '../support/webSocketStreams.ts';

const bytes = Uint8Array.from({ length: 150_000 }, (_, i) => (i * 131) >>> 3);

test('any piece of a masked payload is unmasked rightly', async () => {
  const live = await captureOf(new Conversation().open().frames('client', { opcode: 2, payload: bytes }));
  for (const [offset, length] of [
    [0, 10],
    [1, 10],
    [2, 70_000],
    [65_490, 13],
    [149_999, 5],
    [150_000, 5],
    [200_000, 5],
  ] as const) {
    const piece = await live.payload(0, 'frame', offset, length);
    expect(piece).toEqual({ bytes: bytes.slice(offset, offset + length), total: bytes.length });
  }
});

test('any piece of a fragmented message is joined from its fragments', async () => {
  const conversation = new Conversation()
    .open()
    .frames(
      'client',
      { opcode: 1, fin: false, payload: utf8('abc') },
      { opcode: 0, fin: false },
      { opcode: 9, payload: utf8('ping') },
      { opcode: 0, fin: false, payload: utf8('defgh') },
      { opcode: 0, payload: utf8('ij') },
    );
  const live = await captureOf(conversation);
  const all = 'abcdefghij';
  for (const frame of [0, 1, 3, 4]) {
    for (let offset = 0; offset <= all.length; offset++) {
      for (let length = 0; length <= 12; length++) {
        const piece = await live.payload(frame, 'message', offset, length);
        expect(piece).toEqual({ bytes: utf8(all.slice(offset, offset + length)), total: 10 });
      }
    }
  }
  expect((await live.payload(2, 'message', 0, 10)).bytes).toEqual(utf8('ping'));
  expect((await live.payload(3, 'frame', 0, 10)).bytes).toEqual(utf8('defgh'));
});

test('a frame that is not whole gives what came, and says so', async () => {
  const conversation = new Conversation().open();
  conversation.bytes('server', Uint8Array.of(0x82, 100), utf8('only this'));
  const live = await captureOf(conversation);
  const problem = 'Only 9 of the 100 bytes that this frame announced have come.';
  expect(await live.payload(0, 'frame', 0, 1000)).toEqual({ bytes: utf8('only this'), total: 9, problem });
  expect(await live.payload(0, 'message', 5, 1000)).toEqual({ bytes: utf8('this'), total: 9, problem });
});

test('a fragment of an unfinished message is shown alone', async () => {
  const conversation = new Conversation().open().frames('server', { opcode: 1, fin: false, payload: utf8('begun') });
  const live = await captureOf(conversation);
  expect(await live.payload(0, 'message', 0, 10)).toEqual({
    bytes: utf8('begun'),
    total: 5,
    problem: 'This frame belongs to no whole message; this is the payload of the frame alone.',
  });
});
