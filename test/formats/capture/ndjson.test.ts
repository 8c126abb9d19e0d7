import { expect, test } from 'vitest';
import { ndjsonText } from '../../../src/formats/capture/ndjson.ts';
import { captureWith, exportedAttempt, exportedMessage, textOf } from './exported.ts';

test('a line for the handshake, each message and the close', async () => {
  const text = await textOf(
    ndjsonText(
      captureWith(
        [exportedAttempt, { ...exportedAttempt, number: 2, response: undefined, request: undefined, close: undefined }],
        exportedMessage(),
        exportedMessage({
          opcode: 2,
          payload: { bytes: Uint8Array.of(1) },
          whole: false,
          masked: true,
          problem: 'Gone.',
        }),
      ),
    ),
  );
  expect(text.endsWith('\n')).toBe(true);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { event: 'handshake', attempt: 1, time: '2023-11-14T22:13:20.000250Z', response: { status: 101 }, accepted: true },
    { event: 'message', time: '2023-11-14T22:13:20.001500Z', opcodeName: 'text', text: 'hi', frames: [1, 1] },
    { event: 'message', base64: 'AQ==', whole: false, masked: true, problem: 'Gone.' },
    { event: 'close', attempt: 1, code: 1000, clean: true },
    { event: 'handshake', attempt: 2, request: null, response: null },
  ]);
});
