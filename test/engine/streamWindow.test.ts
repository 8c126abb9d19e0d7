import { expect, test } from 'vitest';
import { StreamWindow, WINDOW_BYTES } from '../../src/engine/streamWindow.ts';
import { captureOf, opened } from '../support/liveCaptures.ts';
import { Conversation } from '../support/webSocketStreams.ts';

test('gives what the endpoint wrote, also further on, before, and across its own border', async () => {
  const payload = Uint8Array.from({ length: 3 * WINDOW_BYTES }, (_, i) => i % 251);
  const { file } = await captureOf(new Conversation().open().frames('server', { opcode: 2, payload }));
  const capture = await opened(file);
  const reader = capture.reader();
  const window = new StreamWindow(reader, reader.capture.attempts[0]!, 'server');
  const start = capture.table.payloadOffset(0);
  for (const [at, length] of [
    [0, 10],
    [10, WINDOW_BYTES - 20],
    [WINDOW_BYTES - 30, 60],
    [5, 3],
    [payload.length - 4, 4],
  ] as const)
    expect(await window.bytes(start + at, length)).toEqual(payload.subarray(at, at + length));
  expect(await window.bytes(start + payload.length - 4, 9)).toHaveLength(4);
});
