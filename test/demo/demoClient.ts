import { connect } from 'node:net';
import type { RawData } from 'ws';
import { WebSocket } from 'ws';
import type { DemoServer } from '../../src/demo/demoServer.ts';
import { startDemoServer } from '../../src/demo/demoServer.ts';

/** Runs against a fresh demo server and disposes it whatever happens. */
export async function withDemo<T>(run: (server: DemoServer) => Promise<T>): Promise<T> {
  const server = await startDemoServer();
  try {
    return await run(server);
  } finally {
    await server.dispose();
  }
}

interface Heard {
  readonly bytes: Buffer;
  readonly isBinary: boolean;
}

export interface Client {
  readonly webSocket: WebSocket;
  /** The next message from the server, also one that came before the call. */
  next(): Promise<Heard>;
  nextText(): Promise<string>;
  nextJson(): Promise<Record<string, unknown>>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly failed: Promise<Error>;
}

export function openClient(url: string, options: { subprotocols?: string[]; deflate?: boolean } = {}): Client {
  const webSocket = new WebSocket(url, options.subprotocols ?? [], { perMessageDeflate: options.deflate ?? false });
  const heard: Heard[] = [];
  let wake: (() => void) | undefined;
  webSocket.on('message', (message: RawData, isBinary) => {
    heard.push({ bytes: message as Buffer, isBinary });
    wake?.();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    webSocket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  const failed = new Promise<Error>((resolve) => {
    webSocket.on('error', resolve);
  });
  const next = async (): Promise<Heard> => {
    for (;;) {
      const first = heard.shift();
      if (first !== undefined) return first;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const nextText = async () => (await next()).bytes.toString('utf8');
  return {
    webSocket,
    next,
    nextText,
    nextJson: async () => JSON.parse(await nextText()) as Record<string, unknown>,
    closed,
    failed,
  };
}

export const upgradeRequest = (path: string, extra: readonly string[] = []): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: demo.test',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...extra,
    '',
    '',
  ].join('\r\n');

/** Writes the request to a raw socket and gives all bytes that come until the server ends or `enough` says so. */
export async function rawExchange(
  port: number,
  request: string,
  enough: (bytes: Buffer) => boolean = () => false,
): Promise<{ readonly bytes: Buffer; readonly error: NodeJS.ErrnoException | undefined }> {
  const socket = connect(port, '127.0.0.1');
  let bytes = Buffer.alloc(0);
  let error: NodeJS.ErrnoException | undefined;
  socket.write(request);
  socket.on('error', (reason) => {
    error = reason;
  });
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (enough(bytes)) socket.destroy();
  });
  await new Promise((resolve) => socket.once('close', resolve));
  return { bytes, error };
}

/** What follows the first empty line. */
export const afterHead = (bytes: Buffer): Buffer => bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
