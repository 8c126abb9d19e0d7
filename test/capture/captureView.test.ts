import { expect, test } from 'vitest';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { Conversation, Deflater } from '../support/webSocketStreams.ts';

test('the facts of a frame, with its header as it crossed the wire', async () => {
  const conversation = new Conversation()
    .open()
    .frames('client', { opcode: 1, fin: false, payload: new Uint8Array(300) });
  conversation.frames('client', { opcode: 0, payload: utf8('end') });
  const live = await captureOf(conversation);
  expect(await live.frame(0)).toEqual({
    number: 1,
    from: 'client',
    atMs: 3,
    fin: false,
    rsv: [false, false, false],
    opcode: 1,
    masked: true,
    maskingKey: 'a1b2c3d4',
    lengthForm: 16,
    payloadLength: 300,
    payloadReceived: 300,
    wireLength: 308,
    header: Uint8Array.of(0x01, 0xfe, 0x01, 0x2c, 0xa1, 0xb2, 0xc3, 0xd4),
    message: {
      number: 1,
      opcode: 1,
      firstFrame: 1,
      lastFrame: 2,
      frames: 2,
      compressed: false,
      wireLength: 303,
      length: 303,
    },
    violations: [],
  });
});

test('violations stand at their frame', async () => {
  const conversation = new Conversation()
    .open()
    .frames('server', { opcode: 1, payload: utf8('ok') }, { opcode: 1, rsv2: true, payload: utf8('bad') });
  const live = await captureOf(conversation);
  expect(live.violationsOf(0)).toEqual([]);
  const [violation] = live.violationsOf(1);
  expect(violation).toMatchObject({ by: 'server', section: 'RFC 6455 §5.2' });
  expect((await live.frame(1)).violations).toEqual(live.violationsOf(1));
  expect((await live.page(1, 1))[0]?.violations).toBe(live.violationsOf(1).length);
  expect(live.violations[0]).toMatchObject({ frame: 1, attempt: 1 });
});

test('messages come in the order in which they became whole', async () => {
  const deflater = new Deflater();
  const conversation = new Conversation()
    .open('permessage-deflate')
    .frames('server', { opcode: 1, fin: false, payload: utf8('a') }, { opcode: 9 })
    .frames('client', { opcode: 2, payload: utf8('b') })
    .frames('server', { opcode: 0, payload: utf8('c') })
    .frames('server', { opcode: 1, rsv1: true, payload: await deflater.message(utf8('dddddddd')) })
    .frames('server', { opcode: 1, fin: false, payload: utf8('unfinished') });
  const live = await captureOf(conversation);
  const messages = [...live.messages()];
  expect(messages.map(({ from, number, firstFrame, lastFrame }) => [from, number, firstFrame, lastFrame])).toEqual([
    ['server', 2, 2, 2],
    ['client', 3, 3, 3],
    ['server', 1, 1, 4],
    ['server', 4, 5, 5],
  ]);
  expect(messages.at(-1)).toMatchObject({ compressed: true, length: 8 });
  expect([...live.messages(3)].length).toBe(2);
});

test('frames that do not exist are refused', async () => {
  const live = await captureOf(new Conversation().open());
  await expect(live.frame(0)).rejects.toThrow('Frame 0 does not exist; there are 0.');
  await expect(live.payload(7, 'frame', 0, 1)).rejects.toThrow(RangeError);
});
