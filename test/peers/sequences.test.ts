// Sequences against servers that speak other people's protocols, by the built command line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server as HttpServer, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { peer } from './support/peer.ts';
import { type Program, startProgram } from './support/startProgram.ts';

const cli = resolve(import.meta.dirname, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'wsi-sequences-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs it; every step has to pass. Gives how many there were. */
async function passes(sequence: object): Promise<number> {
  const file = join(folder, 'x.wsseq.json');
  writeFileSync(file, JSON.stringify(sequence));
  const child = spawn(process.execPath, [cli, 'replay', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Where profiles are looked for.
    cwd: folder,
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  const [status] = (await once(child, 'close')) as [number];
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { event: string; ok: boolean });
  expect(
    lines.filter(({ ok }) => !ok),
    text,
  ).toEqual([]);
  expect(status).toBe(0);
  return lines.filter(({ event }) => event === 'step').length;
}

describe('Socket.IO', () => {
  let http: HttpServer;
  let server: Server;
  beforeAll(async () => {
    http = createServer();
    server = new Server(http);
    server.on('connection', (socket) => socket.on('say', (words: string) => server.emit('said', words)));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
  });
  afterAll(() => server.close());

  test('two players hear each other', async () => {
    const { port } = http.address() as AddressInfo;
    const url = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`;
    const join = (on: string) => [
      { on, expect: { regex: '^0\\{"sid":"([^"]+)"' }, capture: { sid: '1' } },
      { on, send: { text: '40' } },
      { on, expect: { regex: '^40\\{' } },
    ];
    const steps = [
      { parallel: [join('player 1'), join('player 2')] },
      { on: 'player 1', send: { text: '42["say","hello ${sid}"]' } },
      { parallel: ['player 1', 'player 2'].map((on) => [{ on, expect: { text: '42["said","hello ${sid}"]' } }]) },
    ];
    const connections = { 'player 1': { url }, 'player 2': { url } };
    expect(await passes({ connections, steps })).toBe(11);
  });
});

describe('JSON-RPC 2.0', () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  beforeAll(async () => {
    server.on('connection', (socket) =>
      socket.on('message', (data: Buffer) => {
        const { id, method, params } = JSON.parse(data.toString()) as { id: number; method: string; params: number[] };
        socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'progress', params: [id] }));
        const answer =
          method === 'sum'
            ? { result: params.reduce((sum, one) => sum + one, 0) }
            : { error: { code: -32601, message: 'Method not found' } };
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
      }),
    );
    if (server.address() === null) await once(server, 'listening');
  });
  afterAll(() => server.close());

  test('waits for the answer to its own request, row by row', async () => {
    const { port } = server.address() as AddressInfo;
    const answer = {
      type: 'object',
      required: ['jsonrpc', 'id', 'result'],
      properties: { result: { type: 'number' } },
    };
    const rows = [
      { id: 1, a: 2, b: 3 },
      { id: 2, a: -1, b: 1 },
    ];
    const sum = [
      { send: { json: { jsonrpc: '2.0', id: '${id}', method: 'sum', params: ['${a}', '${b}'] } } },
      { expect: { schema: answer }, capture: { answered: '$.id', sum: '$.result' } },
      { send: { json: { jsonrpc: '2.0', id: 99, method: 'sum', params: ['${sum}', 1] } } },
      { expect: { jsonpath: { '$.id': 99, '$.result': { above: 0, below: 7 } } } },
    ];
    const steps = [
      { forEach: { rows, steps: sum } },
      { send: { json: { jsonrpc: '2.0', id: 3, method: 'nothing', params: [] } } },
      { expect: { jsonpath: '$.error[?@ == -32601]' } },
      { expect: { not: { opcode: 'text' }, within: 50 } },
    ];
    expect(await passes({ url: `ws://127.0.0.1:${port}/`, steps })).toBe(12);
  });
});

const mosquitto = peer('mosquitto');

describe.skipIf(mosquitto === undefined)('MQTT', () => {
  let program: Program;
  beforeAll(async () => {
    program = await startProgram(mosquitto!, {
      ports: 2,
      files: ({ ports }) => ({
        'mosquitto.conf': `
persistence false
allow_anonymous true
${process.getuid?.() === 0 ? 'user root' : ''}
log_dest stderr
listener ${ports[0]} 127.0.0.1
protocol websockets
# Without it a listener for WebSocket takes connections from everywhere, whatever its address.
socket_domain ipv4
listener ${ports[1]} 127.0.0.1
protocol mqtt
`,
      }),
      args: () => ['-c', 'mosquitto.conf'],
    });
  });
  afterAll(() => program.stop());

  test('connects, subscribes and hears what it publishes', async () => {
    const url = `ws://127.0.0.1:${program.port}/mqtt`;
    const profiles = join(folder, '.vscode');
    mkdirSync(profiles, { recursive: true });
    writeFileSync(
      join(profiles, 'websockets.json'),
      JSON.stringify({ profiles: [{ name: 'broker', url, subprotocols: ['mqtt'] }] }),
    );
    // MQTT 3.1.1 §3.1 CONNECT, §3.8 SUBSCRIBE to "t", §3.3 PUBLISH "hi" on it, §3.14 DISCONNECT.
    const steps = [
      { send: { hex: '10 0c 00 04 4d 51 54 54 04 02 00 3c 00 00' } },
      { expect: { hex: '20 02 00 00' } },
      { send: { hex: '82 06 00 01 00 01 74 00' } },
      { expect: { hex: '90 03 00 01 00' } },
      { send: { base64: 'MAUAAXRoaQ==' } },
      { expect: { hex: '30 05 00 01 74 68 69' } },
      { send: { hex: 'e0 00' } },
      { expectClose: { by: 'server' } },
    ];
    expect(await passes({ profile: 'broker', steps })).toBe(8);
  });
});
