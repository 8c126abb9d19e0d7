import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type LiveCapture, createCapture } from '../../src/capture/capture.ts';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { Session } from '../../src/session/session.ts';
import { Peer, PeerGone } from '../support/hostile/peer.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { listen } from './loopback.ts';

/** Lets a script speak to one client: its request is read already. A client that leaves ends it. */
export async function speakTo(socket: Socket, speak: (peer: Peer) => Promise<void>): Promise<void> {
  const peer = new Peer(socket, { url: '' });
  try {
    await peer.readRequest();
    await speak(peer);
  } catch (error) {
    if (!(error instanceof PeerGone)) throw error;
    socket.end();
  }
}

/** Serves every connection by that script until the test is over; gives the URL, without a path. */
export async function serve(speak: (peer: Peer) => Promise<void>): Promise<string> {
  const port = await listen((socket) => void speakTo(socket, speak));
  return `ws://127.0.0.1:${port}`;
}

/** Answers 101, with these header lines besides the needed ones. */
export const accept = (peer: Peer, ...lines: readonly string[]): Promise<void> =>
  peer.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${peer.accept}`,
      ...lines,
      '',
      '',
    ].join('\r\n'),
  );

/** A demo server for one test. */
export async function demo(): Promise<DemoServer> {
  const server = await startDemoServer();
  onTestFinished(() => server.dispose());
  return server;
}

/** A capture in a file of its own, for one test. */
export function captureForTest(): LiveCapture {
  const capture = createCapture({ file: temporaryFile('session.pcapng') });
  onTestFinished(() => capture.dispose());
  return capture;
}

/** A session for one test: it ends with it. */
export function connectTo(url: string, options: Omit<ConnectionOptions, 'url'> = {}): Session {
  const session = new Session({ options: { url, ...options }, title: 'test', capture: captureForTest() });
  onTestFinished(() => {
    session.cancel();
    return session.ended;
  });
  return session;
}

/** Resolves when the session is open; rejects when it never will be. */
export function opened(session: Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.onOpen(() => resolve());
    void session.ended.then(() =>
      reject(new Error(`Not opened: ${JSON.stringify(session.evidence().at(-1)?.failure)}`)),
    );
  });
}

/** Every message of a session from now on, in hex for binary ones. */
export function messagesOf(session: Session): string[] {
  const heard: string[] = [];
  session.deliverMessages();
  session.onServerMessage(({ binary, bytes }) => heard.push(Buffer.from(bytes).toString(binary ? 'hex' : 'utf8')));
  return heard;
}

/** Payloads of every frame from that endpoint, as the capture has them. */
export async function payloadsFrom(session: Session, from: 'client' | 'server'): Promise<Buffer[]> {
  const { capture } = session;
  const payloads: Buffer[] = [];
  for (let n = 0; n < capture.frameCount; n++) {
    if ((await capture.frame(n)).from !== from) continue;
    payloads.push(Buffer.from((await capture.payload(n, 'frame', 0, 1_000_000)).bytes));
  }
  return payloads;
}
