import { describe, expect, it } from 'vitest';
import { type RunOptions, runSequence } from '../../src/replay/runner.ts';
import type { Sequence, StepResult } from '../../src/replay/sequence.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { FakeConnection, ManualClock, settle } from './fakes.ts';

function sequence(steps: readonly object[], variables: Record<string, string> = {}): Sequence {
  const read = readSequence(JSON.stringify({ url: 'ws://localhost/', variables, steps }));
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.sequence;
}

/** What the server does: at a time in ms, or in the very turn in which the run begins. */
type Event = readonly [at: number, act: (connection: FakeConnection) => void];

const say = (at: number, ...texts: string[]): Event => [at, (server) => texts.forEach((text) => server.say(text))];
const end = (at: number, close = {}): Event => [at, (server) => server.end(close)];

async function run(
  steps: readonly object[],
  events: readonly Event[] = [],
  options: Partial<RunOptions> & { variables?: Record<string, string>; connection?: FakeConnection } = {},
) {
  const clock = new ManualClock();
  const connection = options.connection ?? new FakeConnection();
  const told: StepResult[] = [];
  const running = runSequence(sequence(steps, options.variables), connection, {
    clock,
    onStep: (result) => told.push(result),
    ...options,
  });
  for (const [at, act] of events) {
    if (at > 0) await clock.advanceTo(at);
    act(connection);
    await settle();
  }
  await clock.advanceTo(1_000_000);
  const result = await running;
  expect(result.steps).toEqual(told);
  expect(clock.pending).toBe(0);
  return { ...result, log: connection.log, problem: result.steps.at(-1)?.problem };
}

const text = (content: string, timeout?: number) => ({ expect: { text: content, ...(timeout ? { timeout } : {}) } });
const send = (content: string) => ({ send: { text: content } });

describe('the rules of waiting', () => {
  it.each<[string, readonly object[], readonly Event[], readonly (readonly [boolean, ...string[]])[]]>([
    ['a message that comes in time matches', [text('a', 100)], [say(99, 'a')], [[true]]],
    ['one that comes too late does not', [text('a', 100)], [say(101, 'a')], [[false]]],
    ['the first message may come before anything is done', [send('x'), text('a')], [say(0, 'a')], [[true], [true]]],
    ['others before it are skipped and listed', [text('b')], [say(0, 'x', 'a', 'b')], [[true, 'x', 'a']]],
    ['what was skipped is gone', [text('b'), text('a')], [say(0, 'a', 'b')], [[true, 'a'], [false]]],
    ['what came after the match stays', [text('a'), text('b')], [say(0, 'a', 'x', 'b')], [[true], [true, 'x']]],
    ['one message matches one expect', [text('a'), text('a')], [say(0, 'a')], [[true], [false]]],
    ['two equal messages match two', [text('a'), text('a')], [say(0, 'a', 'a')], [[true], [true]]],
    ['what comes during a wait is kept', [{ wait: 50 }, text('a')], [say(20, 'x', 'a')], [[true], [true, 'x']]],
    ['a time-out counts from its step', [{ wait: 50 }, text('a', 30)], [say(79, 'a')], [[true], [true]]],
    ['the first failure ends the run', [text('a', 10), send('x')], [], [[false]]],
    ['what came before the end is read', [text('a'), text('b')], [say(5, 'a', 'b'), end(5)], [[true], [true]]],
    ['nothing more comes after the end', [text('a')], [say(5, 'b'), end(6)], [[false, 'b']]],
    ['an expected end is no failure', [{ wait: 50 }, { expectClose: {} }], [end(5)], [[true], [true]]],
    ['messages can be read after the end', [{ wait: 50 }, text('a')], [say(4, 'a'), end(5)], [[true], [true]]],
    ['an unexpected end fails a wait', [{ wait: 50 }, send('x')], [end(5)], [[false]]],
    ['an end without code passes any', [{ expectClose: {} }], [end(5, { code: 1006, by: 'network' })], [[true]]],
    ['an end with the code', [{ expectClose: { code: 1001 } }], [end(5, { code: 1001 })], [[true]]],
    ['an end with another code', [{ expectClose: { code: 1001 } }], [end(5)], [[false]]],
    ['no end in time', [{ expectClose: { timeout: 20 } }], [end(21)], [[false]]],
  ])('%s', async (_rule, steps, events, expected) => {
    const { steps: results, ok } = await run(steps, events);
    expect(results.map((result) => [result.ok, ...result.skipped])).toEqual(
      expected.map(([good, ...skipped]) => [good, ...skipped]),
    );
    expect(ok).toBe(expected.every(([good]) => good) && expected.length === steps.length);
  });
});

describe('runSequence', () => {
  it('runs every kind of step and fills in what was captured', async () => {
    const connection = new FakeConnection();
    connection.onSend = () => connection.say('{"type":"session","token":"t-1","id":7}');
    const { ok, log, steps } = await run(
      [
        { send: { json: { op: 'login', user: '${user}' } } },
        { expect: { json: { type: 'session' } }, capture: { token: '$.token', id: '$.id' } },
        { send: { text: 'hello ${token}' } },
        { send: { json: { id: '${id}', note: 'n${id}' } } },
        { expect: { json: { id: '${id}', token: '${token}' } } },
        { send: { hex: '00 ff' } },
        { ping: '${user}' },
        { close: { code: 1000, reason: 'bye ${user}' } },
        { close: {} },
      ],
      [],
      { connection, variables: { user: 'ann' } },
    );
    expect(log).toEqual([
      '{"op":"login","user":"ann"}',
      'hello t-1',
      '{"id":7,"note":"n7"}',
      '0x00ff',
      'ping ann',
      'close 1000 bye ann',
      'close without code',
    ]);
    expect(ok).toBe(true);
    expect(steps.map(({ index, kind, message }) => [index, kind, message])).toEqual([
      [0, 'send', 1],
      [1, 'expect', 100],
      [2, 'send', 2],
      [3, 'send', 3],
      [4, 'expect', 101],
      [5, 'send', 4],
      [6, 'ping', undefined],
      [7, 'close', undefined],
      [8, 'close', undefined],
    ]);
    expect(steps[0]?.title).toBe('send {"op":"login","user":"${user}"}');
  });

  it('measures each step', async () => {
    const { steps } = await run([{ wait: 250 }, text('a')], [say(300, 'a')]);
    expect(steps.map(({ durationMs }) => durationMs)).toEqual([250, 50]);
  });

  it('tells the nearest miss when the time is over', async () => {
    const { problem } = await run([{ expect: { json: { type: 'a' }, timeout: 20 } }], [say(5, '{"type":"b"}')]);
    expect(problem).toBe(
      'No matching message came within 20 ms. One message came: {"type":"b"}. It differs: at $.type: expected "a", got "b".',
    );
  });

  it('says how the connection was lost, and at which step', async () => {
    const lost = { code: 1006, by: 'network', clean: false, problem: 'The peer reset it.' };
    const { problem, steps } = await run([send('x'), text('a'), send('y')], [end(5, lost)]);
    expect(steps.map(({ index }) => index)).toEqual([0, 1]);
    expect(problem).toBe(
      'The connection was lost (The peer reset it) before a matching message came. No message came at all.',
    );
  });

  it.each([
    [[text('x'), text('a')], 'before a matching message came'],
    [[text('x'), send('y')], 'before this could be sent'],
    [[text('x'), { ping: '' }], 'before this could be sent'],
    [[text('x'), { close: {} }], 'before this side could'],
  ])('does %j on a closed connection', async (steps, words) => {
    const last: Event = [
      1,
      (server) => {
        server.say('x');
        server.end();
      },
    ];
    const { problem, log } = await run(steps, [last]);
    expect(problem).toContain(words);
    expect(log).toEqual([]);
  });

  it.each([
    [{ send: { text: '${nope}' } }],
    [{ send: { json: ['${nope}'] } }],
    [{ send: { hex: '${nope}' } }],
    [{ expect: { text: '${nope}' } }],
    [{ ping: '${nope}' }],
    [{ close: { code: 1000, reason: '${nope}' } }],
  ])('names the variable that %j lacks', async (step) => {
    const { problem, log } = await run([step]);
    expect(problem).toContain('There is no variable "nope"');
    expect(log).toEqual([]);
  });

  it('passes over a message that lacks what is to be captured', async () => {
    const step = { expect: { json: {} }, capture: { t: '$.t' } };
    const { ok, steps } = await run([step], [say(1, '{}', '{"t":1}')]);
    expect([ok, steps[0]?.skipped, steps[0]?.message]).toEqual([true, ['{}'], 101]);
    expect((await run([step], [say(1, '{}')])).problem).toContain('"t" cannot be captured, because nothing is at $.t');
  });

  it.each([
    [{ send: { hex: '${v}' } }, 'zz', 'no hexadecimal digit'],
    [{ ping: '${v}' }, 'x'.repeat(126), 'it may have 125'],
    [{ close: { code: 1005 } }, '', 'The connection could not be closed: 1005 cannot be sent'],
  ])('says why %j cannot be done', async (step, v, words) => {
    expect((await run([step], [], { variables: { v } })).problem).toContain(words);
  });

  it('says why a message could not be sent', async () => {
    const connection = new FakeConnection();
    connection.sending = () => Promise.reject(new Error('it is closing'));
    expect((await run([send('x')], [], { connection })).problem).toBe('The message could not be sent: it is closing');
  });

  it('does not hang on a server that takes nothing', async () => {
    const connection = new FakeConnection();
    connection.sending = () => new Promise(() => undefined);
    expect((await run([send('x')], [], { connection })).problem).toContain('took nothing for 30 seconds');
    expect((await run([send('x')], [end(5)], { connection })).problem).toContain('while this was being sent');
  });

  it.each([[{ wait: 1_000 }], [text('a')], [{ expectClose: {} }], [send('x')]])('stops %j at once', async (step) => {
    const controller = new AbortController();
    const connection = new FakeConnection();
    connection.sending = () => new Promise(() => undefined);
    const stop: Event = [1, () => controller.abort()];
    const { ok, problem, steps } = await run([step, send('y')], [stop], { connection, signal: controller.signal });
    expect([ok, steps.length, problem]).toEqual([false, 1, 'The run was stopped before this step was done.']);
  });

  it('does nothing when it was stopped before it began', async () => {
    const { ok, steps, log } = await run([send('x')], [], { signal: AbortSignal.abort() });
    expect([ok, steps, log]).toEqual([false, [], []]);
  });

  it('bounds what waits unread, and fails only an expect that gets to the loss', async () => {
    const limits = { messages: 3, bytes: 1_000 };
    const flood = say(5, 'a', 'b', 'c', 'd', 'e');
    expect((await run([{ wait: 10 }, text('b'), text('c')], [flood], { limits })).ok).toBe(true);
    const { problem, steps } = await run([{ wait: 10 }, text('e')], [flood], { limits });
    expect(problem).toContain('more between two expects than is kept');
    expect(steps.at(-1)?.skipped).toEqual(['a', 'b', 'c']);
    expect((await run([text('a'), { wait: 10 }, { close: {} }], [flood], { limits })).ok).toBe(true);
  });

  it('waits through any number of messages that do not match', async () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `no ${i}`);
    const { ok, steps } = await run([text('yes')], [say(1, ...many), say(2, 'yes')], {
      limits: { messages: 10, bytes: 1_000 },
    });
    expect(ok).toBe(true);
    expect(steps[0]?.skipped.at(-1)).toBe('… and 4980 more');
  });

  it('runs an empty sequence', async () => {
    expect(await run([])).toMatchObject({ ok: true, steps: [] });
  });
});
