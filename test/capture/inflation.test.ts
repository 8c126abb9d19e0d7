import { inflateRawSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf, messageText, opened } from '../support/liveCaptures.ts';
import { Conversation, Deflater } from '../support/webSocketStreams.ts';

/** As it is, and counted. */
vi.mock(import('node:zlib'), async (original) => {
  const zlib = await original();
  return { ...zlib, inflateRawSync: vi.fn(zlib.inflateRawSync) };
});

const textOf = (i: number): string => `message ${i}: ${'lorem ipsum dolor sit amet '.repeat(i % 7)}${i * i}`;

async function compressed(count: number, extensions = 'permessage-deflate'): Promise<Conversation> {
  const conversation = new Conversation().open(extensions);
  let deflater = new Deflater();
  for (let i = 0; i < count; i++) {
    if (extensions.includes('server_no_context_takeover')) deflater = new Deflater();
    conversation.frames('server', { opcode: 1, rsv1: true, payload: await deflater.message(utf8(textOf(i))) });
  }
  return conversation;
}

test('any message can be had in any order, far from a checkpoint or near', async () => {
  const count = 400;
  const live = await captureOf(await compressed(count));
  for (const capture of [live, await opened(live.file)]) {
    for (const i of [399, 0, 63, 64, 65, 200, 199, 201, 128, 127, 398, 1]) {
      expect(await messageText(capture, i), `message ${i}`).toBe(textOf(i));
    }
  }
});

test('messages are not inflated one by one: those passed over, and those that are asked for next', async () => {
  const live = await captureOf(await compressed(400));
  const file = await opened(live.file);
  vi.mocked(inflateRawSync).mockClear();
  for (let i = 190; i < 300; i++) expect(await messageText(file, i)).toBe(textOf(i));
  // The window of the checkpoint, and all from there on.
  expect(inflateRawSync).toHaveBeenCalledTimes(2);
  // Far behind: another checkpoint.
  expect(await messageText(file, 70)).toBe(textOf(70));
  expect(await messageText(file, 380)).toBe(textOf(380));
  expect(await messageText(file, 71)).toBe(textOf(71));
});

test('messages that are only passed over are read in one go, unless much stands between them', async () => {
  const conversation = new Conversation().open('permessage-deflate');
  const deflater = new Deflater();
  const gap = { opcode: 2, payload: new Uint8Array(100_000) };
  for (let i = 0; i < 60; i++) {
    const payload = await deflater.message(utf8(textOf(i)));
    const half = payload.length >> 1;
    conversation
      .frames('client', {
        opcode: 1,
        rsv1: true,
        fin: false,
        payload: payload.subarray(0, half),
        maskingKey: 1 + i * 77,
      })
      .frames('client', { opcode: 0, payload: payload.subarray(half), maskingKey: 0xfedcba98 - i })
      .frames('server', { opcode: 1, payload: utf8('in between') });
    if (i % 20 === 10) conversation.frames('client', gap);
  }
  const file = await opened((await captureOf(conversation)).file);
  const reader = file.reader();
  const lastFrame = file.frameCount - 2;
  const read = vi.spyOn(reader.bytes, 'read');
  const { bytes, problem } = await reader.payloads.inflated(reader.capture.attempts[0]!, [lastFrame - 1, lastFrame]);
  expect([Buffer.from(bytes).toString(), problem]).toEqual([textOf(59), undefined]);
  // Three gaps, four stretches.
  expect(read).toHaveBeenCalledTimes(4);
});

test('a broken message among those that are asked for next is told for itself alone', async () => {
  const conversation = await compressed(5);
  conversation.frames('server', { opcode: 1, rsv1: true, payload: Uint8Array.of(0xff, 0xff, 0xff) });
  const deflater = new Deflater();
  for (let i = 6; i < 9; i++)
    conversation.frames('server', { opcode: 1, rsv1: true, payload: await deflater.message(utf8(textOf(i))) });
  const file = await opened((await captureOf(conversation)).file);
  for (const i of [2, 4, 3, 0]) expect(await messageText(file, i)).toBe(textOf(i));
  expect((await file.payload(5, 'message', 0, 1000)).problem).toMatch(/^The compressed payload is no DEFLATE data/);
  for (const i of [8, 1, 6, 7]) expect(await messageText(file, i)).toBe(textOf(i));
});

test('where messages are at fault, those asked for in order do not begin at the checkpoint each time', async () => {
  const conversation = new Conversation().open('permessage-deflate');
  const deflater = new Deflater();
  const tail = Uint8Array.of(0, 0, 0xff, 0xff);
  const count = 300;
  for (let i = 0; i < count; i++) {
    // A sender that leaves on what RFC 7692 §7.2.1 takes off.
    const payload = Buffer.concat([await deflater.message(utf8(textOf(i))), tail]);
    conversation.frames('server', { opcode: 1, rsv1: true, payload });
  }
  const file = await opened((await captureOf(conversation)).file);
  vi.mocked(inflateRawSync).mockClear();
  for (let i = 0; i < count; i++) expect(await messageText(file, i)).toBe(textOf(i));
  // One for each message; and of each of the five stretches one in vain, and one for the window.
  expect(vi.mocked(inflateRawSync).mock.calls.length).toBeLessThan(2 * count);
});

test('a message that refers to the one before it, where its sender agreed to none, is told alike in any order', async () => {
  const conversation = new Conversation().open('permessage-deflate; server_no_context_takeover');
  const deflater = new Deflater();
  for (let i = 0; i < 2; i++)
    conversation.frames('server', { opcode: 1, rsv1: true, payload: await deflater.message(utf8('again and again')) });
  const { file } = await captureOf(conversation);
  for (const order of [[1], [0, 1]]) {
    const capture = await opened(file);
    for (const frame of order) await capture.payload(frame, 'message', 0, 1000);
    expect((await capture.payload(1, 'message', 0, 1000)).problem).toContain('no context takeover');
  }
});

test('a short message holds no more memory than it has bytes', async () => {
  const live = await captureOf(await compressed(10));
  const reader = live.reader();
  for (const frame of [3, 9, 3]) {
    const { bytes } = await reader.payloads.inflated(reader.capture.attempts[0]!, [frame]);
    expect(bytes.length).toBe(textOf(frame).length);
    expect(bytes.buffer.byteLength).toBe(bytes.length);
  }
});

test('asked for all at once, each gets its own', async () => {
  const live = await captureOf(await compressed(150));
  const order = Array.from({ length: 150 }, (_, i) => (i * 37) % 150);
  const texts = await Promise.all(order.map((i) => messageText(live, i)));
  expect(texts).toEqual(order.map(textOf));
});

test('without context takeover every message stands alone', async () => {
  const live = await captureOf(await compressed(100, 'permessage-deflate; server_no_context_takeover'));
  for (const i of [99, 50, 0]) expect(await messageText(live, i)).toBe(textOf(i));
});

test('a window made by large messages is carried over', async () => {
  const conversation = new Conversation().open('permessage-deflate');
  const deflater = new Deflater();
  const large = (i: number): string => `${i} `.repeat(200_000 + i);
  for (let i = 0; i < 6; i++) {
    conversation.frames('server', { opcode: 1, rsv1: true, payload: await deflater.message(utf8(large(i))) });
  }
  const live = await captureOf(conversation);
  for (const i of [5, 0, 3, 4]) expect((await messageText(live, i)) === large(i), `message ${i}`).toBe(true);
});

test('what cannot be inflated says why, and the next message is not drawn in', async () => {
  const conversation = await compressed(3);
  const broken = { opcode: 1, rsv1: true, payload: Uint8Array.of(0xff, 0xff, 0xff) };
  const fresh = await new Deflater().message(utf8('alone'));
  conversation.frames('server', broken, { opcode: 1, rsv1: true, payload: fresh });
  const live = await captureOf(conversation);
  const piece = await live.payload(3, 'message', 0, 1000);
  expect(piece.problem).toMatch(/^The compressed payload is no DEFLATE data/);
  expect(await live.payload(3, 'frame', 0, 10)).toEqual({ bytes: Uint8Array.of(0xff, 0xff, 0xff), total: 3 });
  expect(await messageText(live, 4)).toBe('alone');
  expect((await live.frame(3)).message?.length).toBeUndefined();
});

test('a message above the limit is cut there and says so', async () => {
  const conversation = new Conversation().open('permessage-deflate');
  const payload = await new Deflater().message(new Uint8Array(100_000));
  conversation.frames('server', { opcode: 2, rsv1: true, payload });
  const live = await captureOf(conversation, { maxInflatedBytes: 1000 });
  const piece = await live.payload(0, 'message', 0, 1e6);
  expect(piece.problem).toContain('inflates to more than 1000 bytes');
  expect(piece.bytes.length).toBeLessThanOrEqual(1000);
});
