import { expect, test } from 'vitest';
import { timelineMarks } from '../../../src/engine/overview/timelineMarks.ts';
import { captureOf } from '../../support/conversationCapture.ts';
import type { Conversation } from '../../support/webSocketStreams.ts';

const close = { opcode: 8, payload: Uint8Array.of(3, 232) };

test('state changes and broken rules, in the order of time', () => {
  const capture = captureOf((talk) =>
    talk
      .frames('server', { opcode: 1, payload: Uint8Array.of(65), maskingKey: 1 })
      .frames('client', close)
      .frames('server', close)
      .end('server'),
  );
  const marks = timelineMarks(capture, 0, 1000);
  expect(marks.map(({ atMs, kind, title, frame }) => [atMs, kind, title, frame])).toEqual([
    [0, 'attempt', 'The session began', undefined],
    [3, 'violation', expect.stringContaining('mask'), 0],
    [4, 'close', 'Close frame from the client, code 1000', 1],
    [5, 'close', 'Close frame from the server, code 1000', 2],
    [6, 'close', 'The stream ended, by the server', undefined],
  ]);
  expect(timelineMarks(capture, 3.5, 4.5)).toHaveLength(1);
});

test('another attempt, and no more marks than can be told apart', () => {
  const masked = { opcode: 1, payload: Uint8Array.of(65), maskingKey: 1 };
  const talk = (conversation: Conversation) =>
    conversation.frames('server', ...Array.from({ length: 400 }, () => masked));
  const capture = captureOf(talk, talk);
  expect(timelineMarks(capture, 0, 1000)).toHaveLength(300);
  expect(timelineMarks(capture, 0, 1).map(({ title }) => title)).toEqual(['The session began', 'Attempt 2 began']);
});
