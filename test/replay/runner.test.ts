import { describe, expect, it } from 'vitest';
import { type RunOptions, runSequence } from '../../src/replay/runner.ts';
import type { Sequence, StepResult } from '../../src/replay/sequence.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { FakeConnection, ManualClock, opening, settle } from './fakes.ts';
import { type Happening, play, says } from './runs.ts';

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
  const running = runSequence(sequence(steps, options.variables), opening(connection), {
    clock,
    onStep: (result) => told.push(result),
    ...options,
  });
  for (const [at, act] of events) {
    if (at > 0) await clock.advanceTo(at);
    else await settle();
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

describe('blocks', () => {
  const use = (name: string) => ({ send: { text: `\${${name}}` } });

  it('repeats, and numbers the rounds', async () => {
    const steps = [{ repeat: { times: 2, steps: [{ repeat: { times: 2, steps: [send('x')] } }] } }];
    const { told, log, ok } = await play({ steps });
    expect(ok).toBe(true);
    expect(log[0]).toHaveLength(4);
    expect(told.map(({ index, kind, round }) => [index, kind, round?.join('.')])).toEqual([
      [2, 'send', '0.0'],
      [2, 'send', '0.1'],
      [1, 'repeat', '0'],
      [2, 'send', '1.0'],
      [2, 'send', '1.1'],
      [1, 'repeat', '1'],
      [0, 'repeat', undefined],
    ]);
  });

  it('goes through rows, whose values are known inside only', async () => {
    const rows = [{ user: 'ann', n: 1 }, { user: 'bob' }];
    const steps = [{ forEach: { rows, steps: [use('user')] } }, use('user')];
    const { log, problems } = await play({ steps, variables: { user: 'nobody' } });
    expect(log).toEqual([['ann', 'bob', 'nobody']]);
    expect(problems).toEqual([]);
  });

  it('goes through the rows of a CSV file', async () => {
    const readFile = () => Promise.resolve(new TextEncoder().encode('user\nann\nbob\n'));
    const steps = [{ forEach: { csv: 'users.csv', steps: [use('user')] } }];
    expect((await play({ steps }, [], { readFile })).log).toEqual([['ann', 'bob']]);
    expect((await play({ steps })).problems[0]).toContain('users.csv cannot be read');
  });

  it('says in which round a step failed', async () => {
    const steps = [
      { group: { name: 'g', steps: [{ repeat: { times: 3, steps: [text('a', 10)] } }] } },
      { forEach: { rows: [{ a: 1 }], steps: [] } },
    ];
    const { problems } = await play({ steps }, [says(1, 'a')]);
    expect(problems.slice(1)).toEqual(['Round 2 failed.', 'A step of this group failed.']);
    const rows = await play({ steps: [{ forEach: { rows: [{ a: 1 }], steps: [text('a', 10)] } }] });
    expect(rows.problems[1]).toBe('The round of row 1 failed.');
  });

  it('does branches at once, and each reads from where they began', async () => {
    const steps = [
      { parallel: [[{ wait: 50 }, send('one')], [text('a'), send('two'), text('b')], [text('b')]] },
      text('c', 10),
    ];
    const { told, log, ok } = await play({ steps }, [says(5, 'a', 'b', 'c')]);
    expect(log).toEqual([['two', 'one']]);
    expect(ok).toBe(true);
    expect(told.find(({ kind }) => kind === 'parallel')).toMatchObject({ index: 0, durationMs: 50 });
  });

  it('stops the other branches when one fails', async () => {
    const { told, log } = await play({ steps: [{ parallel: [[text('a', 10)], [{ wait: 500 }, send('never')]] }] });
    expect(told.map(({ problem }) => problem?.slice(0, 20))).toEqual([
      'No matching message ',
      'The run was stopped ',
      'A branch failed.',
    ]);
    expect(told.at(-1)?.at).toBe(10);
    expect(log).toEqual([[]]);
  });
});

describe('connections', () => {
  const two = { url: undefined, connections: { 'player 1': { url: 'ws://a/' }, 'player 2': { url: 'ws://b/' } } };

  it('opens all of them, and runs each step on its own', async () => {
    const steps = [
      { send: { text: 'hi' } },
      { expect: { text: 'x' }, on: 'player 2' },
      { send: { text: 'ho' }, on: 'player 2' },
    ];
    const happening: Happening = [5, (server) => server('player 2').say('x')];
    const { opened, log, told } = await play({ ...two, steps }, [happening]);
    expect(opened).toEqual(['player 1', 'player 2']);
    expect(log).toEqual([['hi'], ['ho']]);
    expect(told.map(({ on, title }) => [on, title])).toEqual([
      [undefined, 'send "hi"'],
      ['player 2', 'player 2: expect "x"'],
      ['player 2', 'player 2: send "ho"'],
    ]);
  });

  it('says which was not opened, and runs nothing', async () => {
    const refuse = (name: string | undefined) => (name === 'player 2' ? 'It is not there' : undefined);
    const { problem, told, ok } = await play({ ...two, steps: [send('x')] }, [], { refuse });
    expect([ok, problem, told]).toEqual([false, '"player 2": It is not there', []]);
  });

  it('reconnects, and begins to read anew', async () => {
    const steps = [send('a'), { reconnect: {} }, send('b'), text('new'), text('old', 10)];
    const happenings: readonly Happening[] = [says(0, 'old'), [5, (server) => server().say('new')]];
    const { told, log } = await play({ steps }, happenings);
    expect(log).toEqual([['a'], ['b']]);
    expect(told.map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
    const refuse = (_name: string | undefined, before: number) => (before === 1 ? 'It went away' : undefined);
    expect((await play({ steps }, [], { refuse })).problems).toEqual(['It went away']);
  });
});

describe('time', () => {
  const timing = { kind: 'timing', factor: 1, ahead: false } as const;
  const sendAt = (content: string, at: number) => ({ send: { text: content }, at });

  it.each([
    [1, [100, 250]],
    [0.5, [50, 125]],
    [0, [0, 0]],
  ])('keeps the recorded times, times %d', async (factor, expected) => {
    const { told } = await play({ steps: [sendAt('a', 100), sendAt('b', 250)] }, [], { pace: { ...timing, factor } });
    expect(told.map(({ at }) => at)).toEqual(expected);
  });

  it('never goes before a reply that it waits for', async () => {
    const steps = [sendAt('a', 0), { expect: { text: 'r' }, at: 20 }, sendAt('b', 30)];
    const { told } = await play({ steps }, [says(80, 'r')], { pace: timing });
    expect(told.map(({ at }) => at)).toEqual([0, 80, 80]);
  });

  it('goes ahead of replies when asked to, and fails with them all the same', async () => {
    const steps = [sendAt('a', 0), { expect: { text: 'r' }, at: 20 }, sendAt('b', 30), text('s', 40)];
    const pace = { ...timing, ahead: true };
    const { told, ok } = await play({ steps }, [says(80, 'r', 's')], { pace });
    expect(told.map(({ at, index }) => [index, at])).toEqual([
      [0, 0],
      [2, 30],
      [1, 80],
      [3, 80],
    ]);
    expect(ok).toBe(true);
    const failed = await play({ steps: [text('r', 10), sendAt('a', 50), sendAt('b', 60)] }, [], { pace });
    expect([failed.ok, failed.log]).toEqual([false, [['a']]]);
  });

  it('counts from the beginning of a round', async () => {
    const { told } = await play({ steps: [{ repeat: { times: 2, steps: [sendAt('a', 100)] } }] }, [], { pace: timing });
    expect(told.map(({ at }) => at)).toEqual([100, 200, 200]);
  });

  it('stops while it waits for its time', async () => {
    const controller = new AbortController();
    const stop: Happening = [5, () => controller.abort()];
    const { told, ok } = await play({ steps: [sendAt('a', 100)] }, [stop], { pace: timing, signal: controller.signal });
    expect([told, ok]).toEqual([[], false]);
  });
});

describe('what stands around a run', () => {
  it('asks before each step, and does what it is given instead', async () => {
    const seen: [number, unknown][] = [];
    const gate: RunOptions['gate'] = ({ index, step, variables }) => {
      seen.push([index, variables]);
      return Promise.resolve(index === 1 ? { kind: 'send', payload: { as: 'text', text: 'edited' } } : step);
    };
    const { log } = await play({ steps: [send('a'), send('b')], variables: { v: 1 } }, [], { gate });
    expect(log).toEqual([['a', 'edited']]);
    expect(seen).toEqual([
      [0, { v: 1 }],
      [1, { v: 1 }],
    ]);
  });

  it('takes given values before those of the file, and others from outside', async () => {
    const steps = [send('${v} ${env:T}'), { expect: { text: '${env:T}', timeout: 10 } }];
    const outside = (name: string) => (name === 'env:T' ? 't0psecret' : undefined);
    const { log, told } = await play({ steps, variables: { v: 'file' } }, [says(1, 'x t0psecret')], {
      outside,
      variables: { v: 'given' },
    });
    expect(log).toEqual([['given t0psecret']]);
    expect(told[1]?.problem).toContain('expected "•••", got "x •••"');
    expect(told[1]?.skipped).toEqual(['x •••']);
    expect((await play({ steps })).problems[0]).toContain('no variable "v"');
  });

  it('masks what came from outside also in the message that a strict order leaves', async () => {
    const steps = [send('${env:T}'), text('a', 5)];
    const strict = { defaults: { order: 'strict' }, steps };
    const { problem } = await play(strict, [says(1, 'a', 'you said t0psecret')], { outside: () => 't0psecret' });
    expect(problem).toBe('The order is strict, and this message was left: you said •••');
  });

  it('keeps the results of very many steps within bounds, and every failure', async () => {
    const steps = [{ repeat: { times: 20_500, steps: [{ wait: 0 }] } }, text('a', 5)];
    const clock = { now: () => 0, setTimer: (_ms: number, ring: () => void) => (ring(), { dispose: () => undefined }) };
    const { steps: kept, ok } = await runSequence(sequence(steps), opening(new FakeConnection()), { clock });
    expect(ok).toBe(false);
    expect(kept.length).toBeLessThan(20_003);
    expect(kept.at(-1)).toMatchObject({ ok: false, kind: 'expect' });
  });
});
