import { expect, test } from 'vitest';
import { readForRun, runOn } from '../../src/engine/sequenceRun.ts';
import type { StepResult } from '../../src/replay/sequence.ts';
import { frame } from '../support/hostile/bytes.ts';
import { accept, connectTo, demo, serve } from '../session/conversation.ts';
import { freePort } from '../session/loopback.ts';

const never = new AbortController().signal;

async function run(url: string, steps: readonly object[], signal = never) {
  const told: StepResult[] = [];
  const session = connectTo(url);
  const result = await runOn(session, JSON.stringify({ url, steps }), signal, (step) => told.push(step));
  expect(told).toEqual(result.steps);
  return { ...result, session };
}

test('reads a sequence for show', () => {
  const steps = [
    { send: { text: 'hi' } },
    { expect: { text: 'ho' } },
    { wait: 5 },
    { ping: 'p' },
    { close: {} },
    { expectClose: {} },
  ];
  const read = readForRun(JSON.stringify({ url: 'ws://127.0.0.1/', steps }));
  expect(read).toMatchObject({ ok: true });
  expect(read.ok && read.steps.map(({ kind }) => kind)).toEqual([
    'send',
    'expect',
    'wait',
    'ping',
    'close',
    'expectClose',
  ]);
  expect(read.ok && read.steps[0]?.title).toContain('hi');
});

test('reads faults with their places', () => {
  expect(readForRun('{')).toMatchObject({ ok: false, problems: [{ line: 1, column: expect.any(Number) as number }] });
});

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

test('a faulty sequence ends the session at once', async () => {
  const session = connectTo(`${(await demo()).url}/silent`);
  const result = await runOn(session, '{ "steps": 1 }', never, () => undefined);
  expect(result).toMatchObject({
    ok: false,
    steps: [],
    problem: expect.stringMatching(/^Line 1, column \d+: \w/) as string,
  });
  await session.ended;
});

test('stops before it began when it was cancelled before', async () => {
  const { ok, steps, session } = await run(`${(await demo()).url}/echo`, [{ wait: 60_000 }], AbortSignal.abort());
  expect(ok).toBe(false);
  expect(steps).toEqual([]);
  expect(session.state).toBe('failed');
});
