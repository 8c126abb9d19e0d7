// What our evidence costs a connection: from connect() to open, our session with its capture file against a bare `ws`, by turns,
// on loopback, plain and over TLS. The server is a process of its own. Medians.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { createCapture } from '../../src/capture/capture.ts';
import { Session } from '../../src/session/session.ts';

const ROUNDS = 200;
const WARM_UP = 20;
const MOST_RATIO = 1.15;

const folder = mkdtempSync(join(tmpdir(), 'wsi-bench-'));

async function startServer(): Promise<{ child: ChildProcess; plain: number; secure: number; certificate: string }> {
  const script = join(import.meta.dirname, 'support/connectServer.mts');
  const child = spawn(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { plain: number; secure: number; certificate: string }) };
}

/** Milliseconds until a bare client is open. */
async function bare(url: string, ca: string): Promise<number> {
  const began = performance.now();
  const socket = new WebSocket(url, { ca });
  await new Promise<void>((resolve) => socket.once('open', () => resolve()));
  const took = performance.now() - began;
  socket.terminate();
  await once(socket, 'close');
  return took;
}

let number = 0;

/** Milliseconds until our session is open: capture file, dialling and evidence included. */
async function ours(url: string, ca: string): Promise<number> {
  const began = performance.now();
  const capture = createCapture({ file: join(folder, `${number++}.pcapng`) });
  const session = new Session({ options: { url, tls: { ca: [ca] } }, title: 'bench', capture });
  await new Promise<void>((resolve) => session.onOpen(() => resolve()));
  const took = performance.now() - began;
  session.cancel();
  await session.ended;
  await capture.close();
  capture.dispose();
  return took;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const server = await startServer();
const missed: string[] = [];
try {
  console.log(`connect() to open, median of ${ROUNDS} by turns\n\n          bare ws      ours         ratio`);
  for (const [name, url] of [
    ['plain', `ws://127.0.0.1:${server.plain}/`],
    ['TLS', `wss://127.0.0.1:${server.secure}/`],
  ] as const) {
    const times = { bare: [] as number[], ours: [] as number[] };
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
      // Whoever goes first does so every other time.
      const order = round % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const);
      for (const who of order) {
        const took = await (who === 'bare' ? bare : ours)(url, server.certificate);
        if (round >= WARM_UP) times[who].push(took);
      }
    }
    const [theirs, mine] = [median(times.bare), median(times.ours)];
    const ratio = mine / theirs;
    const cell = (ms: number): string => `${ms.toFixed(3)} ms`.padEnd(13);
    console.log(`${name.padEnd(10)}${cell(theirs)}${cell(mine)}${ratio.toFixed(2)} x`);
    if (ratio > MOST_RATIO)
      missed.push(`${name}: ${ratio.toFixed(2)} times as long as a bare ws; at most ${MOST_RATIO} is wanted.`);
  }
} finally {
  server.child.kill();
  rmSync(folder, { recursive: true, force: true });
}
for (const sentence of missed) console.error(sentence);
if (missed.length > 0) process.exitCode = 1;
