// A socket reads a flood into the same memory again and again: nobody may be left with what came later.
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Capture } from '../../src/capture/capture.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { accept, connectTo, opened, speakTo } from '../session/conversation.ts';
import { listen, until } from '../session/loopback.ts';
import { opened as openedFile } from '../support/liveCaptures.ts';

const MESSAGES = 3000;

/** Of lengths from nothing to more than one chunk, in one frame or in several, each of octets that no other has. */
function payloadOf(number: number): Uint8Array {
  const length = number % 50 === 0 ? 100_000 + number : (number * 7919) % 3000;
  const seed = createHash('sha256').update(String(number)).digest();
  return Uint8Array.from({ length }, (_, i) => (seed[i % 32] ?? 0) ^ (i >> 5));
}

function framesOf(number: number): readonly Uint8Array[] {
  const payload = payloadOf(number);
  if (number % 7 !== 0) return [encodeFrame({ opcode: 2, payload })];
  const middle = payload.length >> 1;
  return [
    encodeFrame({ opcode: 2, fin: false, payload: payload.subarray(0, middle) }),
    encodeFrame({ opcode: 0, payload: payload.subarray(middle) }),
  ];
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const numbers = Array.from({ length: MESSAGES }, (_, number) => number);

async function digestsIn(capture: Pick<Capture, 'frameCount' | 'frame' | 'payload'>): Promise<readonly string[]> {
  const digests: string[] = [];
  for (let n = 0; n < capture.frameCount; n++) {
    const frame = await capture.frame(n);
    if (frame.opcode !== 2) continue;
    digests.push(digestOf((await capture.payload(n, 'message', 0, 1_000_000)).bytes));
  }
  return digests;
}

test.each([
  ['nobody', false],
  ['somebody', true],
])('a flood stands in the capture as it was sent, while %s waits for its messages', async (_who, wanted) => {
  const port = await listen((socket) => {
    void speakTo(socket, async (peer) => {
      await accept(peer);
      await peer.wait(50);
      for (const number of numbers) {
        for (const frame of framesOf(number)) if (!socket.write(frame)) await once(socket, 'drain');
      }
      await peer.wait(60_000);
    });
  });
  const session = connectTo(`ws://127.0.0.1:${port}/`, { deflate: false, maxMessageSize: 0 });
  const heard: Uint8Array[] = [];
  if (wanted) session.deliverMessages();
  session.onServerMessage(({ bytes }) => heard.push(bytes));
  await opened(session);
  const { capture } = session;
  await until(() => capture.counters.server.messages === MESSAGES);
  const sent = numbers.map((number) => digestOf(payloadOf(number)));
  expect(await digestsIn(capture)).toEqual(sent);
  await capture.flush();
  expect(await digestsIn(await openedFile(capture.file))).toEqual(sent);
  expect(session.evidence().at(-1)?.violations).toEqual([]);
  // Only now: what was handed out has to have lasted.
  expect(heard.map(digestOf)).toEqual(wanted ? sent : []);
});
