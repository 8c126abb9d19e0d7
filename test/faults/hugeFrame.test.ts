// One frame of a gibibyte: it is on disk byte for byte, can be looked at anywhere, and nothing of it is kept in memory.
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/session/clock.ts';
import { accept, connectTo, serve } from '../session/conversation.ts';
import { listen, until } from '../session/loopback.ts';
import { FACTS, liveCapture, opened } from '../support/liveCaptures.ts';
import { Conversation } from '../support/webSocketStreams.ts';

const GIB = 1024 ** 3;
const PIECE = 1024 * 1024;
/** Every four bytes of the payload are their own number. */
const piece = (number: number): Buffer => {
  const words = Uint32Array.from({ length: PIECE / 4 }, (_, i) => (number * PIECE) / 4 + i);
  return Buffer.from(words.buffer);
};
/** FIN and binary, a length in 64 bits (RFC 6455 §5.2). */
const header = Buffer.from([0x82, 127, 0, 0, 0, 0, 0x40, 0, 0, 0]);

test('a frame of 1 GiB over a real socket is captured, and read back anywhere', { timeout: 120_000 }, async () => {
  const port = await listen((socket) => {
    void (async () => {
      socket.write(header);
      for (let i = 0; i < GIB / PIECE; i++) if (!socket.write(piece(i))) await once(socket, 'drain');
    })();
  });
  const capture = liveCapture();
  const recorder = capture.beginAttempt(FACTS);
  new Conversation().open().playTo(recorder);
  const socket = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  let most = 0;
  const before = process.memoryUsage().rss;
  socket.on('data', (chunk: Buffer) => {
    recorder.bytes('server', chunk, systemClock.now());
    most = Math.max(most, process.memoryUsage().rss);
    // As a session does: what is not written yet slows the server.
    if (capture.pendingBytes > 16 * PIECE) {
      socket.pause();
      void capture.flush().then(() => socket.resume());
    }
  });
  await until(() => capture.counters.server.messages === 1);
  await capture.flush();
  expect(capture.counters.server).toMatchObject({ frames: 1, messages: 1, payloadBytes: GIB });
  expect(most - before).toBeLessThan(GIB / 2);

  const file = await opened(capture.file);
  expect(file.cut).toBeUndefined();
  for (const from of [capture, file]) {
    for (const number of [0, 511, 1023]) {
      const { bytes, total } = await from.payload(0, 'message', number * PIECE, PIECE);
      expect(total).toBe(GIB);
      expect(Buffer.from(bytes).equals(piece(number))).toBe(true);
    }
    expect(await from.row(0)).toMatchObject({ payloadLength: GIB, complete: true });
  }
});

test(
  'a session takes no message of 1 GiB unless told to: what came of it is kept, and the limit is named as ours',
  { timeout: 30_000 },
  async () => {
    const url = await serve(async (peer) => {
      await accept(peer);
      await peer.write(header);
      await peer.write(piece(0));
      await peer.wait(2_000);
    });
    const session = connectTo(`${url}/`, { deflate: false });
    await session.ended;
    expect(session.diagnoses()[0]).toMatchObject({ cause: 'own-message-size-limit' });
    expect(await session.capture.row(0)).toMatchObject({ payloadLength: GIB, complete: false });
    const { bytes } = await session.capture.payload(0, 'frame', 0, 4096);
    expect(Buffer.from(bytes).equals(piece(0).subarray(0, bytes.length))).toBe(true);
  },
);
