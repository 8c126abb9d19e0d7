import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { AppendQueue, systemSentence } from '../../src/capture/appendQueue.ts';
import { RandomAccessFile } from '../../src/capture/randomAccessFile.ts';
import { utf8 } from '../support/captureStreams.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

function queueTo(path: string): {
  readonly file: RandomAccessFile;
  readonly queue: AppendQueue;
  readonly reasons: string[];
} {
  const reasons: string[] = [];
  const file = RandomAccessFile.create(path);
  return { file, queue: new AppendQueue(file, (reason) => reasons.push(reason)), reasons };
}

function append(queue: AppendQueue, text: string): void {
  queue.append(utf8(text));
  queue.commit();
}

test('reserved, copied and held bytes reach the file in order', async () => {
  const path = temporaryFile('a');
  const { file, queue } = queueTo(path);
  const at = queue.reserve(4);
  Buffer.from('one ').forEach((byte, i) => queue.view.setUint8(at + i, byte));
  const changing = Buffer.from('two ');
  queue.append(changing);
  changing.fill(0);
  append(queue, 'three');
  expect(queue.length).toBe(13);
  expect(queue.pendingBytes).toBe(13);
  await queue.flush();
  expect([queue.written, queue.pendingBytes]).toEqual([13, 0]);
  append(queue, '!');
  await queue.flush();
  expect(readFileSync(path, 'utf8')).toBe('one two three!');
  file.dispose();
});

test('what waits is written within 250 ms by itself', async () => {
  const path = temporaryFile('b');
  const { file, queue } = queueTo(path);
  append(queue, 'x');
  await delay(200);
  await vi.waitFor(() => expect(readFileSync(path, 'utf8')).toBe('x'), { timeout: 50, interval: 5 });
  file.dispose();
});

test('a flood is all there, many pages of it', async () => {
  const path = temporaryFile('c');
  const { file, queue } = queueTo(path);
  const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`);
  for (const [i, line] of lines.entries()) {
    if (i % 1000 === 0) {
      queue.hold(utf8(line));
      queue.commit();
    } else append(queue, line);
    if (i % 10_000 === 0) await delay(1);
  }
  await queue.flush();
  expect(readFileSync(path, 'utf8')).toBe(lines.join(''));
  file.dispose();
});

test('copies of any length are whole in the file, though their rooms are used again and again', async () => {
  const path = temporaryFile('rooms');
  const { file, queue } = queueTo(path);
  const changing = new Uint8Array(700_000);
  const expected: Buffer[] = [];
  for (let i = 1; i <= 60; i++) {
    const part = changing.subarray(0, (i * 104_729) % changing.length).fill(i);
    queue.append(part);
    queue.commit();
    expected.push(Buffer.from(part));
    if (i % 7 === 0) await queue.flush();
    else if (i % 3 === 0) await delay(1);
  }
  await queue.flush();
  expect(readFileSync(path).equals(Buffer.concat(expected))).toBe(true);
  file.dispose();
});

test('a failing write stops the queue, is told once, and throws nowhere', async () => {
  const { file, queue, reasons } = queueTo(temporaryFile('d'));
  append(queue, 'good');
  await queue.flush();
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  vi.spyOn(file, 'write').mockRejectedValue(full);
  append(queue, 'bad');
  await queue.flush();
  append(queue, 'ignored');
  await queue.flush();
  expect(reasons).toEqual([
    'The capture could not be written any further: the disk is full (ENOSPC). Free some space, or choose another folder for captures.',
  ]);
  expect([queue.stopped, queue.written, queue.pendingBytes]).toEqual([true, 4, 0]);
  file.dispose();
});

test('a write that takes only a part goes on with the rest', async () => {
  const path = temporaryFile('e');
  const { file, queue } = queueTo(path);
  const write = file.write.bind(file);
  vi.spyOn(file, 'write').mockImplementation((buffers, position) => write([buffers[0]!.subarray(0, 3)], position));
  append(queue, 'abcdefgh');
  queue.hold(utf8('ijklm'));
  append(queue, 'no');
  await queue.flush();
  expect(readFileSync(path, 'utf8')).toBe('abcdefghijklmno');
  file.dispose();
});

test('a file that was removed meanwhile stops the queue', async () => {
  const path = temporaryFile('f');
  const { file, queue, reasons } = queueTo(path);
  append(queue, 'w');
  await queue.flush();
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 5000);
  rmSync(path);
  append(queue, 'x');
  await queue.flush();
  expect(reasons).toEqual([
    'The capture could not be written any further: the file was removed meanwhile. What it holds can be read until this session is forgotten.',
  ]);
  vi.restoreAllMocks();
  file.dispose();
});

test("the system's errors are told in plain words", () => {
  const error = (code: string): Error => Object.assign(new Error(`${code}: raw`), { code });
  expect(systemSentence(error('EACCES'))).toMatch(/^its folder cannot be written \(EACCES\)/);
  expect(systemSentence(error('ENOENT'))).toBe('its folder is not there (ENOENT).');
  expect(systemSentence(error('ENOTDIR'))).toMatch(/^what should be its folder is a file \(ENOTDIR\)/);
  expect(systemSentence(error('EMFILE'))).toMatch(/Close some sessions/);
  expect(systemSentence(error('EIO'))).toBe('EIO: raw');
  expect(systemSentence('odd')).toBe('odd');
});

test('what is not written yet can be looked at, wherever it stands on its way', async () => {
  const { file, queue } = queueTo(temporaryFile('peek'));
  const write = file.write.bind(file);
  let goOn = (): void => undefined;
  const writing = vi.spyOn(file, 'write').mockImplementation(async (buffers, offset) => {
    await new Promise<void>((resolve) => (goOn = resolve));
    // A part at a time, as a system may do it.
    return write([buffers[0]?.subarray(0, 3) ?? new Uint8Array()], offset);
  });
  const whole = 'under way, held, staged';
  append(queue, 'under ');
  append(queue, 'way, ');
  const flushed = queue.flush();
  queue.hold(utf8('held, '));
  append(queue, 'staged');
  const seen = (): string[] =>
    Array.from({ length: whole.length + 1 }, (_, from) => {
      const into = new Uint8Array(whole.length - from);
      return queue.peek(into, from) ? Buffer.from(into).toString() : 'no';
    });
  expect(seen()).toEqual(Array.from({ length: whole.length + 1 }, (_, from) => whole.slice(from)));
  expect(queue.peek(new Uint8Array(2), 4) && queue.peek(new Uint8Array(2), 10)).toBe(true);
  expect(queue.peek(new Uint8Array(2), whole.length - 1)).toBe(false);
  goOn();
  await vi.waitFor(() => expect(queue.written).toBe(3));
  expect(seen().slice(0, 5)).toEqual(['no', 'no', 'no', whole.slice(3), whole.slice(4)]);
  writing.mockRestore();
  goOn();
  await flushed;
  await queue.flush();
  expect(
    seen()
      .slice(0, -1)
      .every((text) => text === 'no'),
  ).toBe(true);
  file.dispose();
});
