import { expect, test } from 'vitest';
import { Overview } from '../../../src/engine/overview/overview.ts';
import { captureOf } from '../../support/conversationCapture.ts';

const text = { opcode: 1, payload: Uint8Array.of(65) };
/** Frames 0 and 1 at 3 ms, frame 2 at 4 ms. */
const talk = () => captureOf((conversation) => conversation.frames('client', text, text).frames('server', text));

test('the timeline up to the newest frame, or a part of it', async () => {
  const overview = new Overview(talk());
  const whole = await overview.timeline(0, undefined, 4);
  expect(whole).toMatchObject({ from: 0, to: 4, end: 4 });
  expect([...whole.client.frames]).toEqual([0, 0, 0, 2]);
  expect([...whole.server.frames]).toEqual([0, 0, 0, 1]);
  expect(whole.marks.map(({ kind }) => kind)).toEqual(['attempt']);
  const part = await overview.timeline(3.5, 4.5, 2);
  expect([...part.server.frames]).toEqual([0, 1]);
});

test('the frames of a span of time', () => {
  const overview = new Overview(talk());
  expect(overview.during(0, 3)).toEqual({ first: 0, end: 2 });
  expect(overview.during(3.001, 4)).toEqual({ first: 2, end: 3 });
  expect(overview.during(5, 9)).toEqual({ first: 3, end: 3 });
});

test('statistics', async () => {
  expect(await new Overview(talk()).statistics()).toMatchObject({
    frames: 3,
    durationMs: 1,
    client: { frames: 2 },
    replies: { unanswered: 0 },
    pings: { client: { count: 0 } },
  });
});

test('before there is anything', async () => {
  const overview = new Overview(captureOf());
  expect(await overview.timeline(0, undefined, 3)).toMatchObject({ end: 0, marks: [] });
  expect(overview.during(0, 10)).toEqual({ first: 0, end: 0 });
});
