import { expect, it } from 'vitest';
import { exportWithout } from '../../src/engine/exportWithout.ts';
import type { ExportedAttempt, ExportedMessage } from '../../src/formats/capture/exported.ts';

const secret = 'hunter2-hunter2';
const head = { startLine: `GET /${secret} HTTP/1.1`, headers: [['X-Key', secret]] as const, bytes: 1 };
const attempt: ExportedAttempt = {
  ...{ number: 1, url: `ws://h/${secret}`, startedAtMs: 0, accepted: true, timings: {} },
  request: { ...head, method: 'GET', version: 'HTTP/1.1' },
  response: { ...head, version: 'HTTP/1.1', status: 101, reason: '' },
  body: { text: `no ${secret}`, mimeType: '', bytes: 1 },
  close: { code: 1000, reason: secret, by: 'server', clean: true },
};
const said = (payload: ExportedMessage['payload']): ExportedMessage => ({
  ...{ attempt: 1, from: 'client', atMs: 0, opcode: 1, frames: [1, 1], whole: true, payload, length: 1, wireLength: 1 },
  ...{ compressed: false, masked: false, violations: [], problem: undefined },
});

async function exportOf(one: ExportedAttempt, ...messages: readonly ExportedMessage[]) {
  const messagesOf = async function* () {
    yield* await Promise.resolve(messages);
  };
  const exported = exportWithout({ attempts: [one], messagesOf }, new Set([secret]));
  const [first] = exported.attempts;
  const seen: ExportedMessage[] = [];
  if (first !== undefined) for await (const message of exported.messagesOf(first)) seen.push(message);
  return { first, seen };
}

it('masks the values in handshakes, bodies, reasons and texts', async () => {
  const { first, seen } = await exportOf(attempt, said({ text: `my key is ${secret}` }), said({ text: 'other' }));
  expect(JSON.stringify([first, seen])).not.toContain('hunter');
  expect(first?.url).toBe('ws://h/•••');
  expect(seen.map(({ payload, masked }) => [payload, masked])).toEqual([
    [{ text: 'my key is •••' }, true],
    [{ text: 'other' }, false],
  ]);
});

it('stars the values in bytes', async () => {
  const close = (reason: string) => ({ bytes: Uint8Array.of(0x03, 0xe8, ...Buffer.from(reason)) });
  const { seen } = await exportOf(attempt, said(close(`no ${secret}!`)));
  expect(seen).toMatchObject([{ payload: close(`no ${'*'.repeat(secret.length)}!`), masked: true }]);
});

it('leaves other bytes as they are, and what is not there away', async () => {
  const bytes = { bytes: Uint8Array.of(1, 2) };
  const bare = { ...attempt, request: undefined, response: undefined, body: undefined, close: undefined };
  const { first, seen } = await exportOf(bare, said(bytes));
  expect(first).toEqual({ ...bare, url: 'ws://h/•••' });
  expect(seen[0]?.payload).toBe(bytes);
});
