import { expect, test } from 'vitest';
import { trafficWords } from '../../../webview/connection/trafficWords.ts';

const none = Array.from({ length: 16 }, () => 0);
const quiet = {
  framesPerSecond: 0,
  bytesPerSecond: 0,
  client: { opcodes: none, inflatedBytes: 0 },
  server: { opcodes: none, inflatedBytes: 0 },
  fileBytes: 0,
  unrecordedFrom: undefined,
};

test('says nothing in short while there is nothing', () => {
  expect(trafficWords(quiet)).toEqual({
    short: '',
    long: 'client: no frames; 0 B of messages, inflated\nserver: no frames; 0 B of messages, inflated',
  });
});

test('tells the rate, the file and the frames by opcode', () => {
  const opcodes = none.map((_, opcode) => (opcode === 1 ? 3 : opcode === 9 ? 1 : 0));
  const words = trafficWords({
    ...quiet,
    framesPerSecond: 12,
    bytesPerSecond: 2048,
    fileBytes: 3 * 1024 ** 3,
    server: { opcodes, inflatedBytes: 20_000 },
  });
  expect(words.short).toBe('12 frames/s · 2.0 KiB/s · 3.0 GiB on disk');
  expect(trafficWords({ ...quiet, framesPerSecond: 1, bytesPerSecond: 5 }).short).toContain('1 frame/s');
  expect(words.long).toContain('server: text 3, ping 1; 19.5 KiB of messages, inflated');
});
