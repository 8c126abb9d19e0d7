import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { START, utf8 } from '../support/captureStreams.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { packetsOf, text2pcap } from '../support/packets.ts';
import { programAvailable } from '../support/programs.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation } from '../support/webSocketStreams.ts';
import { demo } from '../session/conversation.ts';
import { startEngine } from './engineClient.ts';

const talk = new Conversation()
  .open()
  .frames('server', { opcode: 1, payload: utf8('hello') })
  .frames('server', { opcode: 8, payload: Uint8Array.of(3, 232) })
  .frames('client', { opcode: 8, payload: Uint8Array.of(3, 232) })
  .end('server')
  .end('client');

test('a file is shown as a session that has ended: rows, handshake, counters and its diagnosis', async () => {
  const live = await captureOf(talk);
  const engine = startEngine();
  const opened = await engine.call('capture.open', { file: live.file, title: 'Mine' });
  if (opened.kind !== 'opened') throw new Error('no choice is wanted');
  expect((await engine.rows(opened.session)).map(({ preview }) => preview)).toEqual(['hello', '1000', '1000']);
  const [snapshot] = await engine.call('session.list', {});
  expect(snapshot).toMatchObject({
    title: 'Mine',
    state: 'closed',
    url: 'ws://127.0.0.1/echo',
    startedAt: START / 1000,
    server: { frames: 2, messages: 2 },
    close: { code: 1000, clean: true },
    diagnoses: [],
    traffic: { framesPerSecond: 0, server: { inflatedBytes: 7 } },
    captureFile: live.file,
    opened: { trouble: [] },
  });
  expect(snapshot?.traffic?.server.opcodes[1]).toBe(1);
  const [handshake] = await engine.call('session.handshake', { session: opened.session });
  expect(handshake).toMatchObject({ attempt: 1, accepted: true, response: { status: 101 }, phases: [] });
  await expect(engine.call('session.close', { session: opened.session })).rejects.toThrow('nothing is connected');
  await engine.call('session.forget', { session: opened.session });
  expect(await engine.call('session.list', {})).toEqual([]);
});

test('what a session of ours wrote is shown again: its steps and its failure', async () => {
  const engine = startEngine();
  const file = temporaryFile('failed.pcapng');
  const session = await engine.open(`${(await demo()).url}/status/404`, {}, file);
  const { diagnoses } = await engine.untilState(session, 'failed');
  // The state is told while the last bytes are still on their way to the file.
  await expect.poll(() => existsSync(file) && readFileSync(file).includes('"kind":"finish"')).toBe(true);
  const opened = await engine.call('capture.open', { file, title: 'again' });
  if (opened.kind !== 'opened') throw new Error('no choice is wanted');
  const again = (await engine.call('session.list', {})).find(({ id }) => id === opened.session);
  expect(again).toMatchObject({ state: 'failed', close: undefined });
  expect(again?.diagnoses.map(({ cause }) => cause)).toEqual(diagnoses.map(({ cause }) => cause));
  const [[live], [read]] = await Promise.all([
    engine.call('session.handshake', { session }),
    engine.call('session.handshake', { session: opened.session }),
  ]);
  expect(read?.phases.map(({ name }) => name)).toEqual(live?.phases.map(({ name }) => name));
});

test('a session that was live when it was interrupted has ended for that reason, and has no fault', async () => {
  const gone = startEngine();
  const file = temporaryFile('interrupted.pcapng');
  const session = await gone.open(`${(await demo()).url}/echo`, {}, file);
  await gone.untilState(session, 'open');
  await gone.call('session.send', { session, send: { kind: 'text', text: 'still here' } });
  await gone.untilFrames(session, 2);
  await expect.poll(() => readFileSync(file).toString('latin1').split('still here').length).toBe(2);
  const engine = startEngine();
  for (const more of [{}, { interruption: 'window' }] as const)
    await engine.call('capture.open', { file, title: 'cut', ...more });
  const [plain, interrupted] = await engine.call('session.list', {});
  expect(plain?.opened).toEqual({ trouble: [] });
  expect(plain?.close).toMatchObject({ code: 1006 });
  expect(interrupted).toMatchObject({ state: 'closed', close: undefined, diagnoses: [], server: { frames: 1 } });
  expect(interrupted?.opened).toEqual({ trouble: [], interruption: 'window' });
});

test('one that had ended by itself is as it was', async () => {
  const engine = startEngine();
  const { file } = await captureOf(talk);
  await engine.call('capture.open', { file, title: 'Mine', interruption: 'engine' });
  const [snapshot] = await engine.call('session.list', {});
  expect(snapshot).toMatchObject({ opened: { trouble: [] }, close: { code: 1000, clean: true } });
  expect(snapshot?.opened).not.toHaveProperty('interruption');
});

test('a file with nothing to show is refused with the reason', async () => {
  const engine = startEngine();
  await expect(engine.call('capture.open', { file: '/nowhere/x.pcap', title: '' })).rejects.toThrow('no such file');
});

test.skipIf(!programAvailable('text2pcap'))(
  'of several connections the user chooses; secrets stay masked',
  async () => {
    const secret = new Conversation().bytes(
      'client',
      utf8('GET /chat?token=hush HTTP/1.1\r\nHost: example.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    );
    const file = text2pcap([...packetsOf(talk), ...packetsOf(secret, { clientPort: 40_001 })]);
    const engine = startEngine();
    const choice = await engine.call('capture.open', { file, title: 'other' });
    expect(choice).toMatchObject({
      kind: 'choose',
      connections: [{ number: 1, frames: 3, status: 101 }, { number: 2 }],
    });
    expect(JSON.stringify(choice)).not.toContain('hush');
    const opened = await engine.call('capture.open', { file, title: 'other', connection: 1 });
    expect(opened.kind).toBe('opened');
  },
);
