// The disk does not keep up: TCP slows the server, and nothing is lost. The disk is slowed down by a stand-in for its writes.
import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { RandomAccessFile } from '../../src/capture/randomAccessFile.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { accept, connectTo, opened, speakTo } from '../session/conversation.ts';
import { listen, until } from '../session/loopback.ts';
import { opened as openedFile } from '../support/liveCaptures.ts';

const MIB = 1024 * 1024;
const MESSAGES = 200;

afterEach(() => {
  vi.restoreAllMocks();
});

test(
  'above 64 MiB of unwritten bytes the socket is not read until they are written; then all the rest comes',
  { timeout: 60_000 },
  async () => {
    const frame = encodeFrame({ opcode: 2, payload: new Uint8Array(MIB) });
    let sent = 0;
    const port = await listen((socket) => {
      void speakTo(socket, async (peer) => {
        await accept(peer);
        for (; sent < MESSAGES; sent++) if (!socket.write(frame)) await once(socket, 'drain');
        await peer.wait(60_000);
      });
    });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const write = Object.getOwnPropertyDescriptor(RandomAccessFile.prototype, 'write')
      ?.value as RandomAccessFile['write'];
    vi.spyOn(RandomAccessFile.prototype, 'write').mockImplementation(async function (this: RandomAccessFile, ...args) {
      await released;
      return write.apply(this, args);
    });
    const session = connectTo(`ws://127.0.0.1:${port}/`, { deflate: false, maxMessageSize: 0 });
    await opened(session);
    const { capture } = session;
    await until(() => capture.pendingBytes > 64 * MIB);
    // Longer than anything that is on its way needs; the server would have sent all of it by now.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(capture.pendingBytes).toBeLessThan(66 * MIB);
    expect(capture.counters.server.messages).toBeLessThan(70);
    expect(sent).toBeLessThan(MESSAGES);
    release();
    await until(() => capture.counters.server.messages === MESSAGES);
    await capture.flush();
    expect(capture.recordingStopped).toBeUndefined();
    const file = await openedFile(capture.file);
    expect(file.counters.server).toMatchObject({ messages: MESSAGES, payloadBytes: MESSAGES * MIB });
  },
);
