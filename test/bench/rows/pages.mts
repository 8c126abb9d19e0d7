// A page of 100 rows anywhere in five million frames, with previews: plain frames, and the same with compressed messages among them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { constants, createDeflateRaw } from 'node:zlib';
import { micros } from '../../../src/base/branded.ts';
import { createCapture } from '../../../src/capture/capture.ts';
import { encodeFrame } from '../../../src/protocol/frameEncoder.ts';
import { openOn } from '../support/recordedFile.mts';
import { percentile, tell } from '../support/row.mts';

const FRAMES = Number(process.env['BENCH_FRAMES'] ?? 5_000_000);
const PAGES = 500;
const ROWS = 100;
const WANTED_MS = 5;
const MAX_PENDING_BYTES = 64 * 1024 * 1024;
const CHUNK_FRAMES = 500;
/** One message of so many is compressed, with context takeover. */
const COMPRESSED_OF = 10;
const KINDS = 200;

const text = (number: number): Buffer => Buffer.from(`{"type":"tick","number":${number},"price":${number * 7919}}`);

/** Compressed messages by one compressor (RFC 7692 §7.2.1); the first refers to nothing before it, so that all may be said again. */
async function compressed(): Promise<readonly Uint8Array[]> {
  const deflater = createDeflateRaw();
  const parts: Buffer[] = [];
  deflater.on('data', (part: Buffer) => parts.push(part));
  const frames: Uint8Array[] = [];
  for (let i = 0; i < KINDS; i++) {
    parts.length = 0;
    deflater.write(text(i));
    await new Promise<void>((flushed) => deflater.flush(constants.Z_SYNC_FLUSH, () => flushed()));
    frames.push(encodeFrame({ opcode: 1, rsv1: true, payload: Buffer.concat(parts).subarray(0, -4) }));
  }
  return frames;
}

async function pages(what: string, extensions: string | undefined, frameAt: (n: number) => Uint8Array): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));
  const capture = createCapture({ file: join(folder, 'pages.pcapng') });
  try {
    const recorder = capture.beginAttempt({ url: '', title: '', startedAt: micros(1_700_000_000_000_000) });
    openOn(recorder, extensions);
    for (let given = 0; given < FRAMES; given += CHUNK_FRAMES) {
      const chunk = Buffer.concat(Array.from({ length: CHUNK_FRAMES }, (_, i) => frameAt(given + i)));
      recorder.bytes('server', chunk, micros(1_700_000_000_000_000 + given));
      await turn();
      while (capture.pendingBytes > MAX_PENDING_BYTES) await turn();
    }
    await capture.flush();
    if (capture.violationCount > 0) throw new Error(capture.violations[0]?.violation.sentence);
    const times: number[] = [];
    for (let i = 0; i < PAGES; i++) {
      const first = Math.floor((((i * 7919) % PAGES) / PAGES) * (FRAMES - ROWS));
      const began = performance.now();
      const rows = await capture.page(first, ROWS);
      times.push(performance.now() - began);
      if (rows.some(({ preview }) => !preview.startsWith('{"type"')))
        throw new Error(`A preview is missing at ${first}.`);
    }
    const p95 = percentile(times, 0.95);
    tell({
      what: `a page of ${ROWS} rows of ${FRAMES / 1e6} M, ${what}`,
      wanted: `p95 ≤ ${WANTED_MS} ms`,
      measured: `p95 ${p95.toFixed(2)} ms (p50 ${percentile(times, 0.5).toFixed(2)} ms)`,
      met: p95 <= WANTED_MS,
    });
  } finally {
    capture.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

const plain = Array.from({ length: KINDS }, (_, i) => encodeFrame({ opcode: 1, payload: text(i) }));
const deflated = await compressed();
const pick = (frames: readonly Uint8Array[], n: number): Uint8Array => frames[n % KINDS] ?? new Uint8Array(0);
await pages('plain', undefined, (n) => pick(plain, n));
await pages(`1 of ${COMPRESSED_OF} compressed`, 'permessage-deflate', (n) =>
  n % COMPRESSED_OF === 0 ? pick(deflated, n / COMPRESSED_OF) : pick(plain, n),
);
