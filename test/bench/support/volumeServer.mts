// A WebSocket server in a process of its own that floods whoever connects: `?size=` bytes a message (binary), or `?deflate=1` for
// JSON of about 1 KiB compressed with context takeover; `?count=` messages, `?rate=` a second (as many as go when left out), then it
// waits for the client to go. Frames are
// made beforehand and written many at once, so that the server is never what is measured. Tells its port on standard output.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { constants, createDeflateRaw } from 'node:zlib';
import { WebSocketServer } from 'ws';
import { encodeFrame } from '../../../src/protocol/frameEncoder.ts';

const BATCH_BYTES = 1024 * 1024;
const JSON_MESSAGES = 1000;
const TICK_MS = 5;

interface Batch {
  readonly bytes: Buffer;
  readonly frames: readonly number[];
}

/** Frames in one piece of about 1 MiB; `frames` are the offsets at which they end. */
function batchOf(make: (index: number) => Uint8Array, count: number): Batch {
  const frames: number[] = [];
  const pieces = Array.from({ length: count }, (_, index) => make(index));
  let end = 0;
  for (const piece of pieces) frames.push((end += piece.length));
  return { bytes: Buffer.concat(pieces), frames };
}

const plainBatches = new Map<number, Batch>();

function plain(size: number): Batch {
  const known = plainBatches.get(size);
  if (known !== undefined) return known;
  const frame = encodeFrame({ opcode: 2, payload: new Uint8Array(size).fill(0x61) });
  const batch = batchOf(() => frame, Math.max(1, Math.floor(BATCH_BYTES / frame.length)));
  plainBatches.set(size, batch);
  return batch;
}

function jsonMessage(number: number): string {
  const prices = Array.from({ length: 16 }, (_, i) => ({
    level: i,
    bid: (number * 7919 + i * 31) % 100_000,
    size: i * 3,
  }));
  return JSON.stringify({ type: 'tick', number, symbol: `SYM${number % 50}`, venue: 'bench', prices }).padEnd(
    1024,
    ' ',
  );
}

/**
 * One compressor over all messages (RFC 7692 §7.2.1). The first message refers to nothing before it, so that the whole may be
 * said again and again.
 */
async function deflated(): Promise<Batch> {
  const deflater = createDeflateRaw();
  const frames: Uint8Array[] = [];
  let parts: Buffer[] = [];
  deflater.on('data', (part: Buffer) => parts.push(part));
  for (let i = 0; i < JSON_MESSAGES; i++) {
    deflater.write(jsonMessage(i));
    await new Promise<void>((flushed) => deflater.flush(constants.Z_SYNC_FLUSH, () => flushed()));
    const compressed = Buffer.concat(parts);
    parts = [];
    frames.push(encodeFrame({ opcode: 1, rsv1: true, payload: compressed.subarray(0, -4) }));
  }
  return batchOf((index) => frames[index] ?? new Uint8Array(0), frames.length);
}

const compressedBatch = await deflated();

async function pour(socket: Socket, { bytes, frames }: Batch, count: number, rate: number): Promise<void> {
  const began = performance.now();
  for (let left = count; left > 0 && !socket.destroyed;) {
    const due = rate === Infinity ? left : Math.floor(((performance.now() - began) * rate) / 1000) - (count - left);
    if (due <= 0) {
      await setTimeout(TICK_MS);
      continue;
    }
    const now = Math.min(left, due, frames.length);
    left -= now;
    if (!socket.write(bytes.subarray(0, frames[now - 1]))) {
      await drained(socket);
    }
  }
}

/** Resolves when the socket takes more, or is gone. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}

const server = createServer();
const endpoint = new WebSocketServer({ server, perMessageDeflate: true, maxPayload: 0 });
endpoint.on('connection', (webSocket, request) => {
  webSocket.on('error', () => undefined);
  const asked = new URL(request.url ?? '/', 'ws://bench').searchParams;
  const batch = asked.get('deflate') === '1' ? compressedBatch : plain(Number(asked.get('size')));
  const rate = Number(asked.get('rate') ?? Infinity);
  void pour(request.socket, batch, Number(asked.get('count')), rate);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
