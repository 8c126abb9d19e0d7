// What a filter costs: conditions on columns over five million frames, and words in a gibibyte of payload against grep over the
// same file, with the time until the first hit.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { micros } from '../../src/base/branded.ts';
import { createCapture, type LiveCapture } from '../../src/capture/capture.ts';
import { FilteredFrames } from '../../src/capture/filter/filteredFrames.ts';
import { parseFilter } from '../../src/capture/filter/language/parse.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';

const START = 1_700_000_000_000_000;
const COLUMN_FRAMES = 5_000_000;
const PAYLOAD_BYTES = 1024 ** 3;
const MAX_PENDING = 64 * 1024 * 1024;
const CHUNK = 64 * 1024;
/** Where the words stand, as a share of the whole. */
const HITS = [0.01, 0.5, 0.99] as const;
const WORDS = 'needle in the hay';

const COLUMN_LIMIT_MS = 150;
const WORDS_RATIO = 0.4;
const FIRST_HIT_MS = 100;

const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const REQUEST = utf8(
  'GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
);
const RESPONSE = utf8(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
);

/** A capture of `frames` text frames of one size, with the words in three of them. */
async function captureOf(name: string, size: number, frames: number): Promise<LiveCapture> {
  const capture = createCapture({ file: join(folder, name) });
  const recorder = capture.beginAttempt({ url: '', title: '', startedAt: micros(START) });
  recorder.bytes('client', REQUEST, micros(START));
  recorder.bytes('server', RESPONSE, micros(START));
  const payload = Buffer.alloc(size, '{"type":"tick","price":1234.5,"volume":10,"name":"some instrument"}, ');
  const plain = encodeFrame({ opcode: 1, payload });
  payload.write(WORDS, size >> 1);
  const special = encodeFrame({ opcode: 1, payload });
  const hits = new Set(HITS.map((share) => Math.floor(frames * share)));
  const framesAChunk = Math.max(1, Math.floor(CHUNK / plain.length));
  for (let given = 0; given < frames;) {
    const parts: Uint8Array[] = [];
    for (let i = 0; i < framesAChunk && given < frames; i++, given++) parts.push(hits.has(given) ? special : plain);
    recorder.bytes('server', Buffer.concat(parts), micros(START + given * 10));
    await turn();
    while (capture.pendingBytes > MAX_PENDING) await turn();
  }
  await capture.flush();
  return capture;
}

interface Run {
  readonly count: number;
  readonly ms: number;
  readonly firstMs: number | undefined;
}

async function run(capture: LiveCapture, text: string): Promise<Run> {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  let firstMs: number | undefined;
  const began = performance.now();
  const found = new FilteredFrames(capture.reader(), parsed.filter, () => {
    if (firstMs === undefined && found.progress.count > 0) firstMs = performance.now() - began;
  });
  await found.catchUp();
  const { count, problem } = found.progress;
  if (problem !== undefined) throw new Error(problem);
  found.dispose();
  return { count, ms: performance.now() - began, firstMs };
}

function judge(what: string, ok: boolean): void {
  console.log(`${ok ? 'ok  ' : 'MISS'}  ${what}`);
  if (!ok) process.exitCode = 1;
}

async function best(times: number, measure: () => Promise<Run>): Promise<Run> {
  let found: Run | undefined;
  for (let i = 0; i < times; i++) {
    const next = await measure();
    if (found === undefined || next.ms < found.ms) found = next;
  }
  if (found === undefined) throw new Error('Nothing was measured.');
  return found;
}

try {
  const many = await captureOf('many.pcapng', 16, COLUMN_FRAMES);
  for (const text of ['opcode:ping', 'from:server length:>10 -opcode:binary', 'time:+5s..+10s or n:100..200 fin:no']) {
    const { count, ms } = await best(3, () => run(many, text));
    judge(
      `columns over ${many.frameCount / 1e6} M frames: ${ms.toFixed(0)} ms of ${COLUMN_LIMIT_MS} (${text}: ${count} match)`,
      ms <= COLUMN_LIMIT_MS,
    );
  }
  many.dispose();
  rmSync(many.file);

  for (const size of [256, 1024, 16_384]) {
    const capture = await captureOf(`${size}.pcapng`, size, Math.ceil(PAYLOAD_BYTES / size));
    const bytes = statSync(capture.file).size;
    const grep = (): number => {
      const began = performance.now();
      execFileSync('grep', ['-c', '-F', '-a', WORDS, capture.file]);
      return performance.now() - began;
    };
    grep();
    const grepMs = Math.min(grep(), grep(), grep());
    const { count, ms, firstMs } = await best(3, () => run(capture, `"${WORDS}"`));
    if (count !== HITS.length) throw new Error(`${count} frames match, not ${HITS.length}`);
    const rate = (time: number): string => `${(bytes / time / 1e6).toFixed(2)} GB/s`;
    judge(
      `words in 1 GiB of ${size}-byte payloads: ${rate(ms)}, grep ${rate(grepMs)}, ratio ${(grepMs / ms).toFixed(2)} of ${WORDS_RATIO}`,
      grepMs / ms >= WORDS_RATIO,
    );
    judge(`first hit at 1 %: ${firstMs?.toFixed(0)} ms of ${FIRST_HIT_MS}`, (firstMs ?? Infinity) <= FIRST_HIT_MS);
    capture.dispose();
    rmSync(capture.file);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
