// Snippets of a connection are run as they are, by the programs that they are written for.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { snippetFormats } from '../../src/formats/snippets/snippets.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { programAvailable } from '../support/programs.ts';
import { peer } from './support/peer.ts';

const python = peer('python3-websockets');
const root = resolve(import.meta.dirname, '../..');
/** How each is run; the file holds the snippet. */
const runners: Readonly<Record<string, (file: string) => readonly string[]>> = {
  curl: (file) => ['sh', file],
  wscat: (file) => ['sh', file],
  node: (file) => [process.execPath, file],
  python: (file) => [python ?? 'python3', file],
};
const names: Readonly<Record<string, string>> = {
  curl: 'curl.sh',
  wscat: 'wscat.sh',
  node: 'node.mjs',
  python: 'python.py',
};

let folder: string;
let demo: DemoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wsi-snippets-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  demo = await startDemoServer();
});
afterAll(async () => {
  await demo.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the snippet until its output matches, then ends it. Gives all that it printed. */
async function run(id: string, options: ConnectionOptions, awaited: RegExp, message?: string): Promise<string> {
  const { text } = snippetFormats.find((format) => format.id === id)!.write(options, message);
  const file = join(folder, names[id]!);
  writeFileSync(file, text);
  const [program = '', ...args] = runners[id]!(file);
  const child = spawn(program, args, {
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
      CHAT_PASSWORD: 'p: w"$\'',
      PYTHONUNBUFFERED: '1',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let printed = '';
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const seen = new Promise<void>((done) => {
    const take = (chunk: Buffer): void => {
      printed += chunk.toString('latin1');
      if (awaited.test(printed)) done();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
  });
  await Promise.race([seen, ended]);
  // The shell's child as well.
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  await ended;
  return printed;
}

/** What is here to run them. */
const there: Readonly<Record<string, boolean>> = { curl: programAvailable('curl'), python: python !== undefined };

describe.each(Object.keys(runners).map((id) => ({ id })))('$id', ({ id }) => {
  test.skipIf(there[id] === false)('opens a connection to the demo server', async () => {
    const said = 'hello "you" $HOME é';
    const options = { url: `${demo.url}/${id === 'curl' ? 'clock' : 'echo'}` };
    if (id === 'curl') {
      // The answer to the RFC's example key (RFC 6455 §1.3).
      expect(await run(id, options, /\r\n\r\n/)).toMatch(
        /HTTP\/1\.1 101 [^]*Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/,
      );
    } else {
      const awaited = Buffer.from(said).toString('latin1');
      expect(await run(id, options, /hello "you"[^\n]*\n/, said)).toContain(awaited);
    }
  });

  test.skipIf(there[id] === false)('sends what the options say', async () => {
    const server = new WebSocketServer({
      ...{ host: '127.0.0.1', port: 0 },
      handleProtocols: (offered) => [...offered][0] ?? false,
    });
    await new Promise((listening) => server.once('listening', listening));
    const asked = new Promise<IncomingMessage>((done) =>
      server.once('connection', (socket, request) => {
        socket.send('welcome');
        done(request);
      }),
    );
    const { port } = server.address() as AddressInfo;
    const auth = { type: 'basic', username: 'ann', password: '${secret:chat password}' } as const;
    const options: ConnectionOptions = {
      url: `ws://127.0.0.1:${port}/path?x=[1]&y='2'`,
      auth,
      headers: [['X-Trace', `it's "quoted" \\ $HOME`]],
      cookies: [['sid', '1']],
      origin: 'https://app.example.com',
      subprotocols: ['v1.chat', 'v2'],
    };
    const printed = await run(id, options, /welcome/);
    server.close();
    for (const client of server.clients) client.terminate();
    expect(printed).toMatch(/welcome/);
    const { headers, url } = await asked;
    expect(decodeURI(url ?? '')).toBe(`/path?x=[1]&y='2'`);
    expect(headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`ann:p: w"$'`).toString('base64')}`,
      'x-trace': `it's "quoted" \\ $HOME`,
      cookie: 'sid=1',
      origin: 'https://app.example.com',
    });
    expect(headers['sec-websocket-protocol']?.split(/,\s*/)).toEqual(['v1.chat', 'v2']);
  });
});
