import { writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { runOn } from '../../src/engine/sequenceRun.ts';
import type { Sequence, StepResult } from '../../src/replay/sequence.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import type { Session } from '../../src/session/session.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { frame } from '../support/hostile/bytes.ts';
import { accept, connectTo, demo, serve } from '../session/conversation.ts';
import { freePort } from '../session/loopback.ts';

function sequenceOf(url: string, steps: readonly object[]): Sequence {
  const read = readSequence(JSON.stringify({ url, steps }));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.sequence;
}

const never = new AbortController().signal;

async function run(url: string, steps: readonly object[], signal = never) {
  const told: StepResult[] = [];
  const session = connectTo(url);
  const result = await runOn({
    sequence: sequenceOf(url, steps),
    start: () => session,
    options: { signal, onStep: (step) => told.push(step) },
  });
  expect(told).toEqual(result.steps);
  return { ...result, session };
}

test('runs every kind of step, exact to the byte', async () => {
  const { url } = await demo();
  const { ok, steps, session } = await run(`${url}/echo`, [
    { send: { text: '\uFEFFhéllo' } },
    { expect: { text: '\uFEFFhéllo' } },
    { send: { hex: '00 ff' } },
    { expect: { hex: '00ff' } },
    { ping: 'beat' },
    { wait: 1 },
    { close: { code: 4002, reason: 'over' } },
    { expectClose: { code: 4002 } },
  ]);
  expect(steps.filter((step) => !step.ok)).toEqual([]);
  expect(ok).toBe(true);
  expect(session.state).toBe('closed');
  expect(session.capture.attempts[0]?.closing).toMatchObject({ code: 4002, reason: 'over', clean: true });
});

test('hears a greeting that comes with the handshake', async () => {
  const url = await serve(async (peer) => {
    peer.socket.cork();
    await accept(peer);
    await peer.write(frame(0x81, 'welcome'));
    peer.socket.uncork();
    await peer.behave();
  });
  expect(await run(url, [{ expect: { text: 'welcome' } }])).toMatchObject({
    ok: true,
    steps: [{ ok: true, message: 1 }],
  });
});

test('closes a connection that the sequence left open', async () => {
  const { ok, session } = await run(`${(await demo()).url}/echo`, [{ send: { text: 'x' } }]);
  expect(ok).toBe(true);
  expect(session.state).toBe('closed');
  expect(session.capture.attempts[0]?.closing).toMatchObject({ code: 1000, clean: true });
});

test('gives up a server that does not answer our Close', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.untilClientEnds();
  });
  const { ok, session } = await run(url, []);
  expect(ok).toBe(true);
  expect(session.state).toBe('closed');
});

test('stops at the step that fails', async () => {
  const { ok, steps } = await run(`${(await demo()).url}/echo`, [
    { send: { text: 'a' } },
    { expect: { text: 'b', timeout: 30 } },
    { send: { text: 'never' } },
  ]);
  expect(ok).toBe(false);
  expect(steps).toMatchObject([{ ok: true }, { ok: false, kind: 'expect', problem: expect.any(String) as string }]);
});

test('tells that the connection ended while a message was awaited', async () => {
  const { ok, steps } = await run(`${(await demo()).url}/close/4003`, [{ expect: { text: 'never' } }]);
  expect(ok).toBe(false);
  expect(steps[0]).toMatchObject({ ok: false, problem: expect.stringContaining('4003') as string });
});

test('says why the connection was not opened', async () => {
  const result = await run(`ws://127.0.0.1:${await freePort()}/`, [{ send: { text: 'x' } }]);
  expect(result).toMatchObject({ ok: false, steps: [] });
  expect(result.problem).toBe(result.session.diagnoses()[0]?.title);
});

test('stops before it began when it was cancelled before', async () => {
  const { ok, steps, session } = await run(`${(await demo()).url}/echo`, [{ wait: 60_000 }], AbortSignal.abort());
  expect([ok, steps]).toEqual([false, []]);
  session.cancel();
  await session.ended;
});

test('reconnects on a connection of its own, and reads files beside the sequence', async () => {
  const { url } = await demo();
  const file = temporaryFile('payload.bin');
  writeFileSync(file, Uint8Array.of(1, 2));
  const sessions: Session[] = [];
  const result = await runOn({
    sequence: sequenceOf(`${url}/echo`, [
      { send: { file: basename(file) } },
      { expect: { hex: '0102' } },
      { send: { fragments: ['he', 'llo'] } },
      { expect: { text: 'hello' } },
      { ping: 'hb' },
      { expectPong: { text: 'hb' } },
      { reconnect: {} },
      { send: { file: 'absent' } },
    ]),
    start: () => {
      const session = connectTo(`${url}/echo`);
      sessions.push(session);
      return session;
    },
    folder: dirname(file),
    options: {},
  });
  expect(result.steps.map(({ ok }) => ok)).toEqual([true, true, true, true, true, true, true, false]);
  expect(result.steps.at(-1)?.problem).toMatch(/^The file absent cannot be read: ENOENT/);
  expect(sessions.map(({ state }) => state)).toEqual(['closed', 'closed']);
});

test('runs on a session that is open, and leaves it open', async () => {
  const { url } = await demo();
  const live = connectTo(`${url}/echo`);
  await new Promise<void>((resolve) => live.onOpen(() => resolve()));
  const steps = [{ send: { text: 'a' } }, { expect: { text: 'a' } }, { reconnect: {} }];
  const start = (): Session => {
    throw new Error('There is one already.');
  };
  const result = await runOn({ sequence: sequenceOf(url, steps), start, live, options: {} });
  expect(result.steps.map(({ ok }) => ok)).toEqual([true, true, false]);
  expect(result.steps[2]?.problem).toContain('cannot reconnect a session that it did not open');
  expect(live.state).toBe('open');
  live.cancel();
  await live.ended;
});

test('compares what the server says with what was recorded', async () => {
  const { url } = await demo();
  const text = JSON.stringify({
    url: `${url}/echo`,
    recorded: [{ at: 0, json: { type: 'a', id: 1, n: 1 } }],
    compare: { ignore: ['$.id'] },
    steps: [{ send: { json: { type: 'a', id: 2, n: 2 } } }, { expect: { json: { type: 'a' } } }],
  });
  const read = readSequence(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const result = await runOn({ sequence: read.sequence, start: () => connectTo(`${url}/echo`), options: {} });
  expect(result.differences).toEqual([
    { kind: 'changed', recorded: 0, reply: 0, path: '$.n', expected: '1', actual: '2' },
  ]);
});

test('what the server repeats of a kept secret is as it was recorded: its name in texts, stars in bytes', async () => {
  const { url } = await demo();
  const key = 'hunter2-hunter2';
  const hex = Buffer.from(`<${key}>`).toString('hex');
  const text = JSON.stringify({
    url: `${url}/echo`,
    recorded: [
      { at: 0, text: 'my key is ${secret:key}' },
      {
        at: 0,
        hex: Buffer.from(`<${'*'.repeat(key.length)}>`)
          .toString('hex')
          .replace(/..(?!$)/g, '$& '),
      },
    ],
    steps: [{ send: { text: 'my key is ${secret:key}' } }, { send: { hex } }, { expect: { hex } }],
  });
  const read = readSequence(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const outside = (name: string): string | undefined => (name === 'secret:key' ? key : undefined);
  const start = () => connectTo(`${url}/echo`);
  const result = await runOn({ sequence: read.sequence, start, options: { outside } });
  expect(result).toMatchObject({ ok: true, differences: [] });
  expect(JSON.stringify(result)).not.toMatch(/hunter2|68 75 6e/);
});

test('what the server repeats of what the connection proves itself with is masked, also where it is cut', async () => {
  const { url } = await demo();
  const token = 't0k3n-'.repeat(30);
  const text = JSON.stringify({
    url: `${url}/echo`,
    defaults: { timeout: 200 },
    steps: [
      { send: { text: `you are ${token}` } },
      { send: { text: 'kept hunter2' } },
      { expect: { text: 'something else' } },
    ],
  });
  const read = readSequence(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const start = () => connectTo(`${url}/echo?access_token=${token}`);
  const result = await runOn({ sequence: read.sequence, start, secrets: { chat: 'hunter2' }, options: {} });
  expect(result.ok).toBe(false);
  expect(JSON.stringify(result)).toContain('you are •••');
  expect(JSON.stringify(result)).not.toMatch(/t0k3n|hunter2/);
});

test('what the server repeats of a secret has its name in the differences', async () => {
  const { url } = await demo();
  const text = JSON.stringify({
    url: `${url}/echo`,
    recorded: [{ at: 0, text: 'my key is another' }],
    steps: [{ send: { text: 'my key is ${secret:key}' } }, { expect: { opcode: 'text' } }],
  });
  const read = readSequence(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const outside = (name: string): string | undefined => (name === 'secret:key' ? 'hunter2-hunter2' : undefined);
  const result = await runOn({
    sequence: read.sequence,
    start: () => connectTo(`${url}/echo`),
    options: { outside },
  });
  expect(result.ok).toBe(true);
  expect(result.differences).toEqual([
    { kind: 'missing', recorded: 0, text: 'my key is another' },
    { kind: 'extra', reply: 0, text: 'my key is ${secret:key}' },
  ]);
  expect(JSON.stringify(result)).not.toContain('hunter2');
});
