import { once } from 'node:events';
import { type AddressInfo, type Socket, type TcpNetConnectOpts, connect, createServer } from 'node:net';
import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { type Micros, micros } from '../../src/base/branded.ts';
import { copyBytes } from '../../src/base/copyBytes.ts';
import type { StreamEnd } from '../../src/protocol/closingHandshake.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import { Arrears } from '../../src/session/arrears.ts';
import type { Clock } from '../../src/session/clock.ts';
import type { Witness } from '../../src/session/socketTap.ts';

/** Serves raw TCP on 127.0.0.1 until the test is over; gives the port. */
export async function listen(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

/** Both ends of one TCP connection; the client's is what `dial` makes. */
export async function pair(
  dial: (options: TcpNetConnectOpts) => Socket = connect,
): Promise<{ readonly client: Socket; readonly server: Socket }> {
  const accepted = Promise.withResolvers<Socket>();
  const port = await listen(accepted.resolve);
  const client = dial({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  await once(client, 'connect');
  return { client, server: await accepted.promise };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const sleepingListener = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:worker_threads').parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });`;

/** A port of 127.0.0.1 that answers no more SYN: its listener sleeps, and its queue is full. */
export async function unansweredPort(): Promise<number> {
  const worker = new Worker(sleepingListener, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers = Array.from({ length: 8 }, () => connect({ port, host: '127.0.0.1' }).on('error', () => undefined));
  onTestFinished(async () => {
    for (const filler of fillers) filler.destroy();
    await worker.terminate();
  });
  await Promise.race(fillers.map((filler) => once(filler, 'connect')));
  return port;
}

/** Puts nothing off. */
export function atOnce(): Arrears {
  const arrears = new Arrears();
  arrears.end();
  return arrears;
}

/** Everything that a tap showed, in order. */
export class Recording implements Witness {
  readonly ends: { from: Endpoint; how: StreamEnd; code: string | undefined }[] = [];
  readonly chunks: { from: Endpoint; bytes: Uint8Array; at: Micros }[] = [];

  bytes(from: Endpoint, bytes: Uint8Array, at: Micros): void {
    // What the server wrote does not last.
    this.chunks.push({ from, bytes: copyBytes(bytes), at });
  }

  end(from: Endpoint, how: StreamEnd, _at: Micros, code?: string): void {
    this.ends.push({ from, how, code });
  }

  of(from: Endpoint): Buffer {
    return Buffer.concat(this.chunks.filter((chunk) => chunk.from === from).map(({ bytes }) => bytes));
  }
}

/** A clock that the test turns; it begins at a whole second. */
export class HandClock implements Clock {
  #now = 1_700_000_000_000_000;

  now(): Micros {
    return micros(this.#now);
  }

  forward(ms: number): void {
    this.#now += ms * 1000;
  }
}

/** Resolves when `condition` holds; the test's own time-out is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

const WATCHED = new Set(['TCPSocketWrap', 'ConnectWrap', 'TLSWrap', 'GetAddrInfoReqWrap', 'Timeout', 'Worker']);

/** Sockets, look-ups and timers that keep this process alive, sorted. */
export function openHandles(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => WATCHED.has(name))
    .sort();
}

/** Resolves when no more of any kind is open than there was; the test's own time-out is the limit. */
export async function untilHandlesAre(before: readonly string[]): Promise<void> {
  const count = (names: readonly string[], wanted: string) => names.filter((name) => name === wanted).length;
  for (;;) {
    const now = openHandles();
    if (now.every((name) => count(now, name) <= count(before, name))) return;
    // No timer, for ours would itself be counted.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
