// Sequences against servers that speak other people's protocols, by the built command line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server as HttpServer, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  execute,
  subscribe,
  validate,
} from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { Server } from 'socket.io';
import StompServer from 'stomp-broker-js';
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

/** Makes `profile` known to the sequences of this file. */
function keepProfile(profile: {
  readonly name: string;
  readonly url: string;
  readonly subprotocols: readonly string[];
}) {
  const profiles = join(folder, '.vscode');
  mkdirSync(profiles, { recursive: true });
  writeFileSync(join(profiles, 'websockets.json'), JSON.stringify({ profiles: [profile] }));
}

describe('graphql-transport-ws', () => {
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: {
        hello: {
          type: GraphQLString,
          args: { name: { type: new GraphQLNonNull(GraphQLString) } },
          resolve: (_source, { name }: { name: string }) => `Hello, ${name}`,
        },
      },
    }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        countdown: {
          type: GraphQLInt,
          args: { from: { type: new GraphQLNonNull(GraphQLInt) } },
          subscribe: async function* (_source, { from }: { from: number }) {
            for (let left = from; left >= 0; left -= 1) yield await Promise.resolve({ countdown: left });
          },
        },
      },
    }),
  });
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/graphql' });
  // Of the same copy of the library as the schema: where there are two of them, it refuses.
  const served = useServer({ schema, execute, subscribe, validate }, server);
  beforeAll(async () => {
    if (server.address() === null) await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    keepProfile({ name: 'graph', url: `ws://127.0.0.1:${port}/graphql`, subprotocols: ['graphql-transport-ws'] });
  });
  afterAll(() => served.dispose());

  const begin = [
    { send: { json: { type: 'connection_init' } } },
    { expect: { json: { type: 'connection_ack' } } },
    { send: { json: { type: 'ping' } } },
    { expect: { json: { type: 'pong' } } },
  ];
  const operation = (id: string, query: string, variables: object) => ({
    send: { json: { id, type: 'subscribe', payload: { query, variables } } },
  });

  test('asks, subscribes, hears every value in its order, and is told of a mistake', async () => {
    const steps = [
      ...begin,
      operation('1', 'query ($name: String!) { hello(name: $name) }', { name: '${user}' }),
      {
        expect: { json: { id: '1', type: 'next', payload: { data: { hello: 'Hello, ${user}' } } } },
        capture: { greeting: '$.payload.data.hello' },
      },
      { expect: { json: { id: '1', type: 'complete' } } },
      operation('2', 'subscription { countdown(from: 3) }', {}),
      { expect: { jsonpath: { '$.id': '2', '$.payload.data.countdown': { above: -1 } }, count: 4 } },
      { expect: { json: { id: '2', type: 'complete' } } },
      operation('3', '{ nothing }', {}),
      {
        expect: {
          schema: {
            properties: { type: { const: 'error' }, payload: { type: 'array', minItems: 1 } },
            required: ['payload'],
          },
        },
      },
      { close: { code: 1000 } },
      { expectClose: { code: 1000 } },
    ];
    expect(await passes({ profile: 'graph', variables: { user: 'ann' }, steps })).toBe(14);
  });

  test('two operations at once: their answers come in any order', async () => {
    const countdown = (id: string, from: number) => [
      operation(id, `subscription { countdown(from: ${from}) }`, {}),
      { expect: { json: { id, payload: { data: { countdown: 0 } } } } },
      { expect: { json: { id, type: 'complete' } } },
    ];
    expect(
      await passes({ profile: 'graph', steps: [...begin, { parallel: [countdown('a', 9), countdown('b', 2)] }] }),
    ).toBe(11);
  });

  // The protocol's own codes: 4401 for an operation before connection_init, 4429 for a second one.
  test('tells by its code why it closes', async () => {
    const early = [operation('1', '{ hello(name: "x") }', {}), { expectClose: { code: 4401, by: 'server' } }];
    expect(await passes({ profile: 'graph', steps: early })).toBe(2);
    const twice = [...begin, begin[0], { expectClose: { code: 4429, by: 'server' } }];
    expect(await passes({ profile: 'graph', steps: twice })).toBe(6);
  });
});

describe('STOMP', () => {
  let http: HttpServer;
  let broker: StompServer;
  beforeAll(async () => {
    http = createServer();
    broker = new StompServer({ server: http, path: '/stomp' });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    keepProfile({ name: 'stomp', url: `ws://127.0.0.1:${port}/stomp`, subprotocols: ['v11.stomp'] });
  });
  afterAll(() => {
    broker.socket.close();
    http.close();
  });

  // STOMP 1.1: a command, headers, an empty line, the body, and a NUL.
  const frame = (command: string, headers: readonly string[], body = '') =>
    `${[command, ...headers].join('\n')}\n\n${body}\0`;
  const connect = (on: string) => [
    { on, send: { text: frame('CONNECT', ['accept-version:1.1', 'host:localhost']) } },
    { on, expect: { regex: '^CONNECTED\n(?:.*\n)*session:(.+)\n' }, capture: { [`session of ${on}`]: '1' } },
  ];

  test('one client hears on its destination what the other sends to it, and nothing else', async () => {
    const reader = 'reader';
    const writer = 'writer';
    const steps = [
      { parallel: [connect(reader), connect(writer)] },
      { on: reader, send: { text: frame('SUBSCRIBE', ['id:7', 'destination:/orders']) } },
      { wait: 50 },
      { on: writer, send: { text: frame('SEND', ['destination:/news'], 'not for you') } },
      {
        on: writer,
        send: { text: frame('SEND', ['destination:/orders', 'content-type:text/plain'], '${order}') },
      },
      { on: reader, expect: { regex: '^MESSAGE\n(?:.*\n)*subscription:7\n(?:.*\n)*\n${order}\0$' } },
      { on: reader, expect: { not: { regex: 'not for you' }, within: 50 } },
      { on: reader, send: { text: frame('DISCONNECT', ['receipt:r2']) } },
      { on: reader, expect: { regex: '^RECEIPT\n(?:.*\n)*receipt-id:r2\n' } },
    ];
    const connections = { [reader]: { profile: 'stomp' }, [writer]: { profile: 'stomp' } };
    expect(await passes({ connections, variables: { order: '{"id":41}' }, steps })).toBe(13);
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
    keepProfile({ name: 'broker', url, subprotocols: ['mqtt'] });
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
