// The package as npm makes it: the command line works in an empty folder, without VS Code and without any other package.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'wsi-tarball-'));
let demo: DemoServer;

beforeAll(async () => {
  demo = await startDemoServer();
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(packed.toString('utf8')) as [{ filename: string }];
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], { cwd: folder });
}, 120_000);
afterAll(async () => {
  await demo.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test('runs a sequence by npx', async () => {
  const steps = [
    { expect: { json: { type: 'session' } } },
    { send: { json: { op: 'rooms', id: 1 } } },
    { expect: { json: { id: 1, ok: true } } },
  ];
  writeFileSync(join(folder, 'chat.wsseq.json'), JSON.stringify({ url: `${demo.url}/chat`, steps }));
  const outcome = await new Promise<{ status: number | null; text: string }>((done) => {
    const child = spawn('npx', ['--offline', 'websocket-inspector', 'replay', 'chat.wsseq.json', '--reporter', 'tap'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    child.on('close', (status) => done({ status, text }));
  });
  expect(outcome.text).toContain('ok 1 - chat.wsseq.json');
  expect(outcome.status).toBe(0);
});

test('tells what it can do', () => {
  const told = spawnSync('npx', ['--offline', 'websocket-inspector', '--help'], { cwd: folder, encoding: 'utf8' });
  expect([told.status, told.stderr]).toEqual([0, expect.stringContaining('replay <file|pattern…>')]);
});
