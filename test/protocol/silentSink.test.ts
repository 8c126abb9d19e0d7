import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { silentSink } from '../../src/protocol/silentSink.ts';
import { createTranscript, type TranscriptSink } from '../../src/protocol/transcript.ts';

test('takes whatever a transcript tells, and leaves room for what is wanted', () => {
  const told: string[] = [];
  const listening: TranscriptSink = { ...silentSink, violation: ({ rule }) => void told.push(rule) };
  for (const sink of [silentSink, listening]) {
    const transcript = createTranscript(sink);
    transcript.push('client', Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'), micros(1));
    transcript.push('client', Buffer.from('too early'), micros(2));
    transcript.push('server', Buffer.from('HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nno'), micros(3));
    transcript.end('server', 'reset', micros(4));
  }
  expect(told).toContain('request-early-bytes');
});
