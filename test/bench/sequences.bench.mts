// Sequences in volume, and in time: 500 files of 20 steps in one run of the command line, with its memory watched from outside; and an
// hour of recorded times, run 200 times as fast, against the moments at which the messages reach the server.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { WebSocketServer } from 'ws';
import { createCapture } from '../../src/capture/capture.ts';
import { startDemoServer } from '../../src/demo/demoServer.ts';
import { runOn } from '../../src/engine/sequenceRun.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { Session } from '../../src/session/session.ts';

const FILES = 500;
const MOST_SECONDS = 30;
const MOST_GROWTH = 1.3;
const SENDS = 1_000;
const HOUR_MS = 3_600_000;
const FACTOR = 1 / 200;
const MOST_MEDIAN_MS = 2;
const MOST_P99_MS = 15;

const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));
const missed: string[] = [];
const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

async function volume(): Promise<void> {
  const demo = await startDemoServer();
  const exchange = [{ send: { json: { op: 'say', id: 1, text: 'hello' } } }, { expect: { json: { id: 1, ok: true } } }];
  const steps = [
    { expect: { json: { type: 'session' } } },
    ...Array.from({ length: 9 }, () => exchange).flat(),
    { wait: 0 },
  ];
  for (let i = 0; i < FILES; i += 1) {
    writeFileSync(join(folder, `${i}.wsseq.json`), JSON.stringify({ url: `${demo.url}/chat`, steps }));
  }
  const cli = resolve(import.meta.dirname, '../../src/cli.ts');
  const began = performance.now();
  const child = spawn(
    process.execPath,
    // A heap that may grow at will grows: what is kept shows in one that may not.
    [
      '--max-old-space-size=64',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      cli,
      'replay',
      join(folder, '*.wsseq.json'),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let lines = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (lines += text.split('\n').length - 1));
  const memory: number[] = [];
  const watch = setInterval(() => {
    const [, pages = '0'] = readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ');
    memory.push((Number(pages) * 4_096) / 1_048_576);
  }, 200);
  const status = await new Promise<number | null>((done) => child.on('close', done));
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1_000;
  const half = memory.slice(Math.floor(memory.length / 4), Math.floor(memory.length / 2));
  const growth = at(memory.slice(-Math.max(1, Math.floor(memory.length / 4))), 0.5) / at(half, 0.5);
  console.log(
    `${FILES} sequences of ${steps.length} steps: ${seconds.toFixed(1)} s, ${lines} lines, exit status ${status}`,
  );
  console.log(
    `memory: ${at(half, 0.5).toFixed(0)} MiB in the second quarter, ${growth.toFixed(2)} times that in the last`,
  );
  if (status !== 0) missed.push(`The run ended with status ${status}.`);
  if (seconds > MOST_SECONDS) missed.push(`${seconds.toFixed(1)} s; at most ${MOST_SECONDS} are wanted.`);
  if (growth > MOST_GROWTH) missed.push(`Memory grew ${growth.toFixed(2)} times; at most ${MOST_GROWTH} is wanted.`);
  await demo.dispose();
}

async function timing(): Promise<void> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const arrivals: number[] = [];
  server.on('connection', (socket) => socket.on('message', () => arrivals.push(performance.now())));
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  const url = `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  let seed = 7;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const times = Array.from({ length: SENDS }, () => Math.round(random() * HOUR_MS)).sort((a, b) => a - b);
  const steps = times.map((time) => ({ send: { text: 'x' }, at: time }));
  const read = readSequence(JSON.stringify({ url, steps: [{ send: { text: 'first' }, at: 0 }, ...steps] }));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const capture = createCapture({ file: join(folder, 'timing.pcapng') });
  const result = await runOn({
    sequence: read.sequence,
    start: () => new Session({ options: { url }, title: 'bench', capture }),
    options: { pace: { kind: 'timing', factor: FACTOR, ahead: false } },
  });
  await capture.close();
  capture.dispose();
  server.close();
  // When the run began, and how long the way is at least, is the same for all: the earliest of them tells.
  const others = arrivals.slice(1);
  const offsets = others.map((arrival, i) => arrival - (times[i] ?? 0) * FACTOR);
  const errors = offsets.map((offset) => offset - at(offsets, 0));
  const [median, p99] = [at(errors, 0.5), at(errors, 0.99)];
  console.log(
    `\n${SENDS} messages of a recorded hour in ${(HOUR_MS * FACTOR) / 1_000} s: median error ${median.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
  );
  if (!result.ok || others.length !== SENDS) missed.push('Not every message arrived.');
  if (median > MOST_MEDIAN_MS)
    missed.push(`The median error is ${median.toFixed(2)} ms; at most ${MOST_MEDIAN_MS} is wanted.`);
  if (p99 > MOST_P99_MS) missed.push(`The p99 error is ${p99.toFixed(2)} ms; at most ${MOST_P99_MS} is wanted.`);
}

try {
  await volume();
  await timing();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const sentence of missed) console.error(sentence);
if (missed.length > 0) process.exitCode = 1;
