import { expect, test } from 'vitest';
import { FrameTally } from '../../../src/capture/overview/frameTally.ts';
import { captureOf } from '../../support/conversationCapture.ts';
import { START, utf8 } from '../../support/captureStreams.ts';
import { Conversation, Deflater } from '../../support/webSocketStreams.ts';

const text = (words: string) => ({ opcode: 1, payload: utf8(words) });

test('both sides of a capture, and only what came since when asked again', async () => {
  const capture = captureOf((talk) => talk.frames('client', text('ab')).frames('server', text('cde'), text('f')));
  const tally = new FrameTally(capture.table, () => capture.startedAt);
  const [first, again] = await Promise.all([tally.statistics(), tally.statistics()]);
  expect(first).toEqual(again);
  expect(first).toMatchObject({
    frames: 3,
    durationMs: 1,
    client: { frames: 1, payloadBytes: 2 },
    server: { frames: 2 },
  });
  const recorder = capture.beginAttempt({ url: '', title: '', startedAt: capture.startedAt });
  new Conversation().open().frames('server', text('more')).playTo(recorder);
  expect(await tally.statistics()).toMatchObject({ frames: 4, server: { frames: 3, payloadBytes: 8 } });
});

test('a compressed message counts with all its fragments', async () => {
  const body = await new Deflater().message(utf8('wide '.repeat(100)));
  const half = body.length >> 1;
  const capture = captureOf();
  const recorder = capture.beginAttempt({ url: '', title: '', startedAt: START });
  new Conversation()
    .open('permessage-deflate')
    .frames(
      'server',
      { opcode: 1, rsv1: true, fin: false, payload: body.subarray(0, half) },
      { opcode: 0, payload: body.subarray(half) },
      text('plain'),
    )
    .playTo(recorder);
  const { server } = await new FrameTally(capture.table, () => capture.startedAt).statistics();
  expect(server.compressed).toEqual({ messages: 1, wireBytes: body.length, inflatedBytes: 500 });
});

test('without a frame', async () => {
  const capture = captureOf();
  expect(await new FrameTally(capture.table, () => 0).statistics()).toMatchObject({ frames: 0, durationMs: 0 });
});
