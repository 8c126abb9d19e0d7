// The command line as a program of its own: what it prints where, and the status it exits with.
import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { accept, demo, serve } from './session/conversation.ts';
import { until } from './session/loopback.ts';
import { type Bundle, bundle } from './support/bundle.ts';
import { frame } from './support/hostile/bytes.ts';
import { programAvailable } from './support/programs.ts';
import { temporaryFile } from './support/temporaryFile.ts';

type Line = Readonly<Record<string, unknown>>;

let cli: Bundle;
beforeAll(async () => {
  cli = await bundle('src/cli.ts');
});
afterAll(() => cli.remove());

/** Starts a program; it ends with the test at the latest. */
function start(command: string, args: readonly string[], cwd?: string) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(cwd === undefined ? {} : { cwd }) });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, output, exited };
}

const startCli = (args: readonly string[], cwd?: string) => start(process.execPath, [cli.script, ...args], cwd);

const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

async function run(args: readonly string[], cwd?: string) {
  const { output, exited } = startCli(args, cwd);
  const status = await exited;
  const lines = linesOf(output.stdout);
  return {
    status,
    lines,
    stderr: output.stderr,
    of: (event: string) => lines.filter((line) => line['event'] === event),
  };
}

test('connects, sends, waits for the answer and closes', async () => {
  const { url } = await demo();
  const { status, lines, stderr, of } = await run([
    'connect',
    `${url}/echo`,
    '--send',
    'hello',
    '--frames',
    '1',
    '--close',
  ]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(lines.map((line) => line['event'])).toEqual([
    ...['phase', 'phase', 'phase', 'handshake'],
    ...['frame', 'frame', 'frame', 'frame', 'close'],
  ]);
  expect(of('handshake')).toMatchObject([{ accepted: true, response: { status: 101 } }]);
  const last = (frames: readonly Line[]) => frames.at(-1);
  expect(last(of('frame').filter((line) => line['opcode'] === 1))).toMatchObject({ from: 'server' });
  expect(of('close')).toEqual([{ event: 'close', code: 1000, reason: '', by: 'client', clean: true }]);
});

test('prints exactly one diagnosis of a refused upgrade, and exits with 1', async () => {
  const { status, of, stderr } = await run(['connect', `${(await demo()).url}/status/404`]);
  expect(status).toBe(1);
  expect(of('diagnosis').length).toBe(1);
  expect(of('diagnosis')[0]).toMatchObject({ stage: 'http', cause: expect.stringMatching(/^[a-z-]+$/) as string });
  expect(stderr).toBe('');
});

test.each([
  [[], /Say what to do/],
  [['conect'], /"conect"/],
  [['connect'], /URL/],
  [['connect', 'ws://127.0.0.1/', '--frames', 'many'], /--frames/],
  [['connect', 'ws://127.0.0.1/', '--nonsense'], /--nonsense/],
  [['connect', 'ftp://127.0.0.1/'], /url/],
  [['frames'], /capture file/],
  [['replay', '/nonexistent/x.wsseq.json'], /\/nonexistent\/x\.wsseq\.json/],
  [['demo', '--port', 'x'], /--port/],
])('%j exits with 2 and names the argument on standard error alone', async (args, words) => {
  const { status, lines, stderr } = await run(args);
  expect(status).toBe(2);
  expect(stderr).toMatch(words);
  expect(stderr).toContain('--help');
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(lines).toEqual([]);
});

test('helps', async () => {
  const { status, stderr, lines } = await run(['--help']);
  expect(status).toBe(0);
  expect(stderr).toContain('connect <url>');
  expect(lines).toEqual([]);
});

test('prints of a capture what it printed live', async () => {
  const file = temporaryFile('x.pcapng');
  const args = ['--send', 'hello', '--send-hex', '00ff', '--ping', '--frames', '3', '--close', '--capture', file];
  const live = await run(['connect', `${(await demo()).url}/echo`, ...args]);
  const read = await run(['frames', file]);
  expect(read.status).toBe(0);
  expect(read.of('frame')).toEqual(live.of('frame'));
  expect(read.of('frame').length).toBe(8);
  expect(read.lines).toEqual(live.lines.filter((line) => line['event'] !== 'phase'));
});

test.skipIf(!programAvailable('tshark'))('tshark counts the same frames in a capture', async () => {
  const file = temporaryFile('x.pcapng');
  const args = ['--send', 'hello', '--send', 'again '.repeat(1000), '--ping', '--frames', '3', '--close'];
  const { of } = await run(['connect', `${(await demo()).url}/echo`, ...args, '--capture', file]);
  const fields = ['-Y', 'websocket', '-T', 'fields', '-e', 'websocket.opcode'];
  const { output, exited } = start('tshark', ['-r', file, ...fields]);
  expect(await exited).toBe(0);
  const counted = output.stdout.split(/[\s,]+/).filter((opcode) => opcode !== '');
  expect(counted.map(Number).toSorted()).toEqual(
    of('frame')
      .map((line) => Number(line['opcode']))
      .toSorted(),
  );
});

test('echoes until the server closes', async () => {
  const back: string[] = [];
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.write(frame(0x81, 'one'), frame(0x82, Buffer.from([0, 255])));
    for (let n = 0; n < 2; n++) back.push((await peer.nextFrame())!.payload.toString('hex'));
    await peer.close(1000, 'enough');
  });
  const { status, of } = await run(['connect', url, '--echo', '--no-deflate']);
  expect(status).toBe(0);
  expect(back).toEqual([Buffer.from('one').toString('hex'), '00ff']);
  expect(of('close')).toMatchObject([{ by: 'server', reason: 'enough', clean: true }]);
});

test('sums up without frame lines', async () => {
  const url = `${(await demo()).url}/flood?rate=0&size=16&count=10001`;
  const { status, lines, of } = await run([
    'connect',
    url,
    '--no-deflate',
    '--frames',
    '10001',
    '--close',
    '--summary',
  ]);
  expect(status).toBe(0);
  expect(of('frame')).toEqual([]);
  expect(lines.at(-1)).toMatchObject({
    event: 'summary',
    frames: { client: 1, server: 10_002 },
    payloadBytes: { client: 2, server: 10_001 * 16 + 2 },
    violations: 0,
  });
});

test('stays for as long as it is told', async () => {
  const { status, of } = await run(['connect', `${(await demo()).url}/echo`, '--send', 'x', '--for', '300']);
  expect(status).toBe(0);
  expect(of('frame').length).toBe(4);
  expect(of('diagnosis')).toEqual([]);
});

test('closes when it is interrupted', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.nextFrame();
    child.kill('SIGINT');
    await peer.behave();
  });
  const { child, output, exited } = startCli(['connect', url, '--send', 'x']);
  expect(await exited).toBe(0);
  expect(linesOf(output.stdout).at(-1)).toMatchObject({ event: 'close', code: 1000, clean: true });
});

test('ends when nobody reads on', async () => {
  const { child, output, exited } = startCli(['connect', `${(await demo()).url}/flood?rate=0`]);
  await until(() => output.stdout !== '');
  child.stdout.destroy();
  expect(await exited).toBe(0);
});

test('replays a sequence', async () => {
  const file = temporaryFile('talk.wsseq.json');
  const steps = [{ send: { text: 'hi' } }, { expect: { text: 'hi' } }, { close: {} }];
  writeFileSync(file, JSON.stringify({ url: `${(await demo()).url}/echo`, steps }));
  const good = await run(['replay', file]);
  expect(good.lines.map((line) => [line['event'], line['kind'], line['ok']])).toEqual([
    ['step', 'send', true],
    ['step', 'expect', true],
    ['step', 'close', true],
    ['result', undefined, true],
  ]);
  expect(good.status).toBe(0);
  writeFileSync(file, '{ "steps": 1 }');
  const bad = await run(['replay', file]);
  expect(bad.status).toBe(2);
  expect(bad.stderr).toContain(`${file}:1:`);
});

test('runs the demo server until it is interrupted', async () => {
  const { child, output, exited } = startCli(['demo']);
  await until(() => output.stdout.includes('\n'));
  const [line] = linesOf(output.stdout);
  const { status } = await run(['connect', `${String(line!['url'])}/echo`, '--close']);
  expect(status).toBe(0);
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
});

test('leaves no file behind', async () => {
  const folder = dirname(temporaryFile('x'));
  await run(['connect', `${(await demo()).url}/echo`, '--close'], folder);
  expect(readdirSync(folder)).toEqual([]);
});

test('what --redact names is masked in an export', async () => {
  const { url } = await demo();
  const capture = temporaryFile('seat.pcapng');
  await run([
    'connect',
    `${url}/echo?seat=front-row`,
    '--header',
    'Seat: front-row',
    '--frames',
    '0',
    '--capture',
    capture,
  ]);
  const { output, exited } = startCli(['export', capture, '--redact', 'seat', '--to', 'har']);
  expect([await exited, output.stderr]).toEqual([0, '']);
  expect(output.stdout).toContain('/echo?seat=');
  expect(output.stdout).not.toContain('front-row');
  expect((await run(['export', capture, '--redact', '/(a+)+/', '--to', 'har'])).status).toBe(2);
});
