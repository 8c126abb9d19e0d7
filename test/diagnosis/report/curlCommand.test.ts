import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startDemoServer } from '../../../src/demo/demoServer.ts';
import { curlCommand } from '../../../src/diagnosis/report/curlCommand.ts';
import type { ReportedHandshake } from '../../../src/diagnosis/report/reportedHandshake.ts';
import { handshake, head, tcpTo, upgrade } from './handshakes.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** Runs the command in bash and gives what it printed; what lasts is ended after two seconds, as by Ctrl+C. */
async function run(command: string | undefined): Promise<string> {
  // Into a pipe curl writes the head only when it ends, unlike to a terminal.
  const shell = spawn('bash', ['-c', (command ?? '').replace('curl ', 'curl --max-time 2 ')]);
  let output = '';
  shell.stdout.on('data', (part: Buffer) => {
    output += part.toString('latin1');
  });
  await once(shell, 'close');
  return output;
}

/** A server that keeps the head which it is sent, and answers with an error. */
async function listen(): Promise<{ readonly place: string; readonly port: number; readonly head: Promise<string> }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  open.push(() => new Promise((resolve) => server.close(() => resolve())));
  const received = new Promise<string>((resolve) => {
    server.on('connection', (socket) => {
      let text = '';
      socket.on('error', () => undefined);
      socket.on('data', (part) => {
        text += part.toString('latin1');
        if (!text.includes('\r\n\r\n')) return;
        resolve(text);
        socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
      });
    });
  });
  return { place: `127.0.0.1:${port}`, port, head: received };
}

const to = (place: string, port: number, more: Partial<ReportedHandshake> = {}): ReportedHandshake =>
  handshake({
    url: `ws://${place}/echo`,
    request: head('GET /echo HTTP/1.1', upgrade(place)),
    phases: [tcpTo('127.0.0.1', port)],
    ...more,
  });

test('run, it is upgraded', async () => {
  const demo = await startDemoServer();
  open.push(() => demo.dispose());
  const { host, port } = new URL(demo.url);
  const output = await run(curlCommand(to(host, Number(port))));
  expect(output).toContain('HTTP/1.1 101 Switching Protocols\r\n');
  expect(output).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n');
});

test('run, it sends the very same bytes', async () => {
  const server = await listen();
  const request = head(
    'GET /a/../b/%20?q=[1]{2}&x=$(id) HTTP/1.1',
    upgrade(server.place, [
      ['user-agent', 'it\'s `me` $HOME \\ "!!"'],
      ['Accept', '*/*'],
      ['X-Twice', '1'],
      ['X-Empty', ''],
      ['x-twice', '2'],
      ['X-Utf8', 'é ☃'],
      ['X-Tab', 'a\tb'],
    ]),
  );
  const latin1 = { ...request, raw: request.raw.replace('X-Tab: a\tb', 'X-Tab: a\tb\r\nX-Latin1: caf\xe9') };
  const headers = [...request.headers, ['X-Latin1', 'café'] as const];
  await run(curlCommand(to(server.place, server.port, { request: { ...latin1, headers } })));
  expect(await server.head).toBe(latin1.raw.replace('X-Empty: ', 'X-Empty:'));
});

test('nothing of its own is added, whatever the environment says', async () => {
  const server = await listen();
  const request = head('OPTIONS / HTTP/1.1', [['Host', server.place]]);
  const command = curlCommand(to(server.place, server.port, { request })) ?? '';
  await run(`env http_proxy=http://127.0.0.1:1 ${command}`);
  expect(await server.head).toBe(request.raw);
});

test('one option a line, secrets masked', () => {
  const request = head(
    'GET /chat?token=1 HTTP/1.1',
    upgrade('a.test', [
      ['Authorization', 'Bearer abc'],
      ['@/etc/passwd', 'x'],
    ]),
  );
  expect(curlCommand(handshake({ request }))).toBe(
    [
      'curl --http1.1 -i -N',
      "--noproxy '*'",
      "-H 'Host: a.test'",
      "-H 'Upgrade: websocket'",
      "-H 'Connection: Upgrade'",
      "-H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='",
      "-H 'Sec-WebSocket-Version: 13'",
      "-H 'Authorization: Bearer •••'",
      '-H User-Agent:',
      '-H Accept:',
      "'http://a.test/chat?token=•••'",
    ].join(' \\\n  '),
  );
});

test('no command without a request', () => expect(curlCommand(handshake({ request: undefined }))).toBeUndefined());
