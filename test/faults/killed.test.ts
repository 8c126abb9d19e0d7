// The process that captures is killed in mid-flood: what it had received half a second before is in the file, for us and for others.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { floodPayload } from '../../src/demo/flood.ts';
import { until } from '../session/loopback.ts';
import { type Bundle, bundle } from '../support/bundle.ts';
import { opened } from '../support/liveCaptures.ts';
import { programAvailable, runProgram } from '../support/programs.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

const MAY_BE_LOST_MS = 500;
const TICK_MS = 5;
const MESSAGES_A_TICK = 100;
const SIZE = 64;
const TICKS_A_PING = 5;

let cli: Bundle;
beforeAll(async () => {
  cli = await bundle('src/cli.ts');
});
afterAll(() => cli.remove());

/** A Ping that was answered proves that all messages before it had been received at that moment. */
interface Answered {
  readonly messages: number;
  readonly at: number;
}

/** Numbered messages without end, and Pings among them; `answered` grows. */
async function floodingServer(): Promise<{ readonly url: string; readonly answered: readonly Answered[] }> {
  const answered: Answered[] = [];
  const server = createServer();
  const endpoint = new WebSocketServer({ server });
  endpoint.on('connection', (socket) => {
    let messages = 0;
    let ticks = 0;
    const timer = setInterval(() => {
      for (let i = 0; i < MESSAGES_A_TICK; i++) socket.send(floodPayload(++messages, SIZE));
      if (++ticks % TICKS_A_PING === 0) socket.ping(String(messages));
    }, TICK_MS);
    socket.on('pong', (payload) => answered.push({ messages: Number(String(payload)), at: performance.now() }));
    // The client is killed.
    socket.on('error', () => undefined);
    socket.on('close', () => clearInterval(timer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of endpoint.clients) socket.terminate();
    server.close();
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, answered };
}

/** Messages of the server that tshark finds in the file. */
function messagesOfTshark(file: string): number {
  const fields = ['-e', 'websocket.opcode'];
  const filter = 'websocket && tcp.srcport == 80';
  const { stdout } = runProgram('tshark', ['-r', file, '-Y', filter, '-T', 'fields', ...fields]);
  return stdout
    .trim()
    .split(/[\s,]+/)
    .filter((opcode) => opcode === '1').length;
}

/** Captures that flood by the command line for a while, kills its process, and gives what it had surely received in time. */
async function killedInMidFlood(): Promise<{ readonly file: string; readonly received: number }> {
  const { url, answered } = await floodingServer();
  const file = temporaryFile('killed.pcapng');
  const child = spawn(process.execPath, [cli.script, 'connect', url, '--no-deflate', '--summary', '--capture', file], {
    stdio: 'ignore',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await until(() => answered.length >= 40);
  child.kill('SIGKILL');
  const killed = performance.now();
  await once(child, 'close');
  const received = answered.findLast(({ at }) => at <= killed - MAY_BE_LOST_MS)?.messages ?? 0;
  expect(received).toBeGreaterThan(0);
  return { file, received };
}

test(
  'kill -9 in mid-flood: all but the last half second is readable, message by message',
  { timeout: 60_000 },
  async () => {
    const { file, received } = await killedInMidFlood();
    const capture = await opened(file);
    expect(capture.problems).toEqual([]);
    expect(capture.violations).toEqual([]);
    expect(capture.counters.server.messages).toBeGreaterThanOrEqual(received);
    let number = 0;
    for (const { preview, opcode, from } of await capture.page(0, capture.frameCount)) {
      if (from !== 'server' || opcode !== 1 || preview === '') continue;
      expect(preview.startsWith(`${++number} `)).toBe(true);
    }
    expect(number).toBeGreaterThanOrEqual(received);
  },
);

test.skipIf(!programAvailable('tshark'))(
  'kill -9 in mid-flood: tshark reads as much of the file',
  { timeout: 60_000 },
  async () => {
    const { file, received } = await killedInMidFlood();
    expect(messagesOfTshark(file)).toBeGreaterThanOrEqual(received);
  },
);
