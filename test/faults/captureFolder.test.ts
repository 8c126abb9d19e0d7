// The disk fails while a connection is live: the connection goes on, recording stops with a notice that says from which frame on, and
// what was kept is readable. Real sockets, real files, real errors of the system.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { SessionSnapshot } from '../../src/contract/sessionView.ts';
import { floodPayload } from '../../src/demo/flood.ts';
import { type EngineUnderTest, startEngine } from '../engine/engineClient.ts';
import { demo } from '../session/conversation.ts';
import { until } from '../session/loopback.ts';
import { bundle } from '../support/bundle.ts';
import { messageText, opened } from '../support/liveCaptures.ts';
import { programAvailable } from '../support/programs.ts';
import { mayMount, smallDisk } from '../support/smallDisk.ts';
import { temporaryFile } from '../support/temporaryFile.ts';

/** Machines that do much else take their time. */
vi.setConfig({ testTimeout: 60_000 });

const SIZE = 1000;

/** Numbered messages without end, captured into that file; resolves once some are there, and with them the file. */
async function recorded(engine: EngineUnderTest, file: string): Promise<string> {
  const session = await flooded(engine, file);
  await until(() => existsSync(file));
  return session;
}

async function flooded(engine: EngineUnderTest, file: string): Promise<string> {
  const url = `${(await demo()).url}/flood?rate=2000&size=${SIZE}`;
  const session = await engine.open(url, { deflate: false }, file);
  await until(() => (engine.snapshots.get(session)?.server.messages ?? 0) > 100);
  return session;
}

/** What is told once recording has stopped, after the connection has gone on for a while. */
async function stoppedRecording(engine: EngineUnderTest, session: string): Promise<SessionSnapshot> {
  await until(() => engine.snapshots.get(session)?.recordingStopped !== undefined);
  const before = engine.snapshots.get(session)!.server.messages;
  await until(() => engine.snapshots.get(session)!.server.messages > before + 500);
  const snapshot = engine.snapshots.get(session)!;
  expect(snapshot.state).toBe('open');
  // Nothing is piled up for a file that takes nothing any more: what came later is told as not recorded.
  const last = snapshot.server.messages - 1;
  const piece = await engine.call('session.payload', { session, frame: last, of: 'message', offset: 0, length: SIZE });
  expect(piece.problem).toContain('These bytes were not recorded.');
  return snapshot;
}

/** The first frame that is not recorded, counted from 1: all before it are in the file, with the right payloads. */
async function expectKept(file: string, unrecordedFrom: number | undefined): Promise<void> {
  const kept = await opened(file);
  const whole = kept.counters.server.messages;
  expect(unrecordedFrom).toBe(whole + 1);
  for (const frame of [0, whole >> 1, whole - 1]) {
    expect(await messageText(kept, frame)).toBe(floodPayload(frame + 1, SIZE));
  }
}

test('the folder is removed: what was written can still be read here, and the notice says from which frame on the rest is not', async () => {
  const engine = startEngine();
  const file = join(temporaryFile('captures'), 'x.pcapng');
  mkdirSync(dirname(file));
  const session = await recorded(engine, file);
  rmSync(dirname(file), { recursive: true });
  const { recordingStopped, traffic } = await stoppedRecording(engine, session);
  expect(recordingStopped).toBe(
    'The capture could not be written any further: the file was removed meanwhile. What it holds can be read until this session is forgotten.',
  );
  const last = traffic!.unrecordedFrom! - 2;
  const { bytes } = await engine.call('session.payload', {
    ...{ session, frame: last, of: 'message', offset: 0, length: SIZE },
  });
  expect(Buffer.from(bytes).toString()).toBe(floodPayload(last + 1, SIZE));
});

test('the folder is moved away: the file is the same one, and recording goes on in it', async () => {
  const engine = startEngine();
  const file = join(temporaryFile('captures'), 'x.pcapng');
  mkdirSync(dirname(file));
  const session = await recorded(engine, file);
  const elsewhere = `${dirname(file)}-moved`;
  renameSync(dirname(file), elsewhere);
  const before = engine.snapshots.get(session)!.server.messages;
  await until(() => engine.snapshots.get(session)!.server.messages > before + 3000);
  await engine.call('session.cancel', { session });
  const { recordingStopped, server } = await engine.untilState(session, 'closed');
  expect(recordingStopped).toBeUndefined();
  const moved = await opened(join(elsewhere, 'x.pcapng'));
  expect(moved.counters.server.messages).toBe(server.messages);
});

test('folder and file are made read-only: an open file is written on', async () => {
  const engine = startEngine();
  const file = join(temporaryFile('captures'), 'x.pcapng');
  mkdirSync(dirname(file));
  const session = await recorded(engine, file);
  chmodSync(file, 0o400);
  chmodSync(dirname(file), 0o500);
  onTestFinished(() => chmodSync(dirname(file), 0o700));
  const size = statSync(file).size;
  await until(() => statSync(file).size > size + 500_000);
  expect(engine.snapshots.get(session)).toMatchObject({ state: 'open', recordingStopped: undefined });
});

test('a file stands where the folder should be: nothing is recorded from the first frame on, and the connection opens', async () => {
  const engine = startEngine();
  const folder = temporaryFile('captures');
  writeFileSync(folder, 'in the way');
  const session = await flooded(engine, join(folder, 'x.pcapng'));
  const { recordingStopped, traffic } = await stoppedRecording(engine, session);
  expect(recordingStopped).toBe(
    'The capture file could not be created: what should be its folder is a file (ENOTDIR). Remove it, or choose another folder for captures.',
  );
  expect(traffic!.unrecordedFrom).toBe(1);
});

test.skipIf(!mayMount())(
  'a folder on a read-only disk (tmpfs): nothing is recorded, and the connection opens',
  async () => {
    const engine = startEngine();
    const disk = smallDisk(1024);
    disk.makeReadOnly();
    const session = await flooded(engine, join(disk.folder, 'x.pcapng'));
    const { recordingStopped, traffic } = await stoppedRecording(engine, session);
    expect(recordingStopped).toBe(
      'The capture file could not be created: its folder cannot be written (EROFS). Choose another folder for captures, or give yourself the right to write there.',
    );
    expect(traffic!.unrecordedFrom).toBe(1);
  },
);

test.skipIf(!mayMount())('the disk becomes full (a tmpfs of 1 MiB): all that fitted is readable', async () => {
  const engine = startEngine();
  const file = join(smallDisk(1024).folder, 'x.pcapng');
  const session = await recorded(engine, file);
  const { recordingStopped, traffic } = await stoppedRecording(engine, session);
  expect(recordingStopped).toBe(
    'The capture could not be written any further: the disk is full (ENOSPC). Free some space, or choose another folder for captures.',
  );
  expect(traffic!.unrecordedFrom).toBeGreaterThan(500);
  await expectKept(file, traffic!.unrecordedFrom);
});

const limiter = 'prlimit';
test.skipIf(!programAvailable(limiter))(
  'the largest file that the system allows is reached (prlimit --fsize): the command line goes on, and tells from which frame on nothing is recorded',
  async () => {
    const cli = await bundle('src/cli.ts');
    onTestFinished(() => cli.remove());
    const file = temporaryFile('limited.pcapng');
    const url = `${(await demo()).url}/flood?rate=5000&size=${SIZE}&count=5000`;
    const child = spawn(
      limiter,
      [
        ...['--fsize=1000000', process.execPath, cli.script, 'connect', url, '--no-deflate', '--summary'],
        ...['--frames', '5000', '--close', '--capture', file],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    const status = await new Promise((done) => child.once('close', done));
    expect(output.stderr).toMatch(
      /limited\.pcapng: Not recorded from frame \d+ on\. The capture could not be written any further: the file has reached the largest size that its disk allows \(EFBIG\)\.\n$/,
    );
    expect(JSON.parse(output.stdout.trim().split('\n').at(-1)!)).toMatchObject({
      event: 'summary',
      messages: { server: 5001 },
    });
    expect(status).toBe(0);
    await expectKept(file, Number(/from frame (\d+)/.exec(output.stderr)![1]));
  },
);
