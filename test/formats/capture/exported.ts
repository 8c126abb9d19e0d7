import type { ExportedAttempt, ExportedCapture, ExportedMessage } from '../../../src/formats/capture/exported.ts';

export const exportedAttempt: ExportedAttempt = {
  number: 1,
  url: 'ws://127.0.0.1:9001/echo?room=a%20b',
  startedAtMs: 1_700_000_000_000.25,
  request: {
    startLine: 'GET /echo?room=a%20b HTTP/1.1',
    headers: [['Host', '127.0.0.1:9001']],
    bytes: 100,
    method: 'GET',
    version: 'HTTP/1.1',
  },
  response: {
    startLine: 'HTTP/1.1 101 Switching Protocols',
    headers: [['Upgrade', 'websocket']],
    bytes: 80,
    version: 'HTTP/1.1',
    status: 101,
    reason: 'Switching Protocols',
  },
  body: undefined,
  accepted: true,
  timings: { dns: 1, connect: 5, ssl: 3, wait: 2 },
  close: { code: 1000, reason: 'bye', by: 'client', clean: true },
};

export const exportedMessage = (more: Partial<ExportedMessage> = {}): ExportedMessage => ({
  attempt: 1,
  from: 'client',
  atMs: 1_700_000_000_001.5,
  opcode: 1,
  frames: [1, 1],
  whole: true,
  payload: { text: 'hi' },
  length: 2,
  wireLength: 2,
  compressed: false,
  masked: false,
  violations: [],
  problem: undefined,
  ...more,
});

export const captureWith = (
  attempts: readonly ExportedAttempt[],
  ...messages: readonly ExportedMessage[]
): ExportedCapture => ({
  attempts,
  messagesOf: async function* ({ number }) {
    for (const message of messages) if (message.attempt === number) yield await Promise.resolve(message);
  },
});

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
