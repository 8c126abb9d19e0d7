import { expect, test } from 'vitest';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import { listEvents } from '../../../src/engine/list/listEvents.ts';
import { captureOf } from '../../support/conversationCapture.ts';
import type { Conversation } from '../../support/webSocketStreams.ts';

const text = (words: string) => ({ opcode: 1, payload: new TextEncoder().encode(words) });
const diagnosis: Diagnosis = {
  stage: 'closing',
  cause: 'x',
  title: 'It was dropped',
  explanation: '',
  evidence: [],
  likelyCauses: [],
  remedies: [],
  section: 'RFC 6455 §7.1.5',
};

test('a conversation without anything to tell has no events', () => {
  const capture = captureOf((talk) => talk.frames('server', text('a')));
  expect(listEvents({ capture, reasons: [], diagnosis: undefined })).toEqual([]);
});

test('a broken rule stands below its frame, the diagnosis after the last one', () => {
  const masked = { ...text('b'), maskingKey: 1 };
  const capture = captureOf((talk) => talk.frames('server', text('a'), masked, text('c')));
  const [broken, ended] = listEvents({ capture, reasons: [], diagnosis });
  expect(broken).toMatchObject({ before: 2, event: { event: 'violation', section: 'RFC 6455 §5.1', frame: 1 } });
  expect(ended).toEqual({
    before: 3,
    event: {
      event: 'diagnosis',
      atMs: undefined,
      title: 'It was dropped',
      section: 'RFC 6455 §7.1.5',
      frame: undefined,
    },
  });
});

test('another attempt begins before its first frame, with the reason where it is known', () => {
  const one = (talk: Conversation) => talk.frames('server', text('a'));
  const capture = captureOf(one, one, one);
  const reasons = [
    { kind: 'first' },
    { kind: 'reconnect', after: 'The server went away.', waitedMs: 250.4 },
    { kind: 'redirect', status: 307, from: 'ws://a.test/', dropped: [] },
  ] as const;
  const events = listEvents({ capture, reasons, diagnosis: undefined });
  expect(events.map(({ before, event }) => [before, event.event, event.title])).toEqual([
    [1, 'attempt', 'Attempt 2: reconnecting after 250 ms. The server went away.'],
    [2, 'attempt', 'Attempt 3: redirected by status 307 of ws://a.test/'],
  ]);
  expect(listEvents({ capture, reasons: [], diagnosis: undefined })[0]!.event.title).toBe('Attempt 2');
});
