import { expect, test } from 'vitest';
import { ReplyTimes } from '../../../src/engine/overview/replyTimes.ts';
import { captureOf } from '../../support/conversationCapture.ts';
import { utf8 } from '../../support/captureStreams.ts';

const text = (words: string) => ({ opcode: 1, payload: utf8(words) });
const ping = (words: string) => ({ opcode: 9, payload: utf8(words) });
const pong = (words: string) => ({ opcode: 10, payload: utf8(words) });

test('a pong answers the ping with the same payload', async () => {
  const capture = captureOf((talk) =>
    talk
      .frames('client', ping('a'))
      .frames('client', ping('b'))
      .frames('server', pong('b'))
      .frames('server', pong('nobody asked'))
      .frames('server', ping('s'))
      .frames('client', pong('s')),
  );
  const { pings } = await new ReplyTimes(capture).summary();
  expect(pings.client).toMatchObject({ count: 1, min: 1 });
  expect(pings.server).toMatchObject({ count: 1, min: 1 });
});

test('a reply has the id of a message that went the other way before', async () => {
  const capture = captureOf((talk) =>
    talk
      .frames('client', text('{"id":1,"op":"x"}'))
      .frames('client', text('{"id":"1"}'))
      .frames('client', text('{"id":2}'), text('[{"id":9}]'), text('{"id":'), text('{"id":{}}'))
      .frames('server', text('{"ok":true,"id":1}'))
      .frames('server', text('{"id":7}'))
      .frames('client', text('{"id":7}')),
  );
  const times = new ReplyTimes(capture);
  const [{ replies, messagesRead }] = await Promise.all([times.summary(), times.summary()]);
  expect(replies.client).toMatchObject({ count: 1, min: 3 });
  expect(replies.server).toMatchObject({ count: 1, min: 1 });
  expect(replies.unanswered).toBe(2);
  expect(messagesRead).toBeUndefined();
});

test('many messages leave room for other work', async () => {
  const capture = captureOf((talk) =>
    talk.frames('server', ...Array.from({ length: 2000 }, (_, i) => text(`{"id":${i}}`))),
  );
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  const { replies } = await new ReplyTimes(capture).summary();
  clearInterval(timer);
  expect(replies.unanswered).toBe(2000);
  expect(turns).toBeGreaterThan(0);
});
