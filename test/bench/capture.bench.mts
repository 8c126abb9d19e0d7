// What the capture costs on top of decoding: the same bytes through the transcript alone, and through a whole capture with
// its file; then the memory a frame takes, the time to open the file, and to have a page anywhere in it.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type Micros, micros } from '../../src/base/branded.ts';
import { createCapture, openCaptureFile } from '../../src/capture/capture.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { silentSink } from '../../src/protocol/silentSink.ts';
import { createTranscript } from '../../src/protocol/transcript.ts';

const CHUNK = 64 * 1024;
const START = 1_700_000_000_000_000;
const MEMORY_FRAMES = 5_000_000;
/** As the socket would be paused. */
const MAX_PENDING = 64 * 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const seconds = (since: number): number => (performance.now() - since) / 1000;
const millions = (count: number): string => (count / 1e6).toFixed(2);
const mebi = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;

const REQUEST = utf8(
  'GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
);
const RESPONSE = utf8(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
);

interface Taker {
  bytes(from: Endpoint, bytes: Uint8Array, at: Micros): void;
}

/** Binary frames of one size, in chunks as a socket gives them, each its own memory. */
function chunksOf(size: number): { readonly chunks: readonly Uint8Array[]; readonly framesPerRound: number } {
  const frame = encodeFrame({ opcode: 2, payload: new Uint8Array(size).fill(0x61) });
  const framesPerRound = Math.max(1, Math.floor((1024 * 1024) / frame.length));
  const round = new Uint8Array(frame.length * framesPerRound);
  for (let i = 0; i < framesPerRound; i++) round.set(frame, i * frame.length);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < round.length; at += CHUNK) chunks.push(round.slice(at, at + CHUNK));
  return { chunks, framesPerRound };
}

/** Gives at least `frames` frames of that size; lets the event loop run as a socket would. */
async function flood(taker: Taker, size: number, frames: number, pending: () => number): Promise<number> {
  const { chunks, framesPerRound } = chunksOf(size);
  let at = START;
  taker.bytes('client', REQUEST, micros(at));
  taker.bytes('server', RESPONSE, micros(at));
  let given = 0;
  while (given < frames) {
    for (const chunk of chunks) {
      taker.bytes('server', chunk, micros((at += 10)));
      await turn();
      while (pending() > MAX_PENDING) await turn();
    }
    given += framesPerRound;
  }
  return given;
}

async function decodeAlone(size: number, frames: number): Promise<number> {
  const transcript = createTranscript(silentSink);
  const began = performance.now();
  const given = await flood({ bytes: (from, bytes, at) => transcript.push(from, bytes, at) }, size, frames, () => 0);
  return given / seconds(began);
}

async function wholeCapture(size: number, frames: number): Promise<number> {
  const capture = createCapture({ file: join(folder, `${size}.pcapng`) });
  const recorder = capture.beginAttempt({ url: '', title: '', startedAt: micros(START) });
  const began = performance.now();
  const given = await flood(recorder, size, frames, () => capture.pendingBytes);
  await capture.flush();
  const rate = given / seconds(began);
  if (capture.frameCount !== given) throw new Error(`${capture.frameCount} frames of ${given}`);
  capture.dispose();
  rmSync(capture.file);
  return rate;
}

async function throughput(): Promise<void> {
  console.log('frame size   decode alone   with table and file   ratio');
  for (const [size, frames] of [
    [16, 3_000_000],
    [125, 2_000_000],
    [1024, 600_000],
    [65_536, 12_000],
    [1_048_576, 600],
  ] as const) {
    const alone: number[] = [];
    const whole: number[] = [];
    for (let round = 0; round < 3; round++) {
      alone.push(await decodeAlone(size, frames));
      whole.push(await wholeCapture(size, frames));
    }
    const [a, w] = [Math.max(...alone), Math.max(...whole)];
    const rate = (value: number): string => (size < 60_000 ? `${millions(value)} M/s` : `${Math.round(value)} /s`);
    console.log(
      `${String(size).padStart(10)}   ${rate(a).padStart(12)}   ${rate(w).padStart(19)}   ${(w / a).toFixed(2)}`,
    );
  }
}

async function memoryAndPages(): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const capture = createCapture({ file: join(folder, 'memory.pcapng') });
  const recorder = capture.beginAttempt({ url: '', title: '', startedAt: micros(START) });
  await flood(recorder, 16, MEMORY_FRAMES, () => capture.pendingBytes);
  await capture.flush();
  globalThis.gc?.();
  const after = process.memoryUsage();
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  console.log(
    `\n${millions(capture.frameCount)} M frames: ${(grown / capture.frameCount).toFixed(1)} bytes a frame, ` +
      `resident ${mebi(after.rss)}, file ${mebi(statSync(capture.file).size)}`,
  );

  const times: number[] = [];
  for (let i = 0; i < 500; i++) {
    const first = Math.floor(((i * 7919) % 5000) * (capture.frameCount / 5000));
    const began = performance.now();
    await capture.page(first, 100);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  console.log(`a page of 100 rows anywhere: p50 ${times[250]?.toFixed(2)} ms, p95 ${times[475]?.toFixed(2)} ms`);

  const began = performance.now();
  const opened = await openCaptureFile({ file: capture.file });
  console.log(`opening it: ${seconds(began).toFixed(2)} s, ${millions(opened.frameCount / seconds(began))} M frames/s`);
  opened.dispose();
  capture.dispose();
}

try {
  await throughput();
  await memoryAndPages();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
