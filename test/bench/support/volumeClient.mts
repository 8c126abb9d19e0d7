import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { createCapture, type LiveCapture } from '../../../src/capture/capture.ts';
import { Session } from '../../../src/session/session.ts';

/** The flooding server in its own process. */
export async function startVolumeServer(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const script = join(import.meta.dirname, 'volumeServer.mts');
  const child = spawn(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { port } = JSON.parse(line) as { port: number };
  return { child, url: `ws://127.0.0.1:${port}/` };
}

/** Messages a second that a bare client of `ws` gets, from the first one on. */
export async function bareRate(url: string, count: number): Promise<number> {
  const socket = new WebSocket(url, { maxPayload: 0 });
  let got = 0;
  let began = 0;
  await new Promise<void>((done, failed) => {
    socket.on('error', failed);
    socket.on('message', () => {
      if (got === 0) began = performance.now();
      if (++got === count) done();
    });
  });
  const rate = (count / (performance.now() - began)) * 1000;
  socket.terminate();
  await once(socket, 'close');
  return rate;
}

/** A session of ours until `count` messages came and all is in the file. The caller ends the session and disposes the capture. */
export async function captured(
  url: string,
  count: number,
  file: string,
): Promise<{ readonly rate: number; readonly capture: LiveCapture; readonly session: Session }> {
  const capture = createCapture({ file });
  const session = new Session({ options: { url, maxMessageSize: 0 }, title: 'bench', capture });
  let began = 0;
  await new Promise<void>((done) => {
    capture.onGrew((frames) => {
      if (frames > 0 && began === 0) began = performance.now();
      if (frames >= count && capture.counters.server.messages >= count) done();
    });
  });
  await capture.flush();
  const rate = (count / (performance.now() - began)) * 1000;
  if (capture.counters.server.messages !== count)
    throw new Error(`${capture.counters.server.messages} of ${count} came`);
  if (capture.recordingStopped !== undefined) throw new Error(capture.recordingStopped.reason);
  return { rate, capture, session };
}

/** Ends what `captured` began. */
export async function endCaptured({ session, capture }: { session: Session; capture: LiveCapture }): Promise<void> {
  session.cancel();
  await session.ended;
  await capture.close();
  capture.dispose();
}

/** Messages a second with tap, decoder and the pcapng file on disk. */
export async function oursRate(url: string, count: number, file: string): Promise<number> {
  const got = await captured(url, count, file);
  await endCaptured(got);
  rmSync(file, { force: true });
  return got.rate;
}
