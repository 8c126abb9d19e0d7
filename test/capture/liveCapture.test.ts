import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { RandomAccessFile } from '../../src/capture/randomAccessFile.ts';
import type { RecordingStopped } from '../../src/capture/recordedAttempt.ts';
import { START, utf8 } from '../support/captureStreams.ts';
import { captureOf, FACTS, liveCapture, opened } from '../support/liveCaptures.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation, Deflater } from '../support/webSocketStreams.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const hello = new Conversation().open().frames('server', { opcode: 1, payload: utf8('hello') });
/** A text frame of 100,000 bytes from the server. */
const long = new Conversation().frames('server', { opcode: 1, payload: new Uint8Array(100_000).fill(0x61) });

test('the capture tells once for each chunk that the table changed', () => {
  const capture = liveCapture();
  const told: number[] = [];
  capture.onGrew((count) => told.push(count));
  const recorder = capture.beginAttempt(FACTS);
  new Conversation()
    .open()
    .frames('server', { opcode: 1 }, { opcode: 1 }, { opcode: 1 })
    .bytes('server', Uint8Array.of(0x81))
    .bytes('server', Uint8Array.of(5), utf8('he'))
    .bytes('server', utf8('llo'))
    .playTo(recorder);
  expect(told.at(-1)).toBe(4);
  expect(told.filter((count) => count === 3).length).toBeGreaterThanOrEqual(1);
  expect(told.length).toBeLessThanOrEqual(6);
});

test('nothing waits to be decoded: when the call with the bytes returns, their frames and inflated messages are there', async () => {
  const deflater = new Deflater();
  const messages: Uint8Array[] = [];
  for (let i = 0; i < 500; i++) messages.push(await deflater.message(utf8(`${i} `.padEnd(20_000, 'tick '))));
  const capture = liveCapture();
  const recorder = capture.beginAttempt(FACTS);
  new Conversation().open('permessage-deflate').playTo(recorder);
  const one = new Conversation().frames('server', ...messages.map((payload) => ({ opcode: 1, rsv1: true, payload })));
  one.playTo(recorder);
  // So that what is held back for the disk is all that back-pressure has to count.
  expect(capture.counters.server).toMatchObject({ frames: 500, messages: 500, inflatedBytes: 500 * 20_000 });
  expect(capture.pendingBytes).toBeGreaterThan(0);
});

test('an observer is told after the capture knows', () => {
  const capture = liveCapture();
  const seen: unknown[] = [];
  const recorder = capture.beginAttempt(FACTS, {
    handshake: (result) => seen.push(['handshake', result.accepted, recorder.attempt.handshake === result]),
    frameStart: (frame) => seen.push(['start', frame, capture.frameCount]),
    message: (message) => seen.push(['message', message.number, capture.counters.server.messages]),
  });
  hello.playTo(recorder);
  expect(seen).toEqual([
    ['handshake', true, true],
    ['start', 0, 1],
    ['message', 1, 1],
  ]);
});

test('a growing frame counts with what came of it', () => {
  const capture = liveCapture();
  const recorder = capture.beginAttempt(FACTS);
  new Conversation().open().bytes('server', Uint8Array.of(0x82, 100), new Uint8Array(30)).playTo(recorder);
  expect(capture.counters.server).toMatchObject({ frames: 1, messages: 0, wireBytes: 32, payloadBytes: 30 });
  new Conversation().bytes('server', new Uint8Array(70)).playTo(recorder);
  expect(capture.counters.server).toMatchObject({ frames: 1, messages: 1, wireBytes: 102, payloadBytes: 100 });
  expect(capture.counters.client).toMatchObject({ frames: 0, messages: 0, wireBytes: 0, payloadBytes: 0 });
});

test('a folder that is not there: the capture goes on without a file, and says so', async () => {
  const file = join(temporaryFile('missing'), 'deep', 'x.pcapng');
  const capture = await captureOf(hello, { file });
  expect(capture.recordingStopped).toEqual({
    reason: 'The capture file could not be created: its folder is not there (ENOENT).',
    fromFrame: 0,
  });
  expect(capture.frameCount).toBe(1);
  expect(capture.counters.server.payloadBytes).toBe(5);
  expect(await capture.payload(0, 'message', 0, 10)).toEqual({
    bytes: new Uint8Array(0),
    total: 5,
    problem: 'These bytes were not recorded. The capture file could not be created: its folder is not there (ENOENT).',
  });
  expect(await capture.page(0, 1)).toMatchObject([{ payloadLength: 5, preview: '', previewCut: true }]);
  expect((await capture.frame(0)).header).toEqual(new Uint8Array(0));
  await capture.close();
});

test('a disk that becomes full: what was kept stays readable, and the first frame that was not is named', async () => {
  const capture = liveCapture();
  const told: RecordingStopped[] = [];
  capture.onRecordingStopped((stopped) => told.push(stopped));
  const recorder = capture.beginAttempt(FACTS);
  hello.playTo(recorder);
  await capture.flush();
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  vi.spyOn(RandomAccessFile.prototype, 'write').mockRejectedValue(full);
  new Conversation().frames('client', { opcode: 1, payload: utf8('lost') }).playTo(recorder);
  await capture.flush();
  new Conversation().frames('server', { opcode: 1, payload: utf8('lost too') }).playTo(recorder);
  await capture.flush();
  expect(told).toEqual([capture.recordingStopped]);
  expect(capture.recordingStopped).toMatchObject({ fromFrame: 1 });
  expect(capture.recordingStopped?.reason).toContain('the disk is full (ENOSPC)');
  expect(capture.frameCount).toBe(3);
  expect(capture.pendingBytes).toBe(0);
  expect(await capture.payload(0, 'message', 0, 10)).toEqual({ bytes: utf8('hello'), total: 5 });
  for (const frame of [1, 2]) {
    expect((await capture.payload(frame, 'frame', 0, 10)).problem).toMatch(
      /^These bytes were not recorded\. The capture/,
    );
  }
  const file = await opened(capture.file);
  expect(file.frameCount).toBe(1);
});

test('the size limit stops recording, not the capture; a frame that grows over it counts as not recorded', async () => {
  const capture = liveCapture({ maxFileBytes: 150_000 });
  const recorder = capture.beginAttempt(FACTS);
  hello.playTo(recorder);
  long.playTo(recorder);
  long.playTo(recorder);
  hello.playTo(recorder);
  await capture.flush();
  expect(capture.recordingStopped?.fromFrame).toBe(2);
  expect(capture.recordingStopped?.reason).toContain('has reached its limit');
  expect(statSync(capture.file).size).toBeLessThanOrEqual(150_000);
  expect((await capture.payload(1, 'frame', 0, 200_000)).bytes.length).toBe(100_000);
  expect((await capture.payload(2, 'frame', 0, 200_000)).problem).toMatch(/^These bytes were not recorded/);
});

test('attempts follow one another: a redirect, then the connection', async () => {
  const capture = liveCapture();
  const first = capture.beginAttempt(FACTS);
  new Conversation()
    .bytes('client', utf8('GET /a HTTP/1.1\r\nHost: h\r\n\r\n'))
    .bytes('server', utf8('HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 2\r\n\r\nno'))
    .end('server')
    .playTo(first);
  first.finish({ redirectedTo: '/b' });
  const second = capture.beginAttempt({ ...FACTS, url: 'ws://127.0.0.1/b', startedAt: micros(START + 5_000_000) });
  hello.playTo(second);
  first.end('client', 'fin', micros(START + 6_000_000));
  await capture.flush();
  const file = await opened(capture.file);
  for (const one of [capture, file]) {
    expect(one.attempts.map((attempt) => [attempt.number, attempt.facts.url, attempt.frames])).toEqual([
      [1, 'ws://127.0.0.1/echo', 0],
      [2, 'ws://127.0.0.1/b', 1],
    ]);
    expect(one.attempts.map((attempt) => attempt.response?.status)).toEqual([302, 101]);
    expect(one.attempts[0]?.body?.text).toBe('no');
    expect(one.attempts[0]?.finished).toEqual({ redirectedTo: '/b' });
    expect(one.startedAt).toBe(START);
  }
});

test('times are kept in whole microseconds, live as in the file', async () => {
  const capture = liveCapture();
  const recorder = capture.beginAttempt({ ...FACTS, startedAt: micros(START + 0.25) });
  for (const event of hello.events) {
    if ('bytes' in event) recorder.bytes(event.from, event.bytes, micros(event.at + 0.75));
  }
  await capture.flush();
  const [live] = await capture.page(0, 1);
  expect(live?.atMs).toBe(3.001);
  expect((await (await opened(capture.file)).page(0, 1))[0]?.atMs).toBe(3.001);
});

test('a closed capture stays readable; a disposed one writes what waits and lets its file go', async () => {
  const capture = liveCapture();
  hello.playTo(capture.beginAttempt(FACTS));
  await capture.close();
  expect((await capture.page(0, 1))[0]?.preview).toBe('hello');
  const other = liveCapture();
  hello.playTo(other.beginAttempt(FACTS));
  expect(other.pendingBytes).toBeGreaterThan(0);
  other.dispose();
  await vi.waitFor(async () => expect((await opened(other.file)).frameCount).toBe(1));
  await expect(other.page(0, 1)).rejects.toThrow('was closed');
});
