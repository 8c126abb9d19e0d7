import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { CannotSend, Outgoing } from '../../src/session/outgoing.ts';

const OPEN = 1;
const CLOSING = 2;

function begin({ readyState = OPEN, refusal = undefined as Error | undefined, compressFrom = 0 } = {}) {
  const sent: unknown[] = [];
  let number = 0;
  const send = (kind: string) => (payload: unknown, options: unknown, done?: (error?: Error | null) => void) => {
    sent.push([kind, payload, options]);
    if (done === undefined) return;
    number += 1;
    done(refusal);
  };
  const endpoint = { OPEN, readyState, send: send('message'), ping: send('ping'), pong: send('pong') };
  const outgoing = new Outgoing({
    endpoint: () => endpoint as unknown as WebSocket,
    state: () => 'closing',
    compressFrom: () => compressFrom,
    lastMessage: () => number,
  });
  return { outgoing, sent };
}

test('answers with the number of the message, and compresses what is long enough', async () => {
  const { outgoing, sent } = begin({ compressFrom: 3 });
  const bytes = Uint8Array.of(1, 2, 3);
  expect(await outgoing.text('é')).toBe(1);
  expect(await outgoing.binary(bytes)).toBe(2);
  expect(sent).toEqual([
    ['message', 'é', { binary: false, compress: false }],
    ['message', bytes, { binary: true, compress: true }],
  ]);
});

test('sends one message in as many frames as there are pieces, judged by its whole length', async () => {
  const { outgoing, sent } = begin({ compressFrom: 3 });
  const [a, b] = [Uint8Array.of(1, 2), Uint8Array.of(3)];
  expect(await outgoing.fragments(true, [a, b])).toBe(1);
  expect(sent).toEqual([
    ['message', a, { binary: true, compress: true, fin: false }],
    ['message', b, { binary: true, compress: true, fin: true }],
  ]);
});

test('control frames', async () => {
  const { outgoing, sent } = begin();
  const beat = Uint8Array.of(7);
  await outgoing.ping(beat);
  await outgoing.pong(beat);
  expect(sent).toEqual([
    ['ping', beat, true],
    ['pong', beat, true],
  ]);
});

test('says why nothing can be sent', async () => {
  const closing = begin({ readyState: CLOSING });
  await expect(closing.outgoing.text('late')).rejects.toThrow(
    new CannotSend('The connection is closing: messages can be sent only while it is open.'),
  );
  expect(closing.sent).toEqual([]);
  const refused = begin({ refusal: new Error('The socket was closed.') });
  await expect(refused.outgoing.text('lost')).rejects.toThrow(CannotSend);
});
