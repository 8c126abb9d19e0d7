import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { hostileCases } from './hostileCases.ts';
import type { HostileServer } from './hostileServer.ts';
import { startHostileServer } from './hostileServer.ts';

/** A right request for the sample key of RFC 6455 §1.3; `offer` is the whole value of Sec-WebSocket-Extensions. */
export const request = (path: string, offer = 'permessage-deflate; client_max_window_bits'): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Extensions: ${offer}`,
    '',
    '',
  ].join('\r\n');

/** The right answer to the request's key. */
export const accept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
interface Heard {
  readonly bytes: Buffer;
  /** How the server ended, if it did. */
  readonly end: 'fin' | 'reset' | undefined;
}

/**
 * Asks as the case's client would, at the socket's level; then writes `then`, if given, after the response's head. Collects
 * until `enough` came, the server ended, or `quiet` ms passed without a byte.
 */
export async function ask(
  server: HostileServer,
  id: string,
  options: { readonly enough?: (bytes: Buffer) => boolean; readonly quiet?: number; readonly then?: Uint8Array } = {},
): Promise<Heard> {
  const { enough = (bytes: Buffer) => bytes.length > 0, quiet = 1500 } = options;
  const entry = hostileCases.find((candidate) => candidate.id === id)!;
  const via = entry.via?.kind ?? 'tcp';
  const target = new URL(server.proxyUrl ?? server.url);
  const socket: Socket =
    via === 'tls'
      ? connectTls({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false })
      : connect({ port: Number(target.port), host: '127.0.0.1', allowHalfOpen: true });
  const chunks: Buffer[] = [];
  let end: Heard['end'];
  await new Promise<void>((resolve) => {
    // After a long turn of the loop the timer is due before the bytes that came meanwhile are read, so it looks twice.
    const timer = setTimeout(() => {
      const seen = chunks.length;
      grace = setTimeout(() => {
        if (chunks.length === seen) done();
      }, 10);
    }, quiet);
    let grace: NodeJS.Timeout | undefined;
    const done = (how?: Heard['end']): void => {
      end ??= how;
      clearTimeout(timer);
      clearTimeout(grace);
      resolve();
    };
    let answered = false;
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      timer.refresh();
      if (!answered && options.then !== undefined && chunk.includes('\r\n\r\n')) {
        answered = true;
        socket.write(options.then);
      }
      if (enough(Buffer.concat(chunks))) done();
    });
    socket.on('end', () => done('fin'));
    socket.on('error', () => done('reset'));
    if (via === 'proxy') socket.write(`CONNECT ${new URL(server.url).host} HTTP/1.1\r\nHost: x\r\n\r\n`);
    else socket.write(request(new URL(server.url).pathname, entry.client?.offer));
  });
  socket.destroy();
  return { bytes: Buffer.concat(chunks), end };
}

export async function withServer<T>(id: string, run: (server: HostileServer) => Promise<T>): Promise<T> {
  const server = await startHostileServer(id);
  try {
    return await run(server);
  } finally {
    await server.dispose();
  }
}

/** All bytes of a case until it falls silent; server and client share one event loop, so a short silence is enough. */
export const bytesOf = (id: string, options: Parameters<typeof ask>[2] = {}): Promise<Heard> =>
  withServer(id, (server) => ask(server, id, { enough: () => false, quiet: 60, ...options }));

/** What follows the first empty line. */
export const afterHead = (bytes: Buffer): Buffer => bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
